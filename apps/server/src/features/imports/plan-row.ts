import { makeId, type Entropy, type Instant, type UserId } from '@holdover/kernel';
import type { Database } from '../../database/database.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import type { ServerKeys } from '../../keys/server-keys.ts';
import type { SlowHash } from '../../keys/slow-hash.ts';
import type { Stores } from '../../stores.ts';
import type { Credential, CredentialKind } from '../credentials/credential.ts';
import { prepare, type PreparedSecret } from '../credentials/prepared-secret.ts';
import { stillOpens } from '../credentials/retired-credential.ts';
import type { ImportRow } from './import-row.ts';
import type { RowError } from './import.ts';

/** What the secrets of one field come to. */
export interface SecretPlan {
  readonly kind: CredentialKind;
  /** Recognised: they stay as they are. */
  readonly kept: readonly Credential[];
  /** After the slow hash, in the order of the field. */
  readonly added: readonly { readonly secret: PreparedSecret; readonly fingerprint: string }[];
  /** Not in the field any more. */
  readonly retired: readonly Credential[];
}

export interface RowPlan {
  readonly row: ImportRow;
  /** Of who is there, or of who will be. */
  readonly userId: UserId;
  readonly isNew: boolean;
  readonly secrets: readonly SecretPlan[];
}

export interface PlanRowDeps {
  readonly stores: Stores;
  readonly database: Pick<Database, 'queries'>;
  readonly signals: FleetSignals;
  readonly keys: ServerKeys;
  readonly slowHash: SlowHash;
  readonly entropy: Entropy;
}

/**
 * Compares one row with what is stored. Known secrets are recognised by their fingerprint; only new ones meet the slow hash.
 */
export async function planRow(
  deps: PlanRowDeps,
  row: ImportRow,
  { at, leastPinLength }: { readonly at: Instant; readonly leastPinLength: number },
): Promise<RowPlan | { readonly errors: readonly RowError[] }> {
  const user = await deps.stores.users.findByUserName(row.userName);
  const userId = user?.id ?? makeId('user', at, deps.entropy);
  const held = user === undefined ? [] : await deps.stores.credentials.ofUser(user.id);
  const secrets: SecretPlan[] = [];
  const errors: RowError[] = [];
  for (const kind of ['pin', 'card'] as const) {
    const wanted = kind === 'pin' ? row.pins : row.cards;
    if (wanted === undefined) continue;
    const ofKind = held.filter((credential) => credential.kind === kind);
    const plan = await planSecrets(deps, { kind, wanted, userId, held: ofKind });
    secrets.push(plan);
    if (await anyTaken(deps, plan, { userId, at })) errors.push(takenError(row, kind));
    // B9: a PIN that is there already keeps working, however the floor has risen.
    const isShort = kind === 'pin' && plan.added.some(({ secret }) => secret.length < leastPinLength);
    if (isShort) errors.push({ line: row.line, column: 'PINS', reason: 'pin-below-floor' });
  }
  return errors.length > 0 ? { errors } : { row, userId, isNew: user === undefined, secrets };
}

/**
 * Two rows of one file with one PIN or card: the first of them has it.
 * @param taken by rows before this one; grows
 */
export function claimSecrets({ row, userId, secrets }: RowPlan, taken: Map<string, UserId>): RowError | undefined {
  for (const { kind, added } of secrets) {
    const conflict = added.some(({ secret }) => (taken.get(keyOf(secret)) ?? userId) !== userId);
    if (conflict) return takenError(row, kind);
  }
  for (const { added } of secrets) for (const { secret } of added) taken.set(keyOf(secret), userId);
  return undefined;
}

function takenError({ line }: ImportRow, kind: CredentialKind): RowError {
  return kind === 'pin'
    ? { line, column: 'PINS', reason: 'pin-taken' }
    : { line, column: 'CARDS', reason: 'card-taken' };
}

interface Wanted {
  readonly kind: CredentialKind;
  readonly wanted: readonly string[];
  readonly userId: UserId;
  readonly held: readonly Credential[];
}

async function planSecrets(deps: PlanRowDeps, { kind, wanted, userId, held }: Wanted): Promise<SecretPlan> {
  const kept = new Set<Credential>();
  const added: { secret: PreparedSecret; fingerprint: string }[] = [];
  for (const text of wanted) {
    const fingerprint = deps.keys.fingerprint(userId, kind, text);
    const known = held.find((credential) => credential.fingerprint === fingerprint);
    if (known !== undefined) {
      kept.add(known);
      continue;
    }
    const secret = await prepare(deps, kind, text);
    // Given by hand before: recognised only after the slow hash.
    const same = held.find((credential) => credential.lookup === secret.lookup);
    if (same === undefined) added.push({ secret, fingerprint });
    else kept.add(same);
  }
  return { kind, kept: [...kept], added, retired: held.filter((credential) => !kept.has(credential)) };
}

async function anyTaken(
  { stores, signals, database }: PlanRowDeps,
  { kind, added }: SecretPlan,
  { userId, at }: { userId: UserId; at: Instant },
): Promise<boolean> {
  for (const { secret } of added) {
    const holder = await stores.credentials.findByLookup(kind, secret.lookup);
    if (holder !== undefined && holder.userId !== userId) return true;
    const change = { stores, queries: database.queries, at };
    if (kind === 'pin' && (await stillOpens(change, signals, { kind, lookups: secret.lookups, userId })).length > 0) {
      return true;
    }
  }
  return false;
}

const keyOf = ({ kind, lookup }: PreparedSecret): string => `${kind} ${lookup}`;
