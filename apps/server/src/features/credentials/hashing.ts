import { Fault, fromBase64Url, present, toBase64Url, type Entropy } from '@holdover/kernel';
import { CARD_STRETCH, PIN_STRETCH } from '@holdover/nodejs';
import { hashingMessage, type Hashing } from '@holdover/protocol';
import type { SlowHash } from '../../keys/slow-hash.ts';
import type { SettingStore } from '../settings/setting-store.ts';
import type { CredentialKind } from './credential.ts';

export type HashingCost = Pick<Hashing, 'pin' | 'card'>;

/** Names how a stored secret was stretched. It will rise when the cost is raised by wrapping. */
export const HASHING_GENERATION = 1;

const NAME = 'hashing';
const SALT_BYTES = 16;

/**
 * How PINs and cards are stretched throughout the organisation; carried to terminals.
 * Invariant: made once. Another salt or cost would make every stored credential unknown.
 * @throws Fault `setting-unreadable`
 */
export async function readHashing(settings: SettingStore): Promise<Hashing> {
  const read = hashingMessage.safeParse(await settings.read(NAME));
  if (read.success) return read.data;
  throw new Fault({
    owner: 'environment',
    code: 'setting-unreadable',
    message: 'The parameters of the slow hash cannot be read',
  });
}

/** At first start; what is there stays. Inside a change. */
export async function ensureHashing(settings: SettingStore, entropy: Entropy, cost?: HashingCost): Promise<void> {
  if ((await settings.read(NAME)) !== undefined) return;
  const { pin, card } = cost ?? { pin: PIN_STRETCH, card: CARD_STRETCH };
  await settings.write(NAME, { salt: toBase64Url(entropy.bytes(SALT_BYTES)), pin: { ...pin }, card: { ...card } });
}

/** The slow hash of a normalised secret, as the organisation stretches them. */
export function stretchSecret(
  slowHash: SlowHash,
  hashing: Hashing,
  { kind, secret }: { readonly kind: CredentialKind; readonly secret: string },
): Promise<Uint8Array<ArrayBuffer>> {
  const salt = present(fromBase64Url(hashing.salt), 'organisation salt');
  return slowHash.stretch(secret, { method: kind, salt, parameters: hashing[kind] });
}
