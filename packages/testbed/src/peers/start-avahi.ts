import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool } from './find-tool.ts';
import { runForeignProcess, startForeignProcess } from './foreign-process.ts';
import { startBus } from './start-bus.ts';

export interface AvahiOptions {
  /** Its folder; its path must be short: a socket's has 107 bytes at the most. */
  readonly dir: string;
  /** What starts a program where it is to look: `nsenter` and the like. */
  readonly launcher: { readonly command: string; readonly args: readonly string[] };
  /** The network device it looks at. */
  readonly device: string;
}

export interface Avahi {
  /** All services of a type such as `_ipps._tcp`, resolved, a line each as `avahi-browse -rpt` prints them. */
  browse(type: string): Promise<readonly string[]>;
  /** The uris CUPS would print to. */
  ippfind(type: string): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** A look at the local network by programs nobody here wrote. */
export async function startAvahi({ dir, launcher, device }: AvahiOptions): Promise<Avahi> {
  const { bus, address } = await startBus(dir);
  const config = join(dir, 'avahi.conf');
  writeFileSync(config, `[server]\nuse-ipv6=no\nallow-interfaces=${device}\n[wide-area]\nenable-wide-area=no\n`);
  const env = { DBUS_SYSTEM_BUS_ADDRESS: address };
  const within = (program: string, ...args: readonly string[]) => [...launcher.args, program, ...args];
  const run = (program: string, ...args: readonly string[]): Promise<string> =>
    runForeignProcess(launcher.command, within(program, ...args), { env });
  const flags = ['--no-drop-root', '--no-chroot', '--no-rlimits', '-f', config];
  const daemon = startForeignProcess(launcher.command, within('unshare', '--mount', 'sh', '-c', rooted(dir, flags)), {
    env,
  });
  await daemon.ready('avahi-daemon to look', () => daemon.output().includes('Server startup complete'));
  return {
    browse: async (type) =>
      linesOf(await run(findTool('avahi-browse'), '-rpt', type)).filter((line) => line.startsWith('=')),
    // It ends with 1 where it finds nothing.
    ippfind: async (type) => linesOf(await run(findTool('ippfind'), '-T', '3', type).catch(() => '')),
    async stop() {
      await daemon.stop();
      await bus.stop();
    },
  };
}

/**
 * It wants a folder in /run that belongs to its own account. In a user namespace there is one account; a /run and two lists of
 * accounts that it alone sees settle that.
 */
function rooted(dir: string, flags: readonly string[]): string {
  const accounts = { passwd: 'root:x:0:0::/:/bin/sh\navahi:x:0:0::/:/bin/sh\n', group: 'root:x:0:\navahi:x:0:\n' };
  const mounts = Object.entries(accounts).map(([name, text]) => {
    writeFileSync(join(dir, name), text);
    return `mount --bind ${join(dir, name)} /etc/${name}`;
  });
  return [...mounts, 'mount -t tmpfs none /run', `exec ${findTool('avahi-daemon')} ${flags.join(' ')}`].join(' && ');
}

function linesOf(output: string): readonly string[] {
  return output.split('\n').filter((line) => line !== '');
}
