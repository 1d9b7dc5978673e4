import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, fromUtf8, utf8, type DeviceId, type FleetId, type Instant, type TerminalId } from '@holdover/kernel';
import { deriveKey, open, readFileIfPresent, seal, writeFileAtomic, type FleetCredentials } from '@holdover/nodejs';
import { idField, instantField } from '@holdover/protocol';
import type { KeyProtectorKind } from '@holdover/sealed-store';
import * as z from 'zod';

/** Who this terminal is. The file has no secret but under seal. */
export interface TerminalIdentity {
  readonly fleetId: FleetId;
  readonly terminalId: TerminalId;
  readonly deviceId: DeviceId;
  readonly deviceName: string;
  readonly keyProtector: KeyProtectorKind;
  /** `host:port`, in order of preference. */
  readonly gateways: readonly string[];
  /** PEM: one authority, or two while one replaces the other. */
  readonly authority: string;
  /** The newest key, and what is shown. */
  readonly own: FleetCredentials;
  /** The key before, for a server that was restored from before it heard of `own`; null before the first renewal. */
  readonly previous: FleetCredentials | null;
  /** When `own` is to be renewed, by trusted time. */
  readonly renewAt: Instant;
  /** Opens the service page: Argon2id of eight digits, a PHC string; the digits until the first start after an older program. */
  readonly servicePin: string;
}

const FILE = 'terminal.json';
const VERSION = 1;
const KEY_ID = 'terminal-1';

const fileSchema = z.strictObject({
  version: z.literal(VERSION),
  fleetId: idField('fleet'),
  terminalId: idField('terminal'),
  deviceId: idField('device'),
  deviceName: z.string(),
  keyProtector: z.enum(['tpm2', 'systemd-credential', 'keyfile']),
  gateways: z.array(z.string()).min(1),
  authority: z.string(),
  certificate: z.string(),
  previousCertificate: z.string().nullable(),
  renewAt: instantField,
  /** Private keys and service PIN, AES-256-GCM under a key of the machine's; base64url. */
  sealed: z.string(),
});

const secretsSchema = z.strictObject({
  privateKey: z.string(),
  previousKey: z.string().nullable(),
  servicePin: z.string(),
});

/** One file, so that an enrolment is stored whole or not at all. Mode 0600. */
export async function writeIdentity(folder: string, key: Uint8Array, identity: TerminalIdentity): Promise<void> {
  const { own, previous, servicePin } = identity;
  const kept: z.input<typeof secretsSchema> = {
    privateKey: own.privateKey,
    previousKey: previous?.privateKey ?? null,
    servicePin,
  };
  const secrets = utf8(JSON.stringify(kept));
  const sealed = seal({ id: KEY_ID, key: identityKey(key) }, secrets, utf8(identity.terminalId));
  const content: z.input<typeof fileSchema> = {
    version: VERSION,
    fleetId: identity.fleetId,
    terminalId: identity.terminalId,
    deviceId: identity.deviceId,
    deviceName: identity.deviceName,
    keyProtector: identity.keyProtector,
    gateways: [...identity.gateways],
    authority: identity.authority,
    certificate: own.certificate,
    previousCertificate: previous?.certificate ?? null,
    renewAt: identity.renewAt,
    sealed: Buffer.from(sealed).toString('base64url'),
  };
  await writeFileAtomic(join(folder, FILE), `${JSON.stringify(content, undefined, 2)}\n`);
}

/**
 * Undefined before enrolment.
 * @throws Fault `identity-newer`, `identity-damaged`
 */
export async function readIdentity(folder: string, key: Uint8Array): Promise<TerminalIdentity | undefined> {
  const bytes = await readFileIfPresent(join(folder, FILE));
  if (bytes === undefined) return undefined;
  const { certificate, previousCertificate, sealed, version: _, ...rest } = parseFile(bytes);
  const secrets = secretsSchema.parse(
    JSON.parse(
      fromUtf8(
        open(
          (id) => (id === KEY_ID ? identityKey(key) : undefined),
          Buffer.from(sealed, 'base64url'),
          utf8(rest.terminalId),
        ),
      ),
    ),
  );
  const { privateKey, previousKey, servicePin } = secrets;
  const hasPrevious = previousCertificate !== null && previousKey !== null;
  const previous = hasPrevious ? { certificate: previousCertificate, privateKey: previousKey } : null;
  return { ...rest, own: { certificate, privateKey }, previous, servicePin };
}

/** The folder is no terminal's any more; its journal and spool stay. */
export async function forgetIdentity(folder: string): Promise<void> {
  await rm(join(folder, FILE), { force: true });
}

/** Whether a folder holds an identity, without opening it. */
export async function isEnrolled(folder: string): Promise<boolean> {
  return (await readFileIfPresent(join(folder, FILE))) !== undefined;
}

function parseFile(bytes: Uint8Array): z.output<typeof fileSchema> {
  const content = parseJson(bytes);
  const version = z.looseObject({ version: z.int() }).safeParse(content);
  if (version.success && version.data.version > VERSION) {
    throw new Fault({
      owner: 'environment',
      code: 'identity-newer',
      message: `${FILE} has version ${version.data.version}; this program knows ${VERSION}`,
    });
  }
  const parsed = fileSchema.safeParse(content);
  if (!parsed.success) throw damaged();
  return parsed.data;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes));
  } catch {
    throw damaged();
  }
}

function identityKey(key: Uint8Array): Uint8Array {
  return deriveKey(key, 'holdover terminal identity');
}

function damaged(): Fault {
  return new Fault({ owner: 'environment', code: 'identity-damaged', message: `${FILE} cannot be read` });
}
