import { ALL_USERS, makeId, type Entropy, type GroupId, type UserId } from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import { ProblemFault } from '../../problem-fault.ts';
import type { AuditRecord } from '../audit/audit-log.ts';
import { nameKey } from '../users/user.ts';
import { readUser } from '../users/users.ts';
import type { Group, ListedGroup } from './group.ts';

/** Every refusal: `not-found`, `already-exists`, `built-in`, `owned-by-source`, `group-nested`. */
export interface Groups {
  create(actor: Actor, name: string): Promise<ListedGroup>;
  rename(
    actor: Actor,
    id: GroupId,
    name: string | undefined,
    check: (current: ListedGroup) => void,
  ): Promise<ListedGroup>;
  delete(actor: Actor, id: GroupId, check: (current: ListedGroup) => void): Promise<void>;
  /** Does nothing for who is in it. */
  addMember(actor: Actor, id: GroupId, user: UserId): Promise<void>;
  /** Does nothing for who is not. */
  removeMember(actor: Actor, id: GroupId, user: UserId): Promise<void>;
  /** One level: refused where either would be in a group and hold one. Does nothing for what is in it. */
  nest(actor: Actor, id: GroupId, member: GroupId): Promise<void>;
  /** Does nothing for what is not. */
  unnest(actor: Actor, id: GroupId, member: GroupId): Promise<void>;
}

export interface GroupsDeps {
  readonly changes: Changes;
  readonly signals: FleetSignals;
  readonly entropy: Entropy;
}

export function createGroups({ changes, signals, entropy }: GroupsDeps): Groups {
  const deps = { changes, signals };
  return {
    create: (actor, name) =>
      changes.make(actor, async (change) => ({
        ...(await createGroup(change, name, entropy)),
        groups: [],
        members: 0,
        allMembers: 0,
      })),

    rename: (actor, id, name, check) =>
      changes.make(actor, async (change) => {
        const current = await requireOwn(change, id);
        check(current);
        if (name === undefined || name === current.name) return current;
        if (nameKey(name) !== nameKey(current.name)) await requireFreeName(change, name);
        await change.stores.groups.rename(id, name);
        await change.audit({
          action: 'group.changed',
          target: targetOf(current),
          before: { name: current.name },
          after: { name },
        });
        return { ...current, name };
      }),

    delete: (actor, id, check) =>
      changes.make(actor, async (change) => {
        const current = await requireOwn(change, id);
        check(current);
        const { name, members, groups } = current;
        await change.stores.groups.delete(id);
        await record(signals, change, current, {
          action: 'group.deleted',
          before: { name, members, groups },
          after: null,
        });
      }),

    addMember: (actor, id, user) => changeMember(deps, { actor, id }, user, 'add'),
    removeMember: (actor, id, user) => changeMember(deps, { actor, id }, user, 'remove'),
    nest: (actor, id, member) => changeNesting(deps, { actor, id }, member, 'nest'),
    unnest: (actor, id, member) => changeNesting(deps, { actor, id }, member, 'unnest'),
  };
}

type ChangeDeps = Pick<GroupsDeps, 'changes' | 'signals'>;

interface GroupChange {
  readonly actor: Actor;
  readonly id: GroupId;
}

function changeMember(
  { changes, signals }: ChangeDeps,
  { actor, id }: GroupChange,
  userId: UserId,
  action: 'add' | 'remove',
): Promise<void> {
  return changes.make(actor, async (change) => {
    const group = await requireOwn(change, id);
    const user = await readUser(change, userId);
    if (!(await change.stores.groups[action](id, userId))) return;
    const membership = { userId, userName: user.userName };
    const added = { action: 'group.member-added', before: null, after: membership };
    const removed = { action: 'group.member-removed', before: membership, after: null };
    await record(signals, change, group, action === 'add' ? added : removed);
  });
}

function changeNesting(
  { changes, signals }: ChangeDeps,
  { actor, id }: GroupChange,
  memberId: GroupId,
  action: 'nest' | 'unnest',
): Promise<void> {
  return changes.make(actor, async (change) => {
    // A directory nests nothing here: what is in a group of its own was put there before it was.
    const group = action === 'nest' ? await requireOwn(change, id) : await readGroup(change, id);
    const member = await readGroup(change, memberId);
    if (action === 'nest') await requireNestable(change, group, member);
    if (!(await change.stores.groups[action](id, memberId))) return;
    const nesting = { groupId: memberId, groupName: member.name };
    const added = { action: 'group.group-added', before: null, after: nesting };
    const removed = { action: 'group.group-removed', before: nesting, after: null };
    await record(signals, change, group, action === 'nest' ? added : removed);
  });
}

/** Who is in which group differs: terminals are to be told. */
async function record(
  signals: FleetSignals,
  change: Change,
  group: Group,
  entry: Pick<AuditRecord, 'action' | 'before' | 'after'>,
): Promise<void> {
  await change.audit({ ...entry, target: targetOf(group) });
  await change.raiseRevision();
  await signals.membersChanged(change);
}

/** @throws ProblemFault `already-exists` */
export async function createGroup(change: Change, name: string, entropy: Entropy): Promise<Group> {
  await requireFreeName(change, name);
  const id = makeId('group', change.at, entropy);
  const group: Group = { id, name, builtIn: false, sourceId: null, externalId: null, createdAt: change.at };
  await change.stores.groups.create(group);
  await change.audit({ action: 'group.created', target: targetOf(group), before: null, after: { name } });
  return group;
}

/** @throws ProblemFault `not-found` */
export async function readGroup(change: Pick<Change, 'stores'>, id: GroupId): Promise<ListedGroup> {
  const found = await change.stores.groups.read(id);
  if (found === undefined) throw new ProblemFault('not-found');
  return found;
}

async function requireOwn(change: Change, id: GroupId): Promise<ListedGroup> {
  if (id === ALL_USERS) throw new ProblemFault('built-in');
  const group = await readGroup(change, id);
  if (group.sourceId !== null) throw new ProblemFault('owned-by-source');
  return group;
}

/** Groups in groups, one level: what is in a group holds none, and what holds one is in none. */
async function requireNestable(change: Change, group: ListedGroup, member: ListedGroup): Promise<void> {
  if (member.id === ALL_USERS) throw new ProblemFault('built-in');
  const isTwoLevels =
    group.id === member.id || member.groups.length > 0 || (await change.stores.groups.holding(group.id)).length > 0;
  if (isTwoLevels) throw new ProblemFault('group-nested');
}

async function requireFreeName(change: Change, name: string): Promise<void> {
  if ((await change.stores.groups.findByName(name)) === undefined) return;
  throw new ProblemFault('already-exists', [{ pointer: '/name', code: 'taken', value: name }]);
}

function targetOf({ id, name }: Group) {
  return { kind: 'group', id, name };
}
