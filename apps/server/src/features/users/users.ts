import type { newUser, UserPatch } from '@holdover/api';
import { ALL_USERS, makeId, type Entropy, type GroupId, type UserId } from '@holdover/kernel';
import type * as z from 'zod';
import type { Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import { ProblemFault, type FieldFault } from '../../problem-fault.ts';
import { isSame } from '../audit/audit-log.ts';
import { retireCredentials } from '../credentials/retired-credential.ts';
import { removeJobsOf } from '../jobs/remove-jobs.ts';
import type { Spool } from '../jobs/spool.ts';
import { auditForm, nameKey, type ListedUser, type User } from './user.ts';

export interface Users {
  /** @throws ProblemFault `already-exists`, `invalid-body` for a group that does not exist */
  create(actor: Actor, given: z.output<typeof newUser>): Promise<ListedUser>;
  /**
   * @param check called with the present state before anything is changed
   * @throws ProblemFault `owned-by-source` naming the fields that a directory owns
   */
  patch(actor: Actor, id: UserId, patch: UserPatch, check: (current: ListedUser) => void): Promise<ListedUser>;
  /** B7h: with PINs, cards and waiting jobs; accounting stays under their name. */
  delete(actor: Actor, id: UserId, check: (current: ListedUser) => void): Promise<void>;
}

export interface UsersDeps {
  readonly changes: Changes;
  readonly signals: FleetSignals;
  readonly entropy: Entropy;
  readonly spool: Pick<Spool, 'changed' | 'deleted'>;
}

export function createUsers({ changes, signals, entropy, spool }: UsersDeps): Users {
  return {
    create: (actor, { groups, ...given }) =>
      changes.make(actor, async (change) => {
        await requireFreeName(change, given.userName);
        const id = makeId('user', change.at, entropy);
        const user: User = { ...given, id, sourceId: null, externalId: null, createdAt: change.at };
        await change.stores.users.create(user);
        const kept = await setGroups(change, { id, groups: [] }, groups);
        await change.audit({
          action: 'user.created',
          target: targetOf(user),
          before: null,
          after: auditForm({ ...user, groups: kept }),
        });
        await change.raiseRevision();
        await signals.membersChanged(change);
        return { ...user, groups: kept, pins: 0, cards: 0, password: 'none' };
      }),

    patch: (actor, id, { groups, ...patch }, check) =>
      changes.make(actor, async (change) => {
        const current = await readUser(change, id);
        check(current);
        requireOwned(current, patch);
        if (patch.userName !== undefined && nameKey(patch.userName) !== nameKey(current.userName)) {
          await requireFreeName(change, patch.userName);
        }
        const { groups: oldGroups, pins, cards, password, ...user } = current;
        const next: User = { ...user, ...definedOf(patch) };
        await change.stores.users.update(next);
        const kept = groups === undefined ? oldGroups : await setGroups(change, current, groups);
        const [before, after] = [auditForm(current), auditForm({ ...next, groups: kept })];
        if (isSame(before, after)) return current;
        await change.audit({ action: 'user.changed', target: targetOf(next), before, after });
        await change.raiseRevision();
        if (current.enabled && !next.enabled) await signals.userRevoked(change, id);
        else if (!current.enabled && next.enabled) await signals.userRestored(change, id);
        else await signals.membersChanged(change);
        return { ...next, groups: kept, pins, cards, password };
      }),

    delete: (actor, id, check) =>
      changes.make(actor, async (change) => {
        const current = await readUser(change, id);
        check(current);
        await takeAway({ signals, spool }, change, current);
        await change.audit({
          action: 'user.deleted',
          target: targetOf(current),
          before: auditForm(current),
          after: null,
        });
        await change.raiseRevision();
      }),
  };
}

/** B7h. */
async function takeAway(
  { signals, spool }: Pick<UsersDeps, 'signals' | 'spool'>,
  change: Change,
  user: ListedUser,
): Promise<void> {
  const { credentials, users } = change.stores;
  await retireCredentials(change, signals, await credentials.ofUser(user.id));
  await removeJobsOf(change, user.id, spool);
  await signals.userRevoked(change, user.id);
  await users.remember(user, change.at);
  await users.delete(user.id);
}

/** @throws ProblemFault `not-found` */
export async function readUser(change: Pick<Change, 'stores'>, id: UserId): Promise<ListedUser> {
  const found = await change.stores.users.read(id);
  if (found === undefined) throw new ProblemFault('not-found');
  return found;
}

export function targetOf(user: Pick<User, 'id' | 'userName'>) {
  return { kind: 'user', id: user.id, name: user.userName };
}

async function requireFreeName(change: Change, userName: string): Promise<void> {
  if ((await change.stores.users.findByUserName(userName)) === undefined) return;
  throw new ProblemFault('already-exists', [{ pointer: '/userName', code: 'taken', value: userName }]);
}

/** What a directory says of its people. The rest is this server's: enabled, colour, groups, PINs and cards. */
const OWNED_BY_SOURCE = ['userName', 'fullName', 'email', 'language'] as const;

function requireOwned(current: User, patch: UserPatch): void {
  if (current.sourceId === null) return;
  const faults = OWNED_BY_SOURCE.flatMap((name): FieldFault[] =>
    patch[name] === undefined || patch[name] === current[name]
      ? []
      : [{ pointer: `/${name}`, code: 'owned-by-source', value: patch[name] }],
  );
  if (faults.length > 0) throw new ProblemFault('owned-by-source', faults);
}

async function setGroups(
  change: Change,
  { id, groups: current }: Pick<ListedUser, 'id' | 'groups'>,
  groups: NonNullable<UserPatch['groups']>,
) {
  await requireOwnGroups(change, current, groups);
  const kept = await change.stores.users.setGroups(id, groups);
  const known = new Set<string>([...kept, ALL_USERS]);
  const unknown = groups.flatMap((group, index) =>
    known.has(group) ? [] : [{ pointer: `/groups/${index}`, code: 'does-not-exist' as const, value: group }],
  );
  if (unknown.length > 0) throw new ProblemFault('invalid-body', unknown);
  return kept.toSorted();
}

/**
 * Who is in a group of a directory is what the directory says: nobody is put into one or taken out by hand.
 * @throws ProblemFault `owned-by-source`
 */
export async function requireOwnGroups(
  { stores }: Pick<Change, 'stores'>,
  current: readonly GroupId[],
  next: readonly GroupId[],
): Promise<void> {
  const sourced = await stores.groups.sourced([...new Set([...current, ...next])]);
  const added = next.flatMap((group, index): FieldFault[] =>
    sourced.has(group) && !current.includes(group)
      ? [{ pointer: `/groups/${index}`, code: 'owned-by-source', value: group }]
      : [],
  );
  const missing = current
    .filter((group) => sourced.has(group) && !next.includes(group))
    .map((group): FieldFault => ({ pointer: '/groups', code: 'owned-by-source', value: group }));
  if (added.length + missing.length > 0) throw new ProblemFault('owned-by-source', [...added, ...missing]);
}

/** A merge patch leaves out what stays (RFC 7396). */
export function definedOf<T extends object>(patch: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as never; // as the type says
}
