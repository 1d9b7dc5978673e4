import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { acceptsConnections } from './accepts-connections.ts';
import { findLibrary, findTool } from './find-tool.ts';
import { runForeignProcess, startForeignProcess } from './foreign-process.ts';
import { freePort } from './free-port.ts';
import { runAccount } from './run-account.ts';

export interface Sshd {
  readonly port: number;
  /** `sftp://127.0.0.1:PORT/HOME` */
  readonly url: string;
  /** Whoever signs in may write here. */
  readonly home: string;
  readonly userName: string;
  /** `SHA256:…` of its host key. */
  readonly hostKey: string;
  log(): string;
  /** Ends what is connected, as a cut cable does it for whoever waits long enough. */
  stop(): Promise<void>;
}

/** OpenSSH with one account of its own, which no other program on this machine knows, and SFTP alone. */
export async function startSshd(dir: string, password: string): Promise<Sshd> {
  const port = await freePort();
  const home = join(dir, 'home');
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const account = runAccount('nobody');
  const { uid, gid } = account ?? userInfo();
  if (account !== undefined) chownSync(home, uid, gid);
  const key = join(dir, 'host-key');
  await runForeignProcess(findTool('ssh-keygen'), ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  const shown = await runForeignProcess(findTool('ssh-keygen'), ['-l', '-f', `${key}.pub`]);
  const configuration = writeConfiguration(dir, { port, key });
  const sshd = startForeignProcess(findTool('sshd'), ['-D', '-e', '-f', configuration], {
    env: await accounts(dir, { uid, gid, home, password }),
  });
  await sshd.ready('sshd to listen', () => acceptsConnections(port));
  return {
    port,
    url: `sftp://127.0.0.1:${port}${home}`,
    home,
    userName: USER,
    hostKey: /SHA256:\S+/.exec(shown)?.[0] ?? '',
    log: () => sshd.output(),
    stop: () => sshd.stop(),
  };
}

const USER = 'scanner';

function writeConfiguration(dir: string, { port, key }: { readonly port: number; readonly key: string }): string {
  const configuration = join(dir, 'sshd_config');
  const lines = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${key}`,
    'PidFile none',
    'UsePAM no',
    'StrictModes no',
    'PasswordAuthentication yes',
    'PubkeyAuthentication no',
    'Subsystem sftp internal-sftp',
    'ForceCommand internal-sftp',
  ];
  writeFileSync(configuration, `${lines.join('\n')}\n`);
  // As Debian's service does it.
  if (runAccount('nobody') !== undefined) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  return configuration;
}

/** Accounts and passwords of a file instead of the machine's (nss_wrapper, of the Samba project). */
async function accounts(
  dir: string,
  {
    uid,
    gid,
    home,
    password,
  }: { readonly uid: number; readonly gid: number; readonly home: string; readonly password: string },
): Promise<Record<string, string>> {
  const passwd = join(dir, 'passwd');
  const shadow = join(dir, 'shadow');
  const group = join(dir, 'group');
  const hash = (await runForeignProcess(findTool('openssl'), ['passwd', '-6', password])).trim();
  writeFileSync(passwd, `${readFileSync('/etc/passwd', 'utf8')}${USER}:x:${uid}:${gid}:Scanner:${home}:/bin/sh\n`);
  writeFileSync(shadow, `${USER}:${hash}:19000:0:99999:7:::\n`, { mode: 0o600 });
  writeFileSync(group, readFileSync('/etc/group'));
  return {
    LD_PRELOAD: findLibrary('libnss_wrapper.so'),
    NSS_WRAPPER_PASSWD: passwd,
    NSS_WRAPPER_SHADOW: shadow,
    NSS_WRAPPER_GROUP: group,
  };
}
