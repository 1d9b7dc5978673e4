import type { UserId, UserSourceId } from '@holdover/kernel';
import type { Credential, CredentialKind } from '../credentials/credential.ts';
import type { HashingPlan } from '../credentials/hashing.ts';
import { prepareUnder, type PrepareDeps, type PreparedSecret } from '../credentials/prepared-secret.ts';
import type { ImportRow } from './import-row.ts';
import type { PlannedSecrets } from './staging.ts';

export interface SecretsOf {
  readonly row: Pick<ImportRow, 'pins' | 'cards'>;
  readonly userId: UserId;
  readonly held: readonly Credential[];
}

/** Known secrets are recognised by their fingerprint; only new ones meet the slow hash. */
export async function planSecrets(
  deps: PrepareDeps,
  hashing: HashingPlan,
  { row, userId, held }: SecretsOf,
): Promise<readonly PlannedSecrets[]> {
  const plans: PlannedSecrets[] = [];
  for (const kind of ['pin', 'card'] as const) {
    const wanted = kind === 'pin' ? row.pins : row.cards;
    if (wanted === undefined) continue;
    const ofKind = held.filter((credential) => credential.kind === kind);
    plans.push(await planKind(deps, hashing, { kind, wanted, userId, held: ofKind }));
  }
  return plans;
}

interface Wanted {
  readonly kind: CredentialKind;
  readonly wanted: readonly string[];
  readonly userId: UserId;
  readonly held: readonly Credential[];
}

async function planKind(
  deps: PrepareDeps,
  hashing: HashingPlan,
  { kind, wanted, userId, held }: Wanted,
): Promise<PlannedSecrets> {
  const kept = new Set<Credential['id']>();
  const recognised: { id: Credential['id']; fingerprint: string }[] = [];
  const added: { secret: PreparedSecret; fingerprint: string }[] = [];
  for (const secret of wanted) {
    const fingerprint = deps.keys.fingerprint(userId, kind, secret);
    const known = held.find((credential) => credential.fingerprint === fingerprint);
    if (known !== undefined) {
      kept.add(known.id);
      continue;
    }
    const prepared = await prepareUnder(deps, hashing[kind].use, { kind, secret });
    const same = held.find(({ lookup }) => prepared.lookup === lookup);
    if (same === undefined) {
      added.push({ secret: prepared, fingerprint });
    } else {
      kept.add(same.id);
      recognised.push({ id: same.id, fingerprint });
    }
  }
  return { kind, kept: [...kept], recognised, added };
}

/**
 * What is in the field no more. A file names all that somebody has; a directory those that came by an import: cards that people
 * registered themselves stay theirs.
 */
export function retiredBy(
  { kind, kept, added }: PlannedSecrets,
  held: readonly Credential[],
  sourceId: UserSourceId | null,
): readonly Credential[] {
  const stays = new Set<string>(kept);
  const again = new Set(added.map(({ secret }) => secret.lookup));
  return held.filter(
    (credential) =>
      credential.kind === kind &&
      !stays.has(credential.id) &&
      !again.has(credential.lookup) &&
      (sourceId === null || credential.fingerprint !== null),
  );
}
