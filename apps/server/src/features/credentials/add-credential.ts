import { makeId, type CredentialId, type Entropy, type Instant, type UserId } from '@holdover/kernel';
import type { Change } from '../../changes/change.ts';
import type { ServerKeys } from '../../keys/server-keys.ts';
import type { Credential } from './credential.ts';
import { readHashingPlan } from './hashing.ts';
import { newest, type PreparedSecret } from './prepared-secret.ts';
import { createSqlStretchStore } from './stretch-store-sql.ts';

export interface NewCredential {
  readonly userId: UserId;
  /** Up to date within this change. */
  readonly secret: PreparedSecret;
  readonly at: Instant;
  readonly expiresAt: Instant | null;
  readonly fingerprint: string | null;
}

/** Stores a secret, sealed for its user and itself; for terminals that still hold the generation before, under that too. */
export async function addCredential(
  { keys, entropy }: { readonly keys: ServerKeys; readonly entropy: Entropy },
  change: Pick<Change, 'stores' | 'queries'>,
  { userId, secret, at, expiresAt, fingerprint }: NewCredential,
): Promise<Credential> {
  const { kind, lookup, length, ending } = secret;
  const id: CredentialId = makeId(kind, at, entropy);
  const { generation, stretched } = newest(secret.stretches);
  const sealed = keys.seal(stretched, { userId, credentialId: id, generation });
  const row = { id, userId, kind, lookup, sealed, generation, fingerprint, length, ending, createdAt: at, expiresAt };
  await change.stores.credentials.create(row);
  const { former } = (await readHashingPlan(change.stores.settings))[kind];
  const before = secret.stretches.find((stretch) => stretch.generation === former?.generation);
  if (before !== undefined) {
    await createSqlStretchStore(change.queries).put({
      credentialId: id,
      kind,
      generation: before.generation,
      lookup: keys.lookup(before.stretched),
      sealed: keys.seal(before.stretched, { userId, credentialId: id, generation: before.generation }),
    });
  }
  return row;
}
