import { constants } from 'node:fs';
import { access, lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a desktop or an automounter puts what people plug in. */
const ROOTS = ['/media/', '/run/media/'];
const MOUNTS = '/proc/self/mountinfo';
/** Stands where something would be mounted at the first look. */
const PLACEHOLDER = 'autofs';

/** @param root of one's own; without, where people's sticks are mounted */
export function stickFinder(root: string | undefined): () => Promise<readonly string[]> {
  return root === undefined ? mountedSticks : () => foldersBelow(root);
}

/** In the order they came. */
async function mountedSticks(): Promise<readonly string[]> {
  const text = await readFile(MOUNTS, 'utf8').catch(() => '');
  return writable(sticksAmong(text));
}

/** For a root of one's own: every folder directly below it is a stick. Links are none. */
export async function foldersBelow(root: string): Promise<readonly string[]> {
  const names = await readdir(root).catch(() => []);
  const paths = names.map((name) => join(root, name));
  const folders = await Promise.all(
    paths.map(async (path) => ((await lstat(path).catch(() => undefined))?.isDirectory() === true ? [path] : [])),
  );
  return writable(folders.flat());
}

/** proc_pid_mountinfo(5): fields 5 and 6 are mount point and options; after ` - ` the type, the source, and the file system's options. */
export function sticksAmong(mountinfo: string): readonly string[] {
  return mountinfo.split('\n').flatMap((line) => {
    const [own = '', device = ''] = line.split(' - ', 2);
    const [, , , , point, options = ''] = own.split(' ');
    const [type = '', , deviceOptions = ''] = device.split(' ');
    if (point === undefined || type === PLACEHOLDER || !isWritten(options) || !isWritten(deviceOptions)) return [];
    const path = unescaped(point);
    return ROOTS.some((root) => path.startsWith(root)) ? [path] : [];
  });
}

const isWritten = (options: string): boolean => options.split(',').includes('rw');

/** Space, tab, line feed and backslash are written in octal. */
const unescaped = (path: string): string =>
  path.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCodePoint(Number.parseInt(octal, 8)));

async function writable(paths: readonly string[]): Promise<readonly string[]> {
  const known = await Promise.all(
    paths.map((path) =>
      access(path, constants.W_OK).then(
        () => [path],
        () => [],
      ),
    ),
  );
  return known.flat();
}
