import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { findTool, runForeignProcess, startForeignProcess } from '@holdover/testbed/peers';
import type { OwnCertificate } from './own-certificate.ts';
import { startScript } from './own-process.ts';

export interface SambaAd {
  /** Of this process's loopback; STARTTLS is offered here. */
  readonly port: number;
  /** TLS from the first octet. */
  readonly tlsPort: number;
  /** `DC=example,DC=org` */
  readonly suffix: string;
  /** As a person signs in: `administrator@example.org`. */
  readonly administrator: { readonly name: string; readonly password: string };
  /** Changes entries, by LDIF (RFC 2849). */
  modify(ldif: string): Promise<void>;
  stop(): Promise<void>;
}

const ADMINISTRATOR = { name: 'administrator@example.org', password: 'Only-4-tests!' };
const DOMAIN = [
  '--realm=EXAMPLE.ORG',
  '--domain=EXAMPLE',
  '--server-role=dc',
  '--host-ip=127.0.0.1',
  '--dns-backend=NONE',
];
const PORTS = { ldap: 389, ldaps: 636 };

/**
 * Samba as a domain controller of Active Directory. Its ports are fixed, so it lives in a network namespace of its own, and Unix sockets,
 * whose paths are seen from everywhere, lead there. It wants root: it gives files to other accounts.
 * @param dir short: it is part of a socket's path (108 bytes, unix(7))
 */
export async function startSambaAd(dir: string, { certificate, key }: OwnCertificate): Promise<SambaAd> {
  const home = join(dir, 'dc');
  rmSync(home, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const file = (name: string, content: string): string => {
    const path = join(dir, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
  const provision = ['domain', 'provision', `--targetdir=${home}`, `--adminpass=${ADMINISTRATOR.password}`, ...DOMAIN];
  await runForeignProcess(findTool('samba-tool'), provision);
  const tls = file('ad.pem', certificate);
  const settings = {
    interfaces: 'lo',
    'bind interfaces only': 'yes',
    'server services': 'ldap',
    'log file': join(dir, 'log.%m'),
    'pid directory': home,
    'ncalrpc dir': join(home, 'ncalrpc'),
    'tls certfile': tls,
    'tls cafile': tls,
    'tls keyfile': file('ad-key.pem', key),
  };
  const options = Object.entries(settings).map(([name, value]) => `--option=${name}=${value}`);
  const samba = [
    findTool('samba'),
    '-i',
    '-M',
    'single',
    '-s',
    join(home, 'etc', 'smb.conf'),
    '--debug-stdout',
    ...options,
  ];
  const begin = `'${findTool('ip')}' link set lo up && exec "$@"`;
  const service = startForeignProcess('unshare', ['--net', 'sh', '-c', begin, 'sh', ...samba]);
  const inside = { command: 'nsenter', args: ['--target', String(service.pid), '--net'] };
  const paths = { ldap: join(dir, 'ldap'), ldaps: join(dir, 'ldaps') };
  const leads = [
    { listen: { path: paths.ldap }, to: { host: '127.0.0.1', port: PORTS.ldap } },
    { listen: { path: paths.ldaps }, to: { host: '127.0.0.1', port: PORTS.ldaps } },
  ];
  const isUp = async (): Promise<boolean> => {
    const listening = await runForeignProcess(inside.command, [...inside.args, 'ss', '-lnt']);
    return listening.includes(`:${PORTS.ldap} `) && listening.includes(`:${PORTS.ldaps} `);
  };
  await service.ready('Samba to listen', isUp);
  const relay = startScript('relay.mjs', leads, { launcher: inside });
  await relay.ready('the relay to listen', () => relay.output().includes('ready'));
  const doors = [await openDoor(paths.ldap), await openDoor(paths.ldaps)];
  const [port = 0, tlsPort = 0] = doors.map(({ port: own }) => own);
  const password = file('password', ADMINISTRATOR.password);
  return {
    port,
    tlsPort,
    suffix: 'DC=example,DC=org',
    administrator: ADMINISTRATOR,
    modify: async (changes) => {
      const bind = ['-x', '-H', `ldaps://localhost:${tlsPort}`, '-D', ADMINISTRATOR.name, '-y', password];
      const args = [...bind, '-f', file('changes.ldif', changes)];
      // OpenLDAP's client takes `localhost` for the name of the machine, which no certificate here is for.
      await runForeignProcess(findTool('ldapmodify'), args, { env: { LDAPTLS_REQCERT: 'never' } });
    },
    stop: async () => {
      for (const { server } of doors) server.close();
      await relay.stop();
      await service.stop();
    },
  };
}

async function openDoor(path: string): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((near) => carry(near, connect({ path })));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 };
}

function carry(near: Socket, far: Socket): void {
  near.pipe(far).pipe(near);
  near.on('error', () => far.destroy()).on('close', () => far.destroy());
  far.on('error', () => near.destroy()).on('close', () => near.destroy());
}
