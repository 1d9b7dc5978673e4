import { readFile } from 'node:fs/promises';
import { Fault } from '@holdover/kernel';
import type { SnmpSecurity } from '@holdover/terminal';
import type { Environment } from './environment.ts';

/** Arguments are readable by everybody on the machine: secrets of SNMP come by file or environment. */
export const SNMP_SECRET_HELP = `Secrets of SNMP are no arguments. Version 2c: the community in HOLDOVER_SNMP_COMMUNITY, or
{"version":"2c","community":"…"} in the file of --snmp-secret-file. Version 3, in such a file:
{"version":"3","userName":"…","authentication":{"protocol":"sha256","key":"…"},"privacy":{"protocol":"aes","key":"…"}}
(protocol sha or sha256; privacy may be null; keys are passphrases of 8 characters or more).`;

/**
 * Undefined where nothing is said.
 * @throws Fault `snmp-secret-unreadable`, `snmp-secret-wrong`; neither holds a part of the secret
 */
export async function readSnmpSecret(
  { variables }: Pick<Environment, 'variables'>,
  file: string | undefined,
): Promise<SnmpSecurity | undefined> {
  const community = variables['HOLDOVER_SNMP_COMMUNITY'] ?? '';
  if (file === undefined) return community === '' ? undefined : { version: '2c', community };
  const secret = parse(await read(file));
  if (secret === undefined) throw wrong(file, 'it is not JSON of an object');
  if (secret['version'] === '2c') return { version: '2c', community: textOf(file, secret, 'community', 1) };
  if (secret['version'] === '3') return userOf(file, secret);
  throw wrong(file, 'version must be "2c" or "3"');
}

type Fields = Readonly<Record<string, unknown>>;

/** RFC 3414 §11.2. */
const SHORTEST_KEY = 8;

function userOf(file: string, secret: Fields): SnmpSecurity {
  const authentication = fieldsOf(secret['authentication']);
  const protocol = authentication?.['protocol'];
  if (authentication === undefined || (protocol !== 'sha' && protocol !== 'sha256')) {
    throw wrong(file, 'authentication.protocol must be "sha" or "sha256"');
  }
  return {
    version: '3',
    userName: textOf(file, secret, 'userName', 1),
    authentication: { protocol, key: textOf(file, authentication, 'key', SHORTEST_KEY) },
    privacy: privacyOf(file, secret['privacy'] ?? null),
  };
}

function privacyOf(file: string, value: unknown): Extract<SnmpSecurity, { version: '3' }>['privacy'] {
  if (value === null) return null;
  const privacy = fieldsOf(value);
  if (privacy === undefined || privacy['protocol'] !== 'aes') throw wrong(file, 'privacy.protocol must be "aes"');
  return { protocol: 'aes', key: textOf(file, privacy, 'key', SHORTEST_KEY) };
}

function textOf(file: string, fields: Fields, name: string, shortest: number): string {
  const value = fields[name];
  if (typeof value === 'string' && value.length >= shortest && value.length <= 255) return value;
  throw wrong(file, `${name} must be a text of ${shortest} to 255 characters`);
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Fault({ owner: 'caller', code: 'snmp-secret-unreadable', message: `${file} cannot be read`, cause });
  }
}

function parse(text: string): Fields | undefined {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null ? { ...value } : undefined;
}

function wrong(file: string, what: string): Fault {
  return new Fault({ owner: 'caller', code: 'snmp-secret-wrong', message: `${file} holds no secret of SNMP: ${what}` });
}
