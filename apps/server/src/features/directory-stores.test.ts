import { ALL_USERS, hours, instant, later, makeId, type GroupId, type Instant, type UserId } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import { SYSTEM } from '../actor.ts';
import type { Queries } from '../database/database.ts';
import { openStores } from '../stores.ts';
import { describeStore } from '../testing/describe-store.ts';
import type { Credential } from './credentials/credential.ts';
import type { Group } from './groups/group.ts';
import { createSqlSessionStore } from './sessions/session-store-sql.ts';
import type { User } from './users/user.ts';
import { sampleUser } from '../testing/sample-job.ts';

const entropy = createSeededEntropy('directory');
const at = instant(1_790_000_000_000);

function user(userName: string, more: Partial<User> = {}): User {
  return sampleUser(userName, { createdAt: at, ...more });
}

function group(name: string): Group {
  const id: GroupId = makeId('group', at, entropy);
  return { id, name, builtIn: false, sourceId: null, externalId: null, createdAt: at };
}

function credential(userId: UserId, kind: 'pin' | 'card', more: Partial<Credential> = {}): Credential {
  const id = makeId(kind, at, entropy);
  const standard = { generation: 1, fingerprint: null, length: 6, ending: '', createdAt: at, expiresAt: null };
  return { id, userId, kind, lookup: `lookup of ${id}`, sealed: 'sealed', ...standard, ...more };
}

const FROM_SOURCE = { sourceId: makeId('userSource', at, entropy), externalId: 'cn=other' };

async function addUsers(queries: Queries, ...names: readonly string[]): Promise<User[]> {
  const users = names.map((name) => user(name));
  for (const one of users) await openStores(queries).users.create(one);
  return users;
}

describeStore('users', (open) => {
  test('a user comes back as created and as updated', async () => {
    const { users } = openStores((await open()).queries);
    const ada = user('Ada', { fullName: 'Ada Lovelace', email: 'ada@example.org', language: 'de', color: false });
    await users.create(ada);
    expect(await users.read(ada.id)).toEqual({ ...ada, groups: [], pins: 0, cards: 0, password: 'none' });
    const changed = { ...ada, enabled: false, fullName: 'A. L.' };
    await users.update(changed);
    expect(await users.findByUserName('ADA')).toEqual(changed);
    await users.delete(ada.id);
    expect(await users.read(ada.id)).toBeUndefined();
  });

  test('a user name is taken whatever its case', async () => {
    const { users } = openStores((await open()).queries);
    await users.create(user('Ärger'));
    await expect(users.create(user('äRGER'))).rejects.toThrow(/unique/i);
  });

  test('[B2b] names sort by Unicode code point, the same on every database', async () => {
    const { queries } = await open();
    await addUsers(queries, 'Zebra', 'apfel', 'Bär', 'Ärger', 'ananas', '😀', 'ﬁ');
    const page = await openStores(queries).users.page({ limit: 100 });
    expect(page.items.map(({ userName }) => userName)).toEqual(['ananas', 'apfel', 'Bär', 'Zebra', 'Ärger', 'ﬁ', '😀']);
  });

  test('pages follow one another without gap or repeat, forwards and backwards', async () => {
    const { queries } = await open();
    const names = Array.from({ length: 25 }, (_, index) => `user-${String(index).padStart(2, '0')}`);
    await addUsers(queries, ...names);
    const { users } = openStores(queries);
    for (const sort of ['userName', '-userName', 'fullName', '-createdAt']) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await users.page({ limit: 7, sort, ...(cursor === undefined ? {} : { cursor }) });
        seen.push(...page.items.map(({ userName }) => userName));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen.toSorted()).toEqual(names);
      if (sort === '-userName') expect(seen).toEqual(names.toReversed());
    }
  });

  test('a search finds parts of names and takes wildcards for what they are', async () => {
    const { users } = openStores((await open()).queries);
    await users.create(user('ada', { fullName: 'Ada 100% Müller' }));
    await users.create(user('bob', { fullName: 'Bob_by', email: 'ADA@example.org' }));
    const found = async (q: string) => (await users.page({ limit: 10, q })).items.map(({ userName }) => userName);
    expect(await found('MÜLL')).toEqual(['ada']);
    expect(await found('ada')).toEqual(['ada', 'bob']);
    expect(await found('%')).toEqual(['ada']);
    expect(await found('b_b')).toEqual(['bob']);
    expect(await found('\\')).toEqual([]);
  });

  test('groups, PINs and cards are counted; only groups that exist are kept', async () => {
    const { queries } = await open();
    const stores = openStores(queries);
    const [ada] = await addUsers(queries, 'ada');
    const staff = group('Staff');
    await stores.groups.create(staff);
    if (ada === undefined) return expect.unreachable();
    expect(await stores.users.setGroups(ada.id, [staff.id, ALL_USERS, group('ghost').id])).toEqual([staff.id]);
    await stores.credentials.create(credential(ada.id, 'pin'));
    await stores.credentials.create(credential(ada.id, 'card'));
    await stores.credentials.create(credential(ada.id, 'card'));
    expect(await stores.users.read(ada.id)).toMatchObject({ groups: [staff.id], pins: 1, cards: 2 });
    expect((await stores.users.page({ limit: 10, group: staff.id })).items).toHaveLength(1);
    expect((await stores.users.page({ limit: 10, enabled: false })).items).toEqual([]);
  });
});

