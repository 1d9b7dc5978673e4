import { X509Certificate } from 'node:crypto';
import { canonicalJson, days, fromBase64Url, fromUtf8, present, toBase64Url, utf8, type Clock } from '@holdover/kernel';
import { open, seal } from '@holdover/nodejs';
import * as z from 'zod';
import type { WebIdentity } from '../../fleet.ts';
import type { ServerKeys } from '../../keys/server-keys.ts';
import type { SettingStore } from '../settings/setting-store.ts';

export interface QueueIdentityDeps {
  readonly settings: SettingStore;
  readonly keys: Pick<ServerKeys, 'derive'>;
  readonly clock: Pick<Clock, 'wall'>;
}

export interface QueueIdentityQuestion {
  readonly hosts: readonly string[];
  /** PEM of whoever issues now. */
  readonly authority: string;
  issue(hosts: readonly string[]): Promise<WebIdentity>;
}

const NAME = 'queue-identity';
const KEY_ID = 'queue-identity-1';
const RENEWED_BEFORE = days(30);

const keptIdentity = z.strictObject({
  certificate: z.string(),
  sealedKey: z.string(),
  hosts: z.array(z.string()),
});

/**
 * The certificate of the queues by the fleet's authority, which outlives restarts: print clients trust it at first sight and compare
 * later (as CUPS does), so that a new one at each start would look like an attack. Its key lies sealed under the server key.
 */
export async function queueIdentity(
  { settings, keys, clock }: QueueIdentityDeps,
  { hosts, authority, issue }: QueueIdentityQuestion,
): Promise<WebIdentity> {
  const key = keys.derive('holdover queue identity 1');
  const kept = keptIdentity.safeParse(await settings.read(NAME));
  if (kept.success && isGood(kept.data.certificate, authority, clock.wall()) && isSame(kept.data.hosts, hosts)) {
    const { certificate, sealedKey } = kept.data;
    const sealed = present(fromBase64Url(sealedKey), 'sealed key of the queues');
    const opened = open((id) => (id === KEY_ID ? key : undefined), sealed, associated(hosts));
    return { certificate, privateKey: fromUtf8(opened) };
  }
  const made = await issue(hosts);
  const sealedKey = toBase64Url(seal({ id: KEY_ID, key }, utf8(made.privateKey), associated(hosts)));
  await settings.write(NAME, { certificate: made.certificate, sealedKey, hosts: [...hosts] });
  return made;
}

const associated = (hosts: readonly string[]): Uint8Array => utf8(canonicalJson([...hosts]));

const isSame = (a: readonly string[], b: readonly string[]): boolean => canonicalJson([...a]) === canonicalJson([...b]);

/** Of the authority that issues now, and not in its last month. */
function isGood(chain: string, authority: string, now: number): boolean {
  const ends = Date.parse(new X509Certificate(chain).validTo);
  return chain.trim().endsWith(authority.trim()) && ends - now > RENEWED_BEFORE;
}
