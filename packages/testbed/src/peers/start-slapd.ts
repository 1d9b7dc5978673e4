import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptsConnections } from './accepts-connections.ts';
import { findTool } from './find-tool.ts';
import { runForeignProcess, startForeignProcess } from './foreign-process.ts';
import { freePort } from './free-port.ts';

export interface Slapd {
  /** STARTTLS is offered here. */
  readonly port: number;
  /** TLS from the first octet. */
  readonly tlsPort: number;
  /** `dc=example,dc=org` */
  readonly suffix: string;
  /** May read everything, all at once. */
  readonly reader: SlapdAccount;
  /** Gets a hundred entries of a search and no more. */
  readonly limited: SlapdAccount;
  /** Changes entries, by LDIF (RFC 2849). */
  modify(ldif: string): Promise<void>;
  log(): string;
  kill(signal: NodeJS.Signals): void;
  stop(): Promise<void>;
}

export interface SlapdAccount {
  readonly dn: string;
  readonly password: string;
}

export interface SlapdOptions {
  /** PEM files, for `localhost`. */
  readonly certificate: string;
  readonly key: string;
  /** Entries below the suffix (RFC 2849); `memberOf` is for who writes it to name. */
  readonly ldif: string;
}

const SUFFIX = 'dc=example,dc=org';
const ADMINISTRATOR = { dn: `cn=administrator,${SUFFIX}`, password: 'only-for-tests' };
const READER = { dn: `cn=reader,${SUFFIX}`, password: 'reads-everything' };
const LIMITED = { dn: `cn=limited,${SUFFIX}`, password: 'reads-a-little' };

/** OpenLDAP with the entries given, on loopback alone. */
export async function startSlapd(dir: string, { certificate, key, ldif }: SlapdOptions): Promise<Slapd> {
  const [port, tlsPort] = [await freePort(), await freePort()];
  const write = (name: string, content: string): string => {
    const path = join(dir, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
  const database = join(dir, 'database');
  mkdirSync(database, { recursive: true, mode: 0o700 });
  const tls = { certificate: write('slapd.pem', certificate), key: write('slapd-key.pem', key) };
  const configuration = write('slapd.conf', `${configurationLines(database, tls).join('\n')}\n`);
  await runForeignProcess(findTool('slapadd'), [
    '-q',
    '-f',
    configuration,
    '-l',
    write('all.ldif', rootEntries() + ldif),
  ]);
  const urls = `ldap://127.0.0.1:${port} ldaps://127.0.0.1:${tlsPort}`;
  const slapd = startForeignProcess(findTool('slapd'), ['-f', configuration, '-h', urls, '-d', '0']);
  await slapd.ready(
    'slapd to listen',
    async () => (await acceptsConnections(port)) && (await acceptsConnections(tlsPort)),
  );
  const passwordFile = write('password', ADMINISTRATOR.password);
  return {
    port,
    tlsPort,
    suffix: SUFFIX,
    reader: READER,
    limited: LIMITED,
    modify: async (changes) => {
      const bind = ['-x', '-H', `ldap://127.0.0.1:${port}`, '-D', ADMINISTRATOR.dn, '-y', passwordFile];
      await runForeignProcess(findTool('ldapmodify'), [...bind, '-f', write('changes.ldif', changes)]);
    },
    log: () => slapd.output(),
    kill: (signal) => slapd.kill(signal),
    stop: () => slapd.stop(),
  };
}

function configurationLines(database: string, tls: { readonly certificate: string; readonly key: string }): string[] {
  const schemas = ['core', 'cosine', 'inetorgperson', 'nis'].map((name) => `include /etc/ldap/schema/${name}.schema`);
  const modules = ['back_mdb', 'memberof', 'ppolicy'].filter((name) => hasModule(name));
  return [
    ...schemas,
    `modulepath ${MODULES}`,
    ...modules.map((name) => `moduleload ${name}`),
    `TLSCertificateFile ${tls.certificate}`,
    `TLSCertificateKeyFile ${tls.key}`,
    'database mdb',
    `suffix ${SUFFIX}`,
    `rootdn ${ADMINISTRATOR.dn}`,
    `rootpw ${ADMINISTRATOR.password}`,
    `directory ${database}`,
    'maxsize 1073741824',
    'dbnosync',
    'index objectClass,uid,entryUUID eq',
    `limits dn.exact="${READER.dn}" size=unlimited time=unlimited`,
    `limits dn.exact="${LIMITED.dn}" size=100`,
    'access to attrs=userPassword by anonymous auth by * none',
    `access to * by dn.exact="${READER.dn}" read by dn.exact="${LIMITED.dn}" read by * none`,
    'overlay memberof',
    'overlay ppolicy',
  ];
}

const MODULES = '/usr/lib/ldap';
const hasModule = (name: string): boolean =>
  existsSync(MODULES) &&
  readdirSync(MODULES).some((file) => file.startsWith(`${name}.`) || file.startsWith(`${name}-`));

function rootEntries(): string {
  const account = ({ dn, password }: SlapdAccount): string =>
    `dn: ${dn}\nobjectClass: applicationProcess\nobjectClass: simpleSecurityObject\ncn: ${dn.slice(3, dn.indexOf(','))}\nuserPassword: ${password}\n\n`;
  const root = `dn: ${SUFFIX}\nobjectClass: dcObject\nobjectClass: organization\no: Example\ndc: example\n\n`;
  return root + account(READER) + account(LIMITED);
}