describeStore('groups', (open) => {
  test('members come and go once; the built-in group counts everybody', async () => {
    const { queries } = await open();
    const { groups } = openStores(queries);
    const [ada, bob] = await addUsers(queries, 'ada', 'bob');
    const staff = group('Staff');
    await groups.create(staff);
    await groups.create({
      id: ALL_USERS,
      name: 'All users',
      builtIn: true,
      sourceId: null,
      externalId: null,
      createdAt: at,
    });
    if (ada === undefined || bob === undefined) return expect.unreachable();
    expect([await groups.add(staff.id, ada.id), await groups.add(staff.id, ada.id)]).toEqual([true, false]);
    expect(await groups.memberships()).toEqual([{ groupId: staff.id, userId: ada.id }]);
    expect((await groups.page({ limit: 10 })).items.map(({ name, members }) => [name, members])).toEqual([
      ['All users', 2],
      ['Staff', 1],
    ]);
    expect([await groups.remove(staff.id, ada.id), await groups.remove(staff.id, ada.id)]).toEqual([true, false]);
    await groups.rename(staff.id, 'People');
    expect(await groups.findByName('PEOPLE')).toMatchObject({ id: staff.id, name: 'People' });
    await groups.delete(staff.id);
    expect(await groups.read(staff.id)).toBeUndefined();
  });

  test('[B2h] [B2i] groups go into groups and come out once; who is in several of them counts once', async () => {
    const { queries } = await open();
    const { groups, users } = openStores(queries);
    const people = await addUsers(queries, 'ada', 'bob', 'cleo');
    const [whole, part, other] = [group('Whole'), group('Part'), { ...group('Other'), ...FROM_SOURCE }];
    for (const one of [whole, part, other]) await groups.create(one);
    for (const { id } of people) await groups.add(part.id, id);
    for (const { id } of people.slice(0, 2)) await groups.add(other.id, id);
    for (const { id } of people.slice(0, 1)) await groups.add(whole.id, id);
    expect([await groups.nest(whole.id, part.id), await groups.nest(whole.id, part.id)]).toEqual([true, false]);
    await groups.nest(whole.id, other.id);
    const inner = [part.id, other.id].toSorted();
    expect(await groups.read(whole.id)).toMatchObject({ groups: inner, members: 1, allMembers: 3 });
    expect(await groups.nestings()).toEqual(inner.map((memberGroupId) => ({ groupId: whole.id, memberGroupId })));
    expect([await groups.holding(part.id), await groups.holding(whole.id)]).toEqual([[whole.id], []]);
    expect(await groups.sourced([whole.id, other.id])).toEqual(new Set([other.id]));
    const named = async (nested: boolean) =>
      (await users.page({ limit: 10, group: whole.id, nested })).items.map(({ userName }) => userName);
    expect([await named(false), await named(true)]).toEqual([['ada'], ['ada', 'bob', 'cleo']]);
    expect([await groups.unnest(whole.id, part.id), await groups.unnest(whole.id, part.id)]).toEqual([true, false]);
    await groups.delete(other.id);
    expect(await groups.read(whole.id)).toMatchObject({ groups: [], members: 1, allMembers: 1 });
  });
});

