import type { Launcher } from './own-process.ts';

/**
 * A file system of its own in a namespace of its own, which needs no root; it begins with a copy of `folder`.
 * @param size as tmpfs takes it: `8m`
 */
export function onSmallDisk(folder: string, mounted: string, size: string): Launcher {
  const prepare = `mount -t tmpfs -o size=${size},mode=700 small "$2" && cp -a "$1/." "$2" && shift 2 && exec "$@"`;
  return { command: 'unshare', args: ['--map-root-user', '--mount', 'sh', '-c', prepare, 'sh', folder, mounted] };
}
