import { mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { acceptsConnections } from './accepts-connections.ts';
import { findTool } from './find-tool.ts';
import { runForeignProcess, startForeignProcess } from './foreign-process.ts';
import { freePort } from './free-port.ts';
import { onSmallDisk } from './on-small-disk.ts';

export interface Smbd {
  readonly port: number;
  /** `smb://127.0.0.1:PORT/scans` */
  readonly url: string;
  /** What the share shows. */
  readonly share: string;
  readonly userName: string;
  log(): string;
  stop(): Promise<void>;
}

export interface SmbdOptions {
  readonly password: string;
  /** The share is a disk of this size, `2m`, which nobody else sees. */
  readonly diskSize?: string;
}

/** A file server with one share below `dir`, which only who signs in may use. The path of `dir` must be short. */
export async function startSmbd(dir: string, { password, diskSize }: SmbdOptions): Promise<Smbd> {
  const port = await freePort();
  const folder = (name: string): string => {
    const path = join(dir, name);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  };
  const share = folder('share');
  const state = folder('state');
  const { username: userName } = userInfo();
  const configuration = join(dir, 'smb.conf');
  const lines = [
    '[global]',
    'server role = standalone server',
    'interfaces = 127.0.0.1',
    'bind interfaces only = yes',
    `smb ports = ${port}`,
    ...['lock', 'state', 'cache', 'pid'].map((name) => `${name} directory = ${state}`),
    `private dir = ${state}`,
    `ncalrpc dir = ${join(state, 'rpc')}`,
    `passdb backend = smbpasswd:${join(state, 'smbpasswd')}`,
    'server min protocol = SMB3',
    'server smb encrypt = required',
    'load printers = no',
    'disable spoolss = yes',
    'log level = 1',
    '[scans]',
    `path = ${share}`,
    'read only = no',
  ];
  writeFileSync(configuration, `${lines.join('\n')}\n`);
  await setPassword(configuration, userName, password);
  const { command, args } = onSmallDisk(share, diskSize, {
    command: findTool('smbd'),
    args: ['--foreground', '--debug-stdout', `--configfile=${configuration}`],
  });
  const smbd = startForeignProcess(command, args);
  await smbd.ready('smbd to listen', () => acceptsConnections(port));
  return {
    port,
    url: `smb://127.0.0.1:${port}/scans`,
    share,
    userName,
    log: () => smbd.output(),
    stop: () => smbd.stop(),
  };
}

async function setPassword(configuration: string, userName: string, password: string): Promise<void> {
  const script = 'printf "%s\\n%s\\n" "$3" "$3" | "$0" -c "$1" -s -a "$2"';
  await runForeignProcess('/bin/sh', ['-c', script, findTool('smbpasswd'), configuration, userName, password]);
}
