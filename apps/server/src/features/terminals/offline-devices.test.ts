import { DEFAULT_OFFLINE_LOGIN } from '@holdover/api';
import { ALL_DEVICES, hours, later, makeId, toRfc3339, type TerminalId } from '@holdover/kernel';
import { PATHS } from '@holdover/protocol';
import { createSeededEntropy } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OPENED_AT, openWorld, type DoorTerminal, type OpenWorld } from '../../testing/open-door.ts';
import { createTestJournal } from '../../testing/test-journal.ts';

const entropy = createSeededEntropy('offline-devices');
let world: OpenWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const made = async (path: string, body: object) => (await world.ask('POST', path, body)).body;
const group = async (name: string): Promise<string> => (await made('/groups', { name })).id;

async function addUser(userName: string, pin: string, more: object = {}): Promise<string> {
  const { id } = await made('/users', { userName, ...more });
  expect(await world.ask('POST', `/users/${id}/pins`, { pin })).toMatchObject({ status: 201 });
  return id;
}

async function save(groups: readonly string[], more: object = {}): Promise<void> {
  const assignments =
    groups.length === 0
      ? []
      : [{ devices: [], deviceGroups: [ALL_DEVICES], users: [], groups: [...groups], rankByUse: false }];
  const userSync = { enabled: true, intervalHours: 4, assignments };
  const body = { ...DEFAULT_OFFLINE_LOGIN, userSync, ...more };
  expect(await world.ask('PUT', '/settings/offline-login', body)).toMatchObject({ status: 200 });
}

/** Logs in online, and hands in the journal that shows it. */
async function logIn(terminal: DoorTerminal, secret: string): Promise<void> {
  const answer = await terminal.login({ method: 'pin', secret });
  if (answer.outcome !== 'granted') return expect.unreachable();
  const { body } = await world.ask('GET', `/devices/${terminal.device}`);
  const terminalId: TerminalId = body.terminal.id;
  const journal = createTestJournal({ identity: { terminalId } }, null);
  const sessionId = makeId('session', answer.at, entropy);
  const credentialIds = answer.cache.map(({ id }) => id);
  const begin = { type: 'session-begin', mode: 'online', time: journal.time(answer.at), sessionId } as const;
  journal.append({ ...begin, userId: answer.user.id, method: 'pin', credentialIds });
  expect((await terminal.call(PATHS.journal, { records: journal.texts })).status).toBe(200);
}

const names = (users: readonly { userName: string }[]) => users.map(({ userName }) => userName);
const where = async (userId: string) => (await world.ask('GET', `/users/${userId}/offline-devices`)).body.items;
const why = async ({ device }: DoorTerminal, userId: string) =>
  (await world.ask('GET', `/devices/${device}/offline-users/${userId}`)).body;

describe('a group in an assigned group', () => {
  test('[B2h] brings its members, in one order with those put there, each once', async () => {
    const [staff, sales] = [await group('Staff'), await group('Sales')];
    await addUser('ben', '719305', { groups: [staff] });
    const anna = await addUser('anna', '482913', { groups: [sales] });
    await addUser('cora', '260471', { groups: [sales, staff] });
    const terminal = await world.enrolled();
    await save([staff]);
    expect(names((await terminal.synchronize()).users)).toEqual(['ben', 'cora']);
    expect(await why(terminal, anna)).toMatchObject({ can: false, reason: 'not-assigned' });
    const link = await terminal.link();
    await link.introduce();
    const before = (await link.heartbeat(1)).tidings.desiredRevision;

    await world.ask('PUT', `/groups/${staff}/groups/${sales}`);
    expect((await link.heartbeat(2)).tidings.desiredRevision).toBeGreaterThan(before);
    expect(await why(terminal, anna)).toMatchObject({ can: false, reason: 'on-its-way' });
    expect(names((await terminal.synchronize('doorbell')).users)).toEqual(['anna', 'ben', 'cora']);
    expect(await why(terminal, anna)).toMatchObject({ can: true });
    expect(await where(anna)).toMatchObject([{ deviceName: 'Lift', methods: ['pin'], source: 'sync' }]);

    // B2c: places go by that order, and who has none is named.
    const profile = await made('/profiles', { name: 'Two', maxSyncedUsers: 2 });
    await world.ask('PATCH', `/devices/${terminal.device}`, { profileId: profile.id });
    const { body: left } = await world.ask('GET', `/devices/${terminal.device}/left-out-users`);
    expect(names(left.items)).toEqual(['cora']);
    const { body: preview } = await world.ask('POST', '/settings/offline-login/preview', {
      assignments: [{ devices: [terminal.device], deviceGroups: [], users: [], groups: [staff], rankByUse: false }],
    });
    expect(preview.items).toMatchObject([{ used: 2, leftOut: { userNames: ['cora'] } }]);

    await world.ask('DELETE', `/groups/${staff}/groups/${sales}`);
    expect(names((await terminal.synchronize('doorbell')).users)).toEqual(['ben', 'cora']);
    expect(await where(anna)).toEqual([]);
    expect(await why(terminal, anna)).toMatchObject({ can: false, reason: 'not-assigned' });
  });
});