describeStore('credentials', (open) => {
  test('a look-up leads to one owner; kinds are apart', async () => {
    const { queries } = await open();
    const { credentials } = openStores(queries);
    const [ada, bob] = await addUsers(queries, 'ada', 'bob');
    if (ada === undefined || bob === undefined) return expect.unreachable();
    const pin = credential(ada.id, 'pin', { lookup: 'same' });
    await credentials.create(pin);
    await credentials.create(credential(bob.id, 'card', { lookup: 'same' }));
    expect(await credentials.findByLookup('pin', 'same')).toEqual(pin);
    await expect(credentials.create(credential(bob.id, 'pin', { lookup: 'same' }))).rejects.toThrow(/unique/i);
    expect(await credentials.workingPins(at)).toEqual(new Map([[pin.length, 1]]));
  });

  test('[B3a] credentials of a user are listed newest first', async () => {
    const { queries } = await open();
    const { credentials } = openStores(queries);
    const [ada] = await addUsers(queries, 'ada');
    if (ada === undefined) return expect.unreachable();
    for (const [index, age] of [30, 10, 20].entries()) {
      await credentials.create(credential(ada.id, 'pin', { createdAt: instant(at - age), length: index + 4 }));
    }
    expect((await credentials.ofUser(ada.id, 'pin')).map(({ length }) => length)).toEqual([5, 6, 4]);
    expect((await credentials.ofUsers([ada.id])).map(({ length }) => length)).toEqual([5, 6, 4]);
  });

  test('they go with their user', async () => {
    const { queries } = await open();
    const { credentials, users } = openStores(queries);
    const [ada] = await addUsers(queries, 'ada');
    if (ada === undefined) return expect.unreachable();
    const pin = credential(ada.id, 'pin');
    await credentials.create(pin);
    await users.delete(ada.id);
    expect(await credentials.read(pin.id)).toBeUndefined();
  });

  test('[B9j] working PINs are counted by their digits; short ones are named by user, whoever is disabled too', async () => {
    const { queries } = await open();
    const { credentials, users } = openStores(queries);
    const [ada, bob, cem] = await addUsers(queries, 'ada', 'bob', 'cem');
    if (ada === undefined || bob === undefined || cem === undefined) return expect.unreachable();
    await users.update({ ...cem, enabled: false });
    const give = (owner: User, length: number, expiresAt: Instant | null = null) =>
      credentials.create(credential(owner.id, 'pin', { length, expiresAt, lookup: `${owner.id} ${length}` }));
    await give(bob, 6);
    await give(ada, 6);
    await give(ada, 5);
    await give(ada, 4, at);
    await give(bob, 8, later(at, hours(1)));
    await give(cem, 6);
    expect(await credentials.workingPins(at)).toEqual(
      new Map([
        [5, 1],
        [6, 2],
        [8, 1],
      ]),
    );
    const below = async (most: number) => (await credentials.pinsBelow(7, at, most)).map(({ userId }) => userId);
    expect(await below(9)).toEqual([ada.id, ada.id, bob.id, cem.id]);
    expect(await below(2)).toEqual([ada.id, ada.id]);
    expect(await credentials.countUsersBelow(7, at)).toBe(3);
    expect(await credentials.countUsersBelow(4, at)).toBe(0);
  });

  test('[B9g] what was taken is remembered for everybody but its last owner, until its last end', async () => {
    const { queries } = await open();
    const { credentials } = openStores(queries);
    const [ada, bob] = [user('ada').id, user('bob').id];
    const taken = { kind: 'pin', lookup: 'look', userId: ada, userName: 'ada', until: later(at, hours(1)) } as const;
    const credentialId = makeId('pin', at, entropy);
    await credentials.retire({ ...taken, credentialId });
    const from = (userId: UserId, kind: 'pin' | 'card' = 'pin') =>
      credentials.retiredFrom({ kind, lookups: ['other', 'look'], userId });
    expect(await from(bob)).toEqual([{ ...taken, credentialId }]);
    expect([await from(ada), await from(bob, 'card')]).toEqual([[], []]);
    await credentials.forgetRetired(at);
    expect(await from(bob)).toHaveLength(1);
    await credentials.forgetRetired(later(at, hours(1)));
    expect(await from(bob)).toEqual([]);
  });
});

