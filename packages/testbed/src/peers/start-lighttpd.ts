import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptsConnections } from './accepts-connections.ts';
import { findTool } from './find-tool.ts';
import { startForeignProcess } from './foreign-process.ts';
import { freePort } from './free-port.ts';
import { runAccount } from './run-account.ts';

export interface Lighttpd {
  readonly port: number;
  /** `https://127.0.0.1:PORT/dav` */
  readonly url: string;
  /** What the url shows. */
  readonly folder: string;
  readonly userName: string;
  log(): string;
  stop(): Promise<void>;
}

export interface LighttpdOptions {
  readonly password: string;
  /** PEM: certificate and key in one. */
  readonly certificate: string;
}

const USER = 'scanner';

/** WebDAV over HTTPS, for one who signs in. */
export async function startLighttpd(dir: string, { password, certificate }: LighttpdOptions): Promise<Lighttpd> {
  const port = await freePort();
  const account = runAccount('www-data');
  const root = join(dir, 'root');
  const folder = join(root, 'dav');
  const temporary = join(dir, 'tmp');
  for (const path of [folder, temporary]) mkdirSync(path, { recursive: true });
  const pem = join(dir, 'server.pem');
  const users = join(dir, 'users');
  writeFileSync(pem, certificate, { mode: 0o600 });
  writeFileSync(users, `${USER}:${password}\n`, { mode: 0o600 });
  if (account !== undefined) {
    for (const path of [root, folder, temporary, pem, users]) chownSync(path, account.uid, account.gid);
  }
  const configuration = join(dir, 'lighttpd.conf');
  const lines = [
    'server.modules = ("mod_openssl", "mod_auth", "mod_authn_file", "mod_webdav")',
    `server.document-root = "${root}"`,
    'server.bind = "127.0.0.1"',
    `server.port = ${port}`,
    `server.upload-dirs = ("${temporary}")`,
    'ssl.engine = "enable"',
    `ssl.pemfile = "${pem}"`,
    'auth.backend = "plain"',
    `auth.backend.plain.userfile = "${users}"`,
    '$HTTP["url"] =~ "^/dav($|/)" {',
    '  webdav.activate = "enable"',
    '  auth.require = ("" => ("method" => "basic", "realm" => "scans", "require" => "valid-user"))',
    '}',
  ];
  writeFileSync(configuration, `${lines.join('\n')}\n`);
  const lighttpd = startForeignProcess(findTool('lighttpd'), ['-D', '-f', configuration], {
    uid: account?.uid,
    gid: account?.gid,
  });
  await lighttpd.ready('lighttpd to listen', () => acceptsConnections(port));
  return {
    port,
    url: `https://127.0.0.1:${port}/dav`,
    folder,
    userName: USER,
    log: () => lighttpd.output(),
    stop: () => lighttpd.stop(),
  };
}
