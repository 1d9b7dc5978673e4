import { DEFAULT_OFFLINE_LOGIN } from '@holdover/api';
import { ALL_DEVICES, ALL_USERS, hours, later, makeId, minutes, type TerminalId } from '@holdover/kernel';
import { PATHS } from '@holdover/protocol';
import { createSeededEntropy } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OPENED_AT, openWorld, type DoorTerminal, type OpenWorld } from '../../testing/open-door.ts';
import { createTestJournal } from '../../testing/test-journal.ts';

const entropy = createSeededEntropy('what-is-held');

let world: OpenWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const everybody = { devices: [], deviceGroups: [ALL_DEVICES], users: [], groups: [ALL_USERS], rankByUse: false };

async function synchronizing(row: object | null, intervalHours = 4): Promise<void> {
  const assignments = row === null ? [] : [{ ...everybody, ...row }];
  const userSync = { enabled: true, intervalHours, assignments };
  expect(await world.ask('PUT', '/settings/offline-login', { ...DEFAULT_OFFLINE_LOGIN, userSync })).toMatchObject({
    status: 200,
  });
}

async function addUser(userName: string, pin: string): Promise<string> {
  const { body } = await world.ask('POST', '/users', { userName });
  expect(await world.ask('POST', `/users/${body.id}/pins`, { pin })).toMatchObject({ status: 201 });
  return body.id;
}

/** Logs in online, and hands in the journal that shows it. */
async function logIn(terminal: DoorTerminal, secret: string): Promise<void> {
  const answer = await terminal.login({ method: 'pin', secret });
  if (answer.outcome !== 'granted') return expect.unreachable();
  const { body } = await world.ask('GET', `/devices/${terminal.device}`);
  const terminalId: TerminalId = body.terminal.id;
  const journal = createTestJournal({ identity: { terminalId } }, null);
  const credentialIds = answer.cache.map(({ id }) => id);
  const sessionId = makeId('session', answer.at, entropy);
  const begin = { type: 'session-begin', mode: 'online', time: journal.time(answer.at), sessionId } as const;
  journal.append({ ...begin, userId: answer.user.id, method: 'pin', credentialIds });
  expect((await terminal.call(PATHS.journal, { records: journal.texts })).status).toBe(200);
}

const held = (state: { users: { id: string; userName: string }[]; credentials: object[] }) =>
  state.users.map(({ userName }) => userName);
const can = async ({ device }: DoorTerminal) =>
  (await world.ask('GET', `/devices/${device}/offline-users`)).body.items.map(
    ({ userName, source, validUntil }: { userName: string; source: string; validUntil: string }) => [
      userName,
      source,
      Date.parse(validUntil),
    ],
  );

describe('rank by use', () => {
  test('[B2e] [B2g] who used the device comes first from the next day on, and the terminal hears of it by itself', async () => {
    await addUser('anna', '482913');
    await addUser('ben', '719305');
    const terminal = await world.enrolled();
    const { body: profile } = await world.ask('POST', '/profiles', { name: 'One', maxSyncedUsers: 1 });
    await world.ask('PATCH', `/devices/${terminal.device}`, { profileId: profile.id });
    await synchronizing({ rankByUse: true });
    expect(held(await terminal.synchronize())).toEqual(['anna']);
    await logIn(terminal, '719305');
    const link = await terminal.link();
    await link.introduce();
    const before = (await link.heartbeat(1)).tidings.desiredRevision;
    expect(await terminal.pull('interval')).toMatchObject({ kind: 'unchanged' });

    world.clock.setWall(later(OPENED_AT, hours(17)));
    expect((await link.heartbeat(2)).tidings.desiredRevision).toBeGreaterThan(before);
    const next = await terminal.synchronize('doorbell');
    expect(next.credentials.filter(({ source }: { source: string }) => source === 'sync')).toMatchObject([
      { userId: next.users.find(({ userName }: { userName: string }) => userName === 'ben').id },
    ]);
    const { body: preview } = await world.ask('POST', '/settings/offline-login/preview', {
      assignments: [{ ...everybody, rankByUse: true }],
    });
    expect(preview.items).toMatchObject([{ leftOut: { userNames: ['anna'] } }]);
  });
});

describe('what a login left under an assignment', () => {
  test('[B4d] stays up to its own end once the assignment goes, and no heartbeat lengthens it', async () => {
    await addUser('anna', '482913');
    await synchronizing({});
    const terminal = await world.enrolled();
    await terminal.synchronize();
    await logIn(terminal, '482913');
    world.clock.setWall(later(OPENED_AT, hours(10)));
    // A synchronization in between must not lose what the login left.
    await addUser('ben', '719305');
    const both = await terminal.synchronize('interval');
    expect(both.credentials.map(({ source }: { source: string }) => source).toSorted()).toEqual([
      'session',
      'sync',
      'sync',
    ]);
    await synchronizing(null);
    const link = await terminal.link();
    await link.introduce();
    const after = await terminal.synchronize('doorbell');
    expect(after).toMatchObject({ kind: 'snapshot', credentials: [{ source: 'session', confirmedAt: OPENED_AT }] });
    world.clock.setWall(later(OPENED_AT, hours(11)));
    for (const number of [1, 2]) await link.heartbeat(number);
    expect(await can(terminal)).toEqual([['anna', 'session', later(OPENED_AT, hours(72))]]);
    world.clock.setWall(later(OPENED_AT, hours(72)));
    expect(await can(terminal)).toEqual([]);
  });
});