describeStore('imports', (open) => {
  test('progress and errors come back in the order of the file', async () => {
    const { imports } = openStores((await open()).queries);
    const progress = {
      stage: 'reading',
      rows: 0,
      rowsDone: 0,
      added: 0,
      changed: 0,
      deactivated: 0,
      failed: 0,
    } as const;
    const id = makeId('import', at, entropy);
    const kept = { id, dryRun: true, sourceId: null, startedAt: at, finishedAt: null, reason: null } as const;
    const made = { ...kept, ...progress, state: 'running' } as const;
    const work = { actor: SYSTEM, deactivateMissing: false, read: null, plans: null, applied: 0 };
    await imports.create(made, { owner: 'this server', work });
    expect(await imports.running()).toMatchObject([{ ...made, owner: 'this server', work }]);
    await imports.addErrors(
      id,
      [
        { line: 3, column: 'PINS', reason: 'pin-taken' },
        { line: 2, column: '', reason: 'not-csv' },
      ],
      0,
    );
    const told = { progress: { ...progress, rows: 7 }, seenAt: later(at, hours(1)) };
    expect(await imports.tell(id, told)).toEqual({ cancelAsked: false });
    expect(await imports.read(id)).toMatchObject({ state: 'running', rows: 7 });
    await imports.finish({ ...made, stage: null, state: 'done', rows: 7, finishedAt: at });
    expect(await imports.running()).toEqual([]);
    expect(await imports.read(id)).toMatchObject({ state: 'done', rows: 7 });
    expect((await imports.errors(id)).map(({ line }) => line)).toEqual([2, 3]);
  });
});

describeStore('what is left of somebody', (open) => {
  test('[B7h] sessions and activities are found and shown under the name they had', async () => {
    const { queries } = await open();
    const { users } = openStores(queries);
    const [ada] = await addUsers(queries, 'Ada');
    if (ada === undefined) return expect.unreachable();
    const sessions = createSqlSessionStore(queries);
    const [id, terminalId, deviceId] = [
      makeId('session', at, entropy),
      makeId('terminal', at, entropy),
      makeId('device', at, entropy),
    ];
    const session = { id, terminalId, userId: ada.id, method: 'pin', mode: 'online', startedAt: at } as const;
    await sessions.openSession({ ...session, credentialIds: [], end: null }, deviceId);
    // Somebody of that name may have been there before.
    await users.remember(ada, at);
    await users.remember(ada, later(at, hours(1)));
    await users.delete(ada.id);
    const found = await sessions.sessions({ limit: 10, q: 'ADA' });
    expect(found.items).toMatchObject([{ id, userId: ada.id, userName: 'Ada' }]);
    expect((await sessions.activities({ limit: 10, q: 'ada' })).items).toEqual([]);
  });
});
