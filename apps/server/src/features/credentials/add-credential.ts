import { makeId, type CredentialId, type Entropy, type Instant, type UserId } from '@holdover/kernel';
import type { Change } from '../../changes/change.ts';
import type { ServerKeys } from '../../keys/server-keys.ts';
import type { Credential } from './credential.ts';
import { readHashingPlan, type HashingPlan } from './hashing.ts';
import { newest, type PreparedSecret } from './prepared-secret.ts';
import type { OtherStretch } from './stretch-store.ts';
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
  deps: { readonly keys: ServerKeys; readonly entropy: Entropy },
  change: Pick<Change, 'stores' | 'queries'>,
  given: NewCredential,
): Promise<Credential> {
  const { row, stretch } = sealCredential(deps, await readHashingPlan(change.stores.settings), given);
  await change.stores.credentials.create(row);
  if (stretch !== undefined) await createSqlStretchStore(change.queries).put(stretch);
  return row;
}

/** @returns what is to be stored, with what is kept for the generation before */
export function sealCredential(
  { keys, entropy }: { readonly keys: ServerKeys; readonly entropy: Entropy },
  plan: HashingPlan,
  { userId, secret, at, expiresAt, fingerprint }: NewCredential,
): { readonly row: Credential; readonly stretch: OtherStretch | undefined } {
  const { kind, lookup, length, ending } = secret;
  const id: CredentialId = makeId(kind, at, entropy);
  const { generation, stretched } = newest(secret.stretches);
  const sealed = keys.seal(stretched, { userId, credentialId: id, generation });
  const row = { id, userId, kind, lookup, sealed, generation, fingerprint, length, ending, createdAt: at, expiresAt };
  const { former } = plan[kind];
  const before = secret.stretches.find((stretch) => stretch.generation === former?.generation);
  if (before === undefined) return { row, stretch: undefined };
  const other = { userId, credentialId: id, generation: before.generation };
  const stretch = {
    credentialId: id,
    kind,
    generation: before.generation,
    lookup: keys.lookup(before.stretched),
    sealed: keys.seal(before.stretched, other),
  };
  return { row, stretch };
}
