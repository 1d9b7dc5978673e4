import process from 'node:process';

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * The same program, for which `mounted` is an empty disk of that size: a file system of its own in a namespace of its own, which needs
 * no root, and is seen by nobody else.
 * @param size as tmpfs takes it: `2m`; undefined leaves the program as it is
 */
export function onSmallDisk(mounted: string, size: string | undefined, { command, args }: Program): Program {
  if (size === undefined) return { command, args };
  const prepare = 'mount -t tmpfs -o "size=$1,mode=777" small "$2" && shift 2 && exec "$@"';
  const inside = ['sh', '-c', prepare, 'sh', size, mounted, command, ...args];
  // As root without a mapping: some programs want more than one account.
  const mapped = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  return { command: 'unshare', args: [...mapped, '--mount', ...inside] };
}
