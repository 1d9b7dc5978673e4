import { instant, makeId, type GroupId, type UserSourceId } from '@holdover/kernel';
import type { Change } from '../../changes/change.ts';
import { sealCredential } from '../credentials/add-credential.ts';
import type { HashingPlan } from '../credentials/hashing.ts';
import { retireCredentials } from '../credentials/retired-credential.ts';
import type { Group } from '../groups/group.ts';
import { auditForm, nameKey } from '../users/user.ts';
import { targetOf } from '../users/users.ts';
import type { ApplyDeps } from './apply-rows.ts';
import type { DirectoryView } from './directory-view.ts';
import type { RowDifference } from './judge-rows.ts';
import { retiredBy } from './plan-secrets.ts';
import type { PlannedRow } from './staging.ts';
import type { Writes } from './write-rows.ts';

export interface Gathering {
  readonly deps: ApplyDeps;
  readonly change: Change;
  readonly hashing: HashingPlan;
  readonly view: DirectoryView;
  /** Groups that there are by now, by key. */
  readonly made: Map<string, Group>;
  /** Null: a file. */
  readonly sourceId: UserSourceId | null;
  readonly writes: Writes;
}

/** Adds what one row comes to, to what is written for all; what the fleet has to hear of at once is done here. */
export async function gatherRow(
  gathering: Gathering,
  planned: PlannedRow,
  { current, next, groups, effect }: RowDifference,
): Promise<void> {
  const { view, writes } = gathering;
  await gatherSecrets(gathering, planned);
  if (effect === undefined) return;
  const before = (view.memberOf.get(next.id) ?? []).map(({ id }) => id);
  const join = [...groups.join];
  for (const name of groups.make) join.push(await groupOf(gathering, name));
  const left = new Set(groups.leave);
  const after = [...before.filter((id) => !left.has(id)), ...join].toSorted();
  writes.joins.push(...join.map((groupId) => ({ groupId, userId: next.id })));
  if (left.size > 0) writes.leaves.push({ userId: next.id, groupIds: groups.leave });
  if (current === undefined) writes.users.push(next);
  else writes.updates.push(next);
  if (current !== undefined && current.enabled !== next.enabled) writes.switched.push(next);
  const counts = Object.fromEntries(
    planned.secrets.map(({ kind, kept, added }) => [`${kind}s`, kept.length + added.length]),
  );
  writes.audits.push({
    action: current === undefined ? 'user.created' : 'user.changed',
    target: targetOf(next),
    before: current === undefined ? null : auditForm({ ...current, groups: before.toSorted() }),
    after: { ...auditForm({ ...next, groups: after }), ...counts },
  });
}

async function gatherSecrets({ deps, change, hashing, view, sourceId, writes }: Gathering, planned: PlannedRow) {
  const { userId } = planned;
  const held = view.held.get(userId) ?? [];
  for (const secrets of planned.secrets) {
    await retireCredentials(change, deps.signals, retiredBy(secrets, held, sourceId));
    writes.recognised.push(...secrets.recognised);
    for (const [place, { secret, fingerprint }] of secrets.added.entries()) {
      // The first of a field counts as the newest: B3 takes the newest three.
      const at = instant(change.at - place);
      const { row, stretch } = sealCredential(deps, hashing, { userId, secret, at, expiresAt: null, fingerprint });
      writes.credentials.push(row);
      if (stretch !== undefined) writes.stretches.push(stretch);
    }
  }
}

/** Made for the first row that names it. */
async function groupOf({ deps, change, made, sourceId, writes }: Gathering, name: string): Promise<GroupId> {
  const known = made.get(nameKey(name));
  if (known !== undefined) return known.id;
  const id = makeId('group', change.at, deps.entropy);
  const group: Group = { id, name, builtIn: false, sourceId, externalId: null, createdAt: change.at };
  await change.stores.groups.create(group);
  const target = { kind: 'group', id, name };
  writes.audits.push({ action: 'group.created', target, before: null, after: { name } });
  made.set(nameKey(name), group);
  return id;
}