describe('where somebody can log in offline', () => {
  test('[H1f] [B9r] is what terminals hold: by synchronization, by their login, and by a login elsewhere on the site', async () => {
    const all = await group('All of them');
    const [anna, ben] = [await addUser('anna', '482913', { groups: [all] }), await addUser('ben', '719305')];
    const [lift, stairs, yard] = [
      await world.enrolled('Lift'),
      await world.enrolled('Stairs'),
      await world.enrolled('Yard'),
    ];
    const site = await made('/device-groups', { name: 'House', site: true });
    for (const { device } of [lift, stairs]) await world.ask('PUT', `/device-groups/${site.id}/members/${device}`);
    await save([all], { shareWithinSite: true });
    for (const terminal of [lift, stairs]) await terminal.synchronize();
    world.clock.setWall(later(OPENED_AT, hours(1)));
    await logIn(lift, '719305');
    await stairs.synchronize('doorbell');

    const end = toRfc3339(later(OPENED_AT, hours(73)));
    const session = { methods: ['pin'], validUntil: end, source: 'session' };
    expect(await where(ben)).toEqual([
      { deviceId: lift.device, deviceName: 'Lift', ...session },
      { deviceId: stairs.device, deviceName: 'Stairs', ...session },
    ]);
    expect((await where(anna)).map(({ deviceName, source }: Record<string, string>) => [deviceName, source])).toEqual([
      ['Lift', 'sync'],
      ['Stairs', 'sync'],
    ]);
    // The same, seen from each device.
    for (const terminal of [lift, stairs, yard]) {
      const { body } = await world.ask('GET', `/devices/${terminal.device}/offline-users`);
      for (const user of [anna, ben]) {
        const there = body.items.filter(({ userId }: { userId: string }) => userId === user);
        const here = (await where(user)).filter(({ deviceId }: { deviceId: string }) => deviceId === terminal.device);
        expect(here.map(({ validUntil }: { validUntil: string }) => validUntil)).toEqual(
          there.map(({ validUntil }: { validUntil: string }) => validUntil),
        );
      }
    }

    // Deleted, and the stairs do not come: there it still opens, up to its end.
    await world.ask('DELETE', `/users/${ben}`);
    await lift.synchronize('doorbell');
    expect((await where(ben)).map(({ deviceName }: { deviceName: string }) => deviceName)).toEqual(['Stairs']);
    world.clock.setWall(later(OPENED_AT, hours(73)));
    expect(await world.ask('GET', `/users/${ben}/offline-devices`)).toMatchObject({ status: 404 });
  });
});

test('[G5d] the right to colour goes from the directory to the terminal, which hears of it by itself', async () => {
  const all = await group('Painters');
  const anna = await addUser('anna', '482913', { groups: [all] });
  await save([all]);
  const terminal = await world.enrolled();
  expect((await terminal.synchronize()).users).toMatchObject([{ id: anna, color: true }]);
  const link = await terminal.link();
  await link.introduce();
  const before = (await link.heartbeat(1)).tidings.desiredRevision;
  await world.ask('PATCH', `/users/${anna}`, { color: false });
  expect((await link.heartbeat(2)).tidings.desiredRevision).toBeGreaterThan(before);
  expect((await terminal.synchronize('doorbell')).users).toMatchObject([{ id: anna, color: false }]);
  expect(await terminal.login({ method: 'pin', secret: '482913' })).toMatchObject({ user: { color: false } });
});