describe('an online login whose answer was lost', () => {
  test('[H1a] lengthens nothing that the list says', async () => {
    await addUser('anna', '482913');
    await synchronizing(null);
    const terminal = await world.enrolled();
    await terminal.synchronize();
    await logIn(terminal, '482913');
    world.clock.setWall(later(OPENED_AT, hours(10)));
    await terminal.login({ method: 'pin', secret: '482913' });
    expect(await can(terminal)).toEqual([['anna', 'session', later(OPENED_AT, hours(72))]]);
    await logIn(terminal, '482913');
    expect(await can(terminal)).toEqual([['anna', 'session', later(OPENED_AT, hours(82))]]);
  });
});

test('[B7e] who is disabled and enabled before any terminal came is sent again: the deny list may have been faster', async () => {
  const anna = await addUser('anna', '482913');
  await synchronizing({});
  const terminal = await world.enrolled();
  const first = await terminal.synchronize();
  await world.ask('PATCH', `/users/${anna}`, { enabled: false });
  await world.ask('PATCH', `/users/${anna}`, { enabled: true });
  const again = await terminal.synchronize('doorbell');
  expect(again).toMatchObject({ kind: 'snapshot', users: first.users, credentials: [{ userId: anna }] });
  expect(again.revision).toBeGreaterThan(first.revision);
});

describe('a PIN taken away', () => {
  test('[B9g] is free as soon as every terminal that held it acknowledged its removal', async () => {
    const anna = await addUser('anna', '482913');
    await synchronizing({});
    const [lift, stairs] = [await world.enrolled('Lift'), await world.enrolled('Stairs')];
    await lift.synchronize();
    await stairs.synchronize();
    const { body: pins } = await world.ask('GET', `/users/${anna}/pins`);
    await world.ask('DELETE', `/users/${anna}/pins/${pins.items[0].id}`);
    const { body: ben } = await world.ask('POST', '/users', { userName: 'ben' });
    const give = async () => (await world.ask('POST', `/users/${ben.id}/pins`, { pin: '482913' })).status;
    expect(await give()).toBe(409);
    await lift.synchronize('doorbell');
    expect(await give()).toBe(409);
    await stairs.synchronize('doorbell');
    expect(await give()).toBe(201);
  });

  test('[B9g] counts as held while the state that has it is on its way', async () => {
    const anna = await addUser('anna', '482913');
    await synchronizing({});
    const terminal = await world.enrolled();
    await terminal.pull();
    const { body: pins } = await world.ask('GET', `/users/${anna}/pins`);
    await world.ask('DELETE', `/users/${anna}/pins/${pins.items[0].id}`);
    const { body: ben } = await world.ask('POST', '/users', { userName: 'ben' });
    const give = async () => (await world.ask('POST', `/users/${ben.id}/pins`, { pin: '482913' })).status;
    expect(await give()).toBe(409);
    world.clock.setWall(later(OPENED_AT, hours(73)));
    expect(await give()).toBe(201);
  });
});

describe('a revoked terminal', () => {
  test('[H1e] lets in whom it holds until it has obeyed its order, and is told so', async () => {
    const anna = await addUser('anna', '482913');
    await synchronizing({});
    const terminal = await world.enrolled();
    await terminal.synchronize();
    await world.ask('POST', `/devices/${terminal.device}/revoke`);
    const list = async () => (await world.ask('GET', `/devices/${terminal.device}/offline-users`)).body;
    const why = async () => (await world.ask('GET', `/devices/${terminal.device}/offline-users/${anna}`)).body;
    expect(await list()).toMatchObject({ items: [{ userName: 'anna' }], reason: 'not-enrolled' });
    expect(await why()).toMatchObject({ can: true });
    const ben = await addUser('ben', '719305');
    expect((await world.ask('GET', `/devices/${terminal.device}/offline-users/${ben}`)).body).toMatchObject({
      can: false,
      reason: 'not-enrolled',
    });

    const first = await terminal.link();
    await first.introduce();
    expect(first.frames.map(({ type }) => type)).toEqual(['order']);
    // It was told; whether it obeyed is known when it comes with nothing.
    expect(await why()).toMatchObject({ can: true });
    const second = await terminal.link();
    const hello = { type: 'hello', protocol: 1, terminalVersion: '0.1.0', keyProtector: 'keyfile', bootId: 'boot' };
    await second.say({ ...hello, journalBacklog: 0, revision: 0, generation: 0 });
    expect(await list()).toMatchObject({ items: [], reason: 'not-enrolled' });
    expect(await why()).toMatchObject({ can: false, reason: 'not-enrolled' });
  });
});

describe('temporary credentials', () => {
  test('[B3c] a temporary PIN keeps its own end, and makes room for an older one when it has ended', async () => {
    const anna = await addUser('anna', '482913');
    const temporary = later(OPENED_AT, hours(2));
    const body = { pin: '615248', expiresAt: new Date(temporary).toISOString() };
    for (const pin of ['371946', '260485']) {
      world.clock.setWall(later(world.clock.wall(), minutes(1)));
      await world.ask('POST', `/users/${anna}/pins`, { pin });
    }
    world.clock.setWall(later(world.clock.wall(), minutes(1)));
    expect(await world.ask('POST', `/users/${anna}/pins`, body)).toMatchObject({ status: 201 });
    await synchronizing({});
    const terminal = await world.enrolled();
    const ends = async (reason: string): Promise<(number | null)[]> =>
      (await terminal.synchronize(reason)).credentials.map(({ endsAt }: { endsAt: number | null }) => endsAt);
    // Newest first.
    expect(await ends('first')).toEqual([temporary, null, null]);
    const listed = (await world.ask('GET', `/devices/${terminal.device}/offline-users`)).body.items[0];
    expect(listed.credentials.map(({ validUntil }: { validUntil: string }) => Date.parse(validUntil))).toContain(
      temporary,
    );
    world.clock.setWall(temporary);
    expect(await ends('interval')).toEqual([null, null, null]);
  });
});
