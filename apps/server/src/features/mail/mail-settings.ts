import { X509Certificate } from 'node:crypto';
import { DEFAULT_MAIL, mailSettings, type MailSettings, type putMail } from '@holdover/api';
import { Fault, fromBase64Url, fromUtf8, present, toBase64Url, utf8 } from '@holdover/kernel';
import { open, seal } from '@holdover/nodejs';
import * as z from 'zod';
import type { Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import type { ServerKeys } from '../../keys/server-keys.ts';
import { ProblemFault, type FieldFault } from '../../problem-fault.ts';
import { isSame } from '../audit/audit-log.ts';
import { createSqlScanStore } from '../scans/scan-store-sql.ts';
import type { SettingStore } from '../settings/setting-store.ts';
import { MAIL } from '../settings/settings.ts';

const storedMail = mailSettings.omit({ hasPassword: true }).extend({ passwordSealed: z.string().nullable() });
type StoredMail = z.infer<typeof storedMail>;
type PutMail = z.infer<typeof putMail.body>;

/** Settings with the password in clear: for whoever sends, and nobody else. */
export interface MailAccess {
  readonly settings: MailSettings;
  /** Empty without. */
  readonly password: string;
}

const { hasPassword: _none, ...DEFAULTS } = DEFAULT_MAIL;
const UNSET: StoredMail = { ...DEFAULTS, passwordSealed: null };

export async function readMail(store: SettingStore): Promise<MailSettings> {
  return shown(await readStored(store));
}

export async function readMailAccess(store: SettingStore, keys: Pick<ServerKeys, 'derive'>): Promise<MailAccess> {
  const stored = await readStored(store);
  return { settings: shown(stored), password: passwordOf(keys, stored) };
}

export interface SaveMail {
  readonly actor: Actor;
  readonly body: PutMail;
  readonly requireMatch: (current: object) => void;
}

/** @throws ProblemFault `invalid-body` */
export function saveMail(
  { changes, keys }: { readonly changes: Changes; readonly keys: Pick<ServerKeys, 'derive'> },
  { actor, body, requireMatch }: SaveMail,
): Promise<MailSettings> {
  return changes.make(actor, async (change) => {
    const current = await readStored(change.stores.settings);
    requireMatch(shown(current));
    const faults = faultsOf(body, current);
    if (faults.length > 0) throw new ProblemFault('invalid-body', faults);
    const next = nextOf(keys, body, current);
    await write(change, current, next);
    return shown(next);
  });
}

async function write(change: Change, current: StoredMail, next: StoredMail): Promise<void> {
  // The sealed form of one password is another each time.
  if (isSame({ ...current }, { ...next })) return;
  await change.stores.settings.write(MAIL, { ...next });
  const target = { kind: 'settings', id: null, name: MAIL };
  const passwordChanged = current.passwordSealed !== next.passwordSealed;
  const after = { ...shown(next), passwordChanged };
  await change.audit({ action: 'mail.changed', target, before: { ...shown(current) }, after });
  // Who can be sent scans is part of what terminals hold.
  if (current.enabled !== next.enabled) await change.raiseRevision();
  await createSqlScanStore(change.queries).retryAll(change.at);
}

function nextOf(
  keys: Pick<ServerKeys, 'derive'>,
  { password, hasPassword: _said, ...settings }: PutMail,
  current: StoredMail,
): StoredMail {
  if (password === undefined) return { ...settings, passwordSealed: current.passwordSealed };
  if (password === '') return { ...settings, passwordSealed: null };
  return { ...settings, passwordSealed: toBase64Url(seal(sealingKey(keys), utf8(password), ASSOCIATED)) };
}

function faultsOf(body: PutMail, current: StoredMail): FieldFault[] {
  const faults: FieldFault[] = [];
  if (body.enabled && body.host === '') faults.push({ pointer: '/host', code: 'required' });
  if (/[\s/@:[\]]/.test(body.host)) {
    faults.push({ pointer: '/host', code: 'bad-format', value: body.host, limit: { format: 'host' } });
  }
  if (body.enabled && body.from === '') faults.push({ pointer: '/from', code: 'required' });
  if (body.from !== '' && addressOf(body.from) === undefined) {
    faults.push({ pointer: '/from', code: 'bad-format', value: body.from, limit: { format: 'email' } });
  }
  if (body.authority !== null && !isCertificate(body.authority)) {
    faults.push({ pointer: '/authority', code: 'bad-format', limit: { format: 'PEM' } });
  }
  const isElsewhere = body.host !== current.host || body.port !== current.port || isWeaker(body, current);
  if (current.passwordSealed !== null && body.password === undefined && isElsewhere) {
    // Whoever may name another server could otherwise have the password sent to it.
    faults.push({ pointer: '/password', code: 'password-again' });
  }
  return faults;
}

const STRENGTH: Readonly<Record<MailSettings['security'], number>> = { none: 0, starttls: 1, tls: 1 };
const isWeaker = (next: Pick<MailSettings, 'security'>, current: Pick<MailSettings, 'security'>): boolean =>
  STRENGTH[next.security] < STRENGTH[current.security];

/** `scans@example.org` of itself or of `The scanner <scans@example.org>`; undefined where there is none. */
export function addressOf(from: string): string | undefined {
  const address = /^[^<>]*<([^<>]+)>$/.exec(from)?.[1] ?? from;
  return z.email().safeParse(address).success ? address : undefined;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).ca;
  } catch {
    return false;
  }
}

function shown({ passwordSealed, ...settings }: StoredMail): MailSettings {
  return { ...settings, hasPassword: passwordSealed !== null };
}

/** @throws Fault `setting-unreadable` */
async function readStored(store: SettingStore): Promise<StoredMail> {
  const stored = await store.read(MAIL);
  if (stored === undefined) return UNSET;
  const read = storedMail.safeParse(stored);
  if (read.success) return read.data;
  const message = `The setting ${MAIL} cannot be read`;
  throw new Fault({ owner: 'environment', code: 'setting-unreadable', message, cause: read.error });
}

const SEALING_KEY = 'holdover mail 1';
const ASSOCIATED = utf8('password of the mail server');

function sealingKey(keys: Pick<ServerKeys, 'derive'>) {
  return { id: 'mail-1', key: keys.derive(SEALING_KEY) };
}

function passwordOf(keys: Pick<ServerKeys, 'derive'>, { passwordSealed }: StoredMail): string {
  if (passwordSealed === null) return '';
  const { id, key } = sealingKey(keys);
  const sealed = present(fromBase64Url(passwordSealed), 'a sealed password');
  return fromUtf8(open((asked) => (asked === id ? key : undefined), sealed, ASSOCIATED));
}
