import { instant, type Entropy } from '@holdover/kernel';
import type { Change } from '../../changes/change.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import { addCredential } from '../credentials/add-credential.ts';
import { upToDate, type PrepareDeps } from '../credentials/prepared-secret.ts';
import { retireCredentials } from '../credentials/retired-credential.ts';
import { createGroup } from '../groups/groups.ts';
import { auditForm, type ListedUser, type User } from '../users/user.ts';
import { targetOf } from '../users/users.ts';
import type { ImportRow } from './import-row.ts';
import type { RowError } from './import.ts';
import type { RowPlan, SecretPlan } from './plan-row.ts';

export interface ApplyRowDeps extends PrepareDeps {
  readonly signals: FleetSignals;
  readonly entropy: Entropy;
}

/** `taken`: somebody was given the PIN or card since the row was planned. */
export type RowOutcome = 'added' | 'changed' | 'unchanged' | { readonly error: RowError };

/** Makes one planned row true, whole or not at all. */
export async function applyRow(deps: ApplyRowDeps, change: Change, planned: RowPlan): Promise<RowOutcome> {
  const plan = { ...planned, secrets: await secretsUpToDate(deps, change, planned.secrets) };
  const current = await change.stores.users.read(plan.userId);
  if (!plan.isNew && current === undefined)
    return { error: { line: plan.row.line, column: 'USERNAME', reason: 'deleted-meanwhile' } };
  const late = await takenSince(change, plan);
  if (late !== undefined) return { error: late };
  const next = userOf(plan, current, change);
  if (current === undefined) await change.stores.users.create(next);
  else await change.stores.users.update(next);
  const groups = await applyGroups(deps, change, { next, row: plan.row, current });
  for (const secrets of plan.secrets) await applySecrets(deps, change, { next, secrets });
  return recordRow(deps, change, { plan, current, next: { ...next, groups } });
}

/** A row is planned outside the change: the cost of the slow hash may have been raised since. */
async function secretsUpToDate(
  deps: ApplyRowDeps,
  change: Change,
  plans: readonly SecretPlan[],
): Promise<SecretPlan[]> {
  const fresh: SecretPlan[] = [];
  for (const plan of plans) {
    const added: SecretPlan['added'][number][] = [];
    for (const one of plan.added) added.push({ ...one, secret: await upToDate(deps, change, one.secret) });
    fresh.push({ ...plan, added });
  }
  return fresh;
}

/** After a row was planned outside the change: whether its name, PINs and cards are still free. */
async function takenSince(change: Change, { row, userId, isNew, secrets }: RowPlan): Promise<RowError | undefined> {
  if (isNew && (await change.stores.users.findByUserName(row.userName)) !== undefined) {
    return { line: row.line, column: 'USERNAME', reason: 'added-meanwhile' };
  }
  for (const { kind, added } of secrets) {
    for (const { secret } of added) {
      const holder = await change.stores.credentials.findByLookup(kind, secret.lookup);
      if (holder === undefined) continue;
      const own = holder.userId === userId;
      return {
        line: row.line,
        column: kind === 'pin' ? 'PINS' : 'CARDS',
        reason: own ? 'added-meanwhile' : `${kind}-taken`,
      };
    }
  }
  return undefined;
}

function userOf({ row, userId }: RowPlan, current: ListedUser | undefined, { at }: Change): User {
  return {
    id: userId,
    userName: current?.userName ?? row.userName,
    fullName: row.fullName ?? current?.fullName ?? '',
    email: row.email ?? current?.email ?? null,
    language: row.language ?? current?.language ?? null,
    color: current?.color ?? true,
    enabled: row.enabled ?? current?.enabled ?? true,
    sourceId: current?.sourceId ?? null,
    externalId: current?.externalId ?? null,
    createdAt: current?.createdAt ?? at,
  };
}

/** The field names all groups of the user; those that do not exist are made. */
async function applyGroups(
  { entropy }: ApplyRowDeps,
  change: Change,
  { next, row, current }: { next: User; row: ImportRow; current: ListedUser | undefined },
) {
  if (row.groups === undefined) return current?.groups ?? [];
  const ids = [];
  for (const name of row.groups) {
    const known = await change.stores.groups.findByName(name);
    ids.push((known ?? (await createGroup(change, name, entropy))).id);
  }
  return (await change.stores.users.setGroups(next.id, ids)).toSorted();
}

async function applySecrets(
  deps: ApplyRowDeps,
  change: Change,
  { next, secrets }: { next: User; secrets: SecretPlan },
): Promise<void> {
  await retireCredentials(change, deps.signals, secrets.retired);
  for (const [place, { secret, fingerprint }] of secrets.added.entries()) {
    // The first of a field counts as the newest: B3 takes the newest three.
    const at = instant(change.at - place);
    await addCredential(deps, change, { userId: next.id, secret, at, expiresAt: null, fingerprint });
  }
}

async function recordRow(
  { signals }: ApplyRowDeps,
  change: Change,
  { plan, current, next }: { plan: RowPlan; current: ListedUser | undefined; next: User & Pick<ListedUser, 'groups'> },
): Promise<RowOutcome> {
  const before = current === undefined ? null : auditForm(current);
  const after = auditForm(next);
  const secretsChanged = plan.secrets.some(({ added, retired }) => added.length + retired.length > 0);
  if (current !== undefined && !secretsChanged && JSON.stringify(before) === JSON.stringify(after)) return 'unchanged';
  const counts = Object.fromEntries(
    plan.secrets.map(({ kind, kept, added }) => [`${kind}s`, kept.length + added.length]),
  );
  await change.audit({
    action: current === undefined ? 'user.created' : 'user.changed',
    target: targetOf(next),
    before,
    after: { ...after, ...counts },
  });
  if (current?.enabled === true && !next.enabled) await signals.userRevoked(change, next.id);
  if (current?.enabled === false && next.enabled) await signals.userRestored(change, next.id);
  return current === undefined ? 'added' : 'changed';
}
