import type { GroupId, Instant, UserId, UserSourceId } from '@holdover/kernel';
import type { Credential } from '../credentials/credential.ts';
import { CREDENTIALS_A_KIND } from '../credentials/credentials.ts';
import { stillOpens } from '../credentials/retired-credential.ts';
import type { CompareDeps, ComparedChunk, ComparedRow, Comparison } from './compare-rows.ts';
import { readHolders, secretKey, type DirectoryView } from './directory-view.ts';
import { differs, groupDifference, type GroupDifference } from './group-difference.ts';
import type { Effect, EffectField, RowError } from './import.ts';
import { retiredBy } from './plan-secrets.ts';
import { changedFields, wantedUser } from './row-difference.ts';
import type { PlanChunk, PlannedRow } from './staging.ts';
import type { User } from '../users/user.ts';

/** By rows before: two rows of one import with one PIN or card, and the first of them has it. */
export type ClaimedSecrets = Map<string, UserId>;

/** What is to come of each row, in their order. */
export async function judgeRows(
  deps: CompareDeps,
  comparison: Comparison,
  { ready, claimed }: { readonly ready: ComparedChunk; readonly claimed: ClaimedSecrets },
): Promise<PlanChunk> {
  const at = deps.clock.wall();
  const compared = ready.rows.filter((row) => 'userId' in row);
  const taken = await takenSecrets(deps, compared, at);
  const rows: PlannedRow[] = [];
  const errors: RowError[] = [...ready.errors];
  const effects: Effect[] = [];
  for (const one of ready.rows) {
    if ('error' in one) {
      errors.push(one.error);
      report(deps, [one.error]);
      continue;
    }
    const held = ready.view.held.get(one.userId) ?? [];
    const wrong = secretFaults(one, { ...comparison, taken, claimed, held });
    const difference = wrong.length > 0 ? wrong : differenceOf(one, { ...comparison, view: ready.view, at });
    if (Array.isArray(difference)) {
      errors.push(...difference);
      report(deps, difference);
      continue;
    }
    for (const { kind, added } of one.secrets)
      for (const { secret } of added) claimed.set(secretKey({ kind, lookup: secret.lookup }), one.userId);
    const { effect } = difference;
    if (effect === undefined && one.secrets.every(({ recognised }) => recognised.length === 0)) continue;
    const { pins: _pins, cards: _cards, ...row } = one.row;
    rows.push({ row, userId: one.userId, isNew: one.user === undefined, secrets: one.secrets });
    if (comparison.dryRun && effect !== undefined) {
      deps.progress.count(effect.action === 'add' ? 'added' : 'changed', 1);
      effects.push(effect);
    }
  }
  const lines = ready.rows.length + new Set(ready.errors.map(({ line }) => line)).size;
  return { rows, errors, effects, lines, missing: [] };
}

/** To whoever watches; the list of all is the report. */
function report({ log }: CompareDeps, errors: readonly RowError[]): void {
  for (const { line, column, reason } of errors) log.say('warning', 'row-failed', { line, column, reason });
}

/** Of PINs and cards that rows bring: whose they are already. */
async function takenSecrets(
  { database, stores, signals }: CompareDeps,
  rows: readonly ComparedRow[],
  at: Instant,
): Promise<ReadonlyMap<string, UserId>> {
  const { queries } = database;
  const brought = rows.flatMap(({ userId, secrets }) =>
    secrets.flatMap(({ added }) => added.map(({ secret }) => ({ userId, secret }))),
  );
  const holders = await readHolders(
    queries,
    brought.map(({ secret }) => secret),
  );
  const taken = new Map([...holders].map(([key, { userId }]) => [key, userId]));
  const lookups = brought.flatMap(({ secret }) => (secret.kind === 'pin' ? secret.lookups : []));
  if (lookups.length === 0) return taken;
  const retired = await queries
    .selectFrom('retiredCredential')
    .select('lookup')
    .where('lookup', 'in', lookups)
    .execute();
  const suspects = new Set(retired.map(({ lookup }) => lookup));
  for (const { userId, secret } of brought) {
    if (secret.kind !== 'pin' || !secret.lookups.some((lookup) => suspects.has(lookup))) continue;
    const [first] = await stillOpens({ stores, queries, at }, signals, {
      kind: 'pin',
      lookups: secret.lookups,
      userId,
    });
    if (first !== undefined) taken.set(secretKey(secret), first.userId);
  }
  return taken;
}

interface Known {
  readonly taken: ReadonlyMap<string, UserId>;
  readonly claimed: ClaimedSecrets;
  readonly leastPinLength: number;
  readonly held: readonly Credential[];
  readonly sourceId: UserSourceId | null;
}

function secretFaults({ row, userId, secrets }: ComparedRow, known: Known): RowError[] {
  const { taken, claimed, leastPinLength, held, sourceId } = known;
  const faults: RowError[] = [];
  for (const secret of secrets) {
    const { kind, added } = secret;
    const column = kind === 'pin' ? 'PINS' : 'CARDS';
    const isTaken = added.some((one) => {
      const key = secretKey(one.secret);
      return (taken.get(key) ?? claimed.get(key) ?? userId) !== userId;
    });
    if (isTaken) faults.push({ line: row.line, column, reason: `${kind}-taken` });
    const ofKind = held.filter((credential) => credential.kind === kind);
    const count = ofKind.length - retiredBy(secret, ofKind, sourceId).length + added.length;
    if (added.length > 0 && count > CREDENTIALS_A_KIND) faults.push({ line: row.line, column, reason: 'too-many' });
    // B9: a PIN that is there already keeps working, however the floor has risen.
    const isShort = kind === 'pin' && added.some((one) => one.secret.length < leastPinLength);
    if (isShort) faults.push({ line: row.line, column, reason: 'pin-below-floor' });
  }
  return faults;
}

export interface DifferenceContext {
  readonly sourceId: UserSourceId | null;
  readonly adopts: ReadonlySet<GroupId>;
  readonly view: DirectoryView;
  readonly at: Instant;
}

export interface RowDifference {
  readonly current: User | undefined;
  readonly next: User;
  readonly groups: GroupDifference;
  /** Undefined where nothing is to be seen of it. */
  readonly effect: Effect | undefined;
}

/** The same for what is foretold and for what is done. */
export function differenceOf(
  one: Pick<ComparedRow, 'userId' | 'user' | 'secrets'> & { readonly row: PlannedRow['row'] },
  { sourceId, adopts, view, at }: DifferenceContext,
): RowDifference | RowError[] {
  const { row, userId, user: current, secrets } = one;
  const next = wantedUser({ row, userId, current, sourceId, at });
  if ('error' in next) return [next.error];
  const memberOf = view.memberOf.get(userId) ?? [];
  const target = { line: row.line, names: row.groups, known: view.groups, memberOf, sourceId, adopts };
  const groups = groupDifference(target);
  if ('error' in groups) return [groups.error];
  const held = view.held.get(userId) ?? [];
  const changed = (kind: 'pin' | 'card'): boolean =>
    secrets.some((plan) => plan.kind === kind && plan.added.length + retiredBy(plan, held, sourceId).length > 0);
  const fields: EffectField[] = [...changedFields(current, next)];
  if (differs(groups)) fields.push('groups');
  if (changed('pin')) fields.push('pins');
  if (changed('card')) fields.push('cards');
  const action = current === undefined ? 'add' : 'change';
  const effect =
    fields.length === 0 ? undefined : ({ line: row.line, action, userName: next.userName, fields } as const);
  return { current, next, groups, effect };
}
