import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptsConnections } from './accepts-connections.ts';
import { findTool } from './find-tool.ts';
import { startForeignProcess } from './foreign-process.ts';
import { freePort } from './free-port.ts';
import { runAccount } from './run-account.ts';

export interface Exim {
  /** STARTTLS is offered here. */
  readonly port: number;
  /** TLS from the first octet. */
  readonly tlsPort: number;
  readonly userName: string;
  /** Whole messages as they were delivered, in no order. */
  messages(): readonly string[];
  /** Answers 451 to every recipient, until told otherwise. */
  defer(isDeferring: boolean): void;
  log(): string;
  stop(): Promise<void>;
}

export interface EximOptions {
  readonly password: string;
  /** PEM files, for `localhost`. */
  readonly certificate: string;
  readonly key: string;
}

const USER = 'scans';

/** A mail server that takes e-mail from who signs in over TLS, and keeps all of it but for `nobody@…`, whom it does not know. */
export async function startExim(dir: string, { password, certificate, key }: EximOptions): Promise<Exim> {
  const [port, tlsPort] = [await freePort(), await freePort()];
  const account = runAccount('Debian-exim');
  const own = (path: string): string => {
    if (account !== undefined) chownSync(path, account.uid, account.gid);
    return path;
  };
  const folder = (name: string): string => {
    const path = join(dir, name);
    mkdirSync(path, { recursive: true });
    return own(path);
  };
  const file = (name: string, content: string): string => {
    const path = join(dir, name);
    writeFileSync(path, content, { mode: 0o600 });
    return own(path);
  };
  own(dir);
  const mail = folder('mail');
  const deferring = join(dir, 'deferring');
  const lines = [
    'primary_hostname = mail.example',
    'qualify_domain = example.org',
    'local_interfaces = 127.0.0.1',
    `daemon_smtp_ports = ${port} : ${tlsPort}`,
    `tls_on_connect_ports = ${tlsPort}`,
    'tls_advertise_hosts = *',
    `tls_certificate = ${file('certificate.pem', certificate)}`,
    `tls_privatekey = ${file('key.pem', key)}`,
    `spool_directory = ${folder('spool')}`,
    `log_file_path = ${folder('log')}/%slog`,
    ...(account === undefined ? [] : [`exim_user = ${account.user}`, `exim_group = ${account.group}`]),
    'deliver_drop_privilege = true',
    'host_lookup =',
    'rfc1413_query_timeout = 0s',
    'message_size_limit = 20M',
    'acl_smtp_rcpt = check_recipient',
    'begin acl',
    'check_recipient:',
    '  deny message = sign in first',
    '       !authenticated = *',
    '  defer message = come again later',
    `        condition = \${if exists{${deferring}}}`,
    '  deny message = nobody of that name',
    '       local_parts = nobody',
    '  accept',
    'begin routers',
    'all:',
    '  driver = accept',
    '  transport = files',
    'begin transports',
    'files:',
    '  driver = appendfile',
    `  directory = ${mail}`,
    '  maildir_format',
    '  create_directory',
    'begin authenticators',
    'plain:',
    '  driver = plaintext',
    '  public_name = PLAIN',
    `  server_condition = \${if and{{eq{$auth2}{${USER}}}{eq{$auth3}{${password}}}}}`,
    '  server_set_id = $auth2',
    '  server_advertise_condition = ${if def:tls_in_cipher}',
  ];
  const configuration = join(dir, 'exim.conf');
  writeFileSync(configuration, `${lines.join('\n')}\n`, { mode: 0o644 });
  const exim = startForeignProcess(findTool('exim4'), ['-C', configuration, '-bdf', '-q1h']);
  await exim.ready(
    'exim to listen',
    async () => (await acceptsConnections(port)) && (await acceptsConnections(tlsPort)),
  );
  const arrived = join(mail, 'new');
  return {
    port,
    tlsPort,
    userName: USER,
    messages: () =>
      existsSync(arrived) ? readdirSync(arrived).map((name) => readFileSync(join(arrived, name), 'latin1')) : [],
    defer(isDeferring) {
      if (isDeferring) writeFileSync(deferring, '');
      else rmSync(deferring, { force: true });
    },
    log: () => exim.output(),
    stop: () => exim.stop(),
  };
}
