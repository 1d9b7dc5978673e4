import { constants } from 'node:fs';
import { lstat, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isNodeError, syncFolder } from '@holdover/nodejs';
import type { Folder } from './folder.ts';
import { isTemporary } from './put-in-folder.ts';
import type { DeliveryReason } from './delivery.ts';
import { refused } from './target-refusal.ts';

/** A file of somebody else's, or a link that leads off the stick, is never written through. */
const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
const FOR_EVERYBODY = 0o644;

/** The top of a stick. A document is on it, flushed, when it has its name. */
export function createUsbFolder(stick: string): Folder {
  const at = (name: string): string => join(stick, name);
  return {
    ensure: () => told(async () => void (await lstat(stick))),
    write: (name, data) =>
      told(async () => {
        await rm(at(name), { force: true });
        const file = await open(at(name), NEW_FILE, FOR_EVERYBODY);
        try {
          for await (const chunk of data) await file.writeFile(chunk);
          await file.sync();
        } finally {
          await file.close();
        }
      }),
    // FAT knows no link(2), and nobody but this terminal writes here while it does.
    rename: (from, to) =>
      told(async () => {
        if (await isThere(at(to))) return false;
        await rename(at(from), at(to));
        await syncFolder(stick);
        return true;
      }),
    remove: (name) => told(() => rm(at(name), { force: true })),
    close: () => Promise.resolve(),
  };
}

/** What was left when a stick was pulled goes when it comes back. */
export async function tidyStick(stick: string): Promise<void> {
  const left = (await readdir(stick).catch(() => [])).filter(isTemporary);
  for (const name of left) await rm(join(stick, name), { force: true }).catch(() => undefined);
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (isNodeError(error) && error.code === 'ENOENT') return false;
    throw error;
  }
}

const REASONS: Readonly<Record<string, DeliveryReason>> = {
  ENOSPC: 'target-full',
  EDQUOT: 'target-full',
  // FAT ends at 4 GiB a file.
  EFBIG: 'too-large',
  EROFS: 'target-refused',
  EACCES: 'target-refused',
  EPERM: 'target-refused',
  ENOENT: 'no-usb-stick',
  ENODEV: 'no-usb-stick',
  ENXIO: 'no-usb-stick',
  EIO: 'no-usb-stick',
};

async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isNodeError(error) || error.syscall === undefined) throw error;
    throw refused(REASONS[error.code ?? ''] ?? 'target-unreachable', 'The stick did not take the scan', error);
  }
}
