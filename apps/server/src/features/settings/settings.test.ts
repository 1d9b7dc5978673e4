import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestConsole, type TestConsole } from '../../testing/test-console.ts';

let console: TestConsole;
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());

const read = async () => (await console.ask('GET /settings/offline-login')).body;
const save = (body: unknown, query = '') => console.ask(`PUT /settings/offline-login${query}`, { body });

describe('Offline Login', () => {
  test('[A1a] a new installation has it on with 72 hours, and User Synchronization off with 4', async () => {
    expect(await read()).toEqual({
      enabled: true,
      cacheHours: 72,
      shareWithinSite: false,
      uncertainHours: 8,
      offlineBooking: 'none',
      offlinePageLimit: null,
      userSync: { enabled: false, intervalHours: 4, assignments: [] },
    });
  });

  test.each([0, 721, 'x', 1.5, null, -1])(
    '[A1b] cacheHours %j is refused with field, value and range; nothing is saved',
    async (cacheHours) => {
      const before = await read();
      const answer = await save({ ...before, enabled: false, cacheHours });
      expect(answer.body).toMatchObject({
        status: 400,
        code: 'invalid-body',
        errors: [
          {
            pointer: '/cacheHours',
            value: cacheHours,
            limit: { minimum: 1, maximum: 720 },
            message: 'Must be a whole number from 1 to 720.',
          },
        ],
      });
      expect(await read()).toEqual(before);
    },
  );

  test.each([1, 720])('[A1b] cacheHours %j is taken', async (cacheHours) => {
    const before = await read();
    const body = { ...before, cacheHours, userSync: { ...before.userSync, intervalHours: 1 } };
    expect(await save(body)).toMatchObject({ status: 200, body });
  });

  test('[A1c] intervalHours above cacheHours is refused and names it', async () => {
    const before = await read();
    const answer = await save({ ...before, cacheHours: 8, userSync: { ...before.userSync, intervalHours: 9 } });
    expect(answer.body.errors).toEqual([
      expect.objectContaining({
        pointer: '/userSync/intervalHours',
        code: 'above-cache-hours',
        value: 9,
        limit: { type: 'integer', minimum: 1, maximum: 8 },
      }),
    ]);
    expect(await read()).toEqual(before);
  });

  test.each([0, 169])('[A1c] intervalHours %j is refused', async (intervalHours) => {
    const before = await read();
    const answer = await save({ ...before, userSync: { ...before.userSync, intervalHours } });
    expect(answer.body.errors).toMatchObject([
      {
        pointer: '/userSync/intervalHours',
        code: 'out-of-range',
        value: intervalHours,
        limit: { minimum: 1, maximum: 168 },
      },
    ]);
  });

  test('[A4a] saving tells the fleet whether to reset, once it is stored', async () => {
    const settings = await read();
    console.signals.take();
    await save(settings);
    await save(settings, '?reset=true');
    expect(console.signals.take()).toEqual(['settingsChanged {"reset":false}', 'settingsChanged {"reset":true}']);
    expect((await save(settings, '?reset=maybe')).body).toMatchObject({ code: 'invalid-query' });
  });

  test('an assignment of what does not exist is refused by its place', async () => {
    const before = await read();
    const row = {
      devices: [],
      deviceGroups: ['dgr_all'],
      users: [],
      groups: ['grp_01900000-0000-7000-8000-000000000000'],
      rankByUse: false,
    };
    const answer = await save({ ...before, userSync: { ...before.userSync, assignments: [row] } });
    expect(answer.body.errors).toMatchObject([{ pointer: '/userSync/assignments/0/groups/0', code: 'does-not-exist' }]);
  });

  test('what GET answered is taken by PUT, though a group in it was deleted since', async () => {
    const group = (await console.ask('POST /groups', { body: { name: 'Short-lived' } })).body.id;
    const before = await read();
    const row = { devices: [], deviceGroups: ['dgr_all'], users: [], groups: [group], rankByUse: false };
    await save({ ...before, userSync: { ...before.userSync, assignments: [row] } });
    await console.ask(`DELETE /groups/${group}`);
    expect(await save(await read())).toMatchObject({ status: 200 });
  });

  test('a stale If-Match saves nothing', async () => {
    const etag = (await console.ask('GET /settings/offline-login')).header('etag') ?? '';
    const settings = await read();
    await save({ ...settings, enabled: !settings.enabled });
    const answer = await console.ask('PUT /settings/offline-login', { body: settings, headers: { 'if-match': etag } });
    expect(answer).toMatchObject({ status: 412 });
  });
});

test('[B2c] the preview of unsaved assignments counts places and names who is left out', async () => {
  const profile = (await console.ask('POST /profiles', { body: { name: 'Small', maxSyncedUsers: 2 } })).body.id;
  for (const userName of ['carl', 'Bea', 'anna']) await console.ask('POST /users', { body: { userName } });
  const lobby = (await console.ask('POST /devices', { body: { name: 'Lobby', model: 'ricoh', profileId: profile } }))
    .body;
  const other = (await console.ask('POST /devices', { body: { name: 'Other', model: 'other' } })).body;
  const row = { devices: [], deviceGroups: ['dgr_all'], users: [], groups: ['grp_all'], rankByUse: false };
  const { body } = await console.ask('POST /settings/offline-login/preview', { body: { assignments: [row] } });
  expect([body.devices, body.crowded]).toEqual([2, 1]);
  expect(body.items).toEqual([
    {
      deviceId: lobby.id,
      deviceName: 'Lobby',
      offlineLogin: true,
      places: 2,
      used: 2,
      leftOut: { count: 1, userNames: ['carl'] },
    },
    {
      deviceId: other.id,
      deviceName: 'Other',
      offlineLogin: false,
      places: 0,
      used: 0,
      leftOut: { count: 3, userNames: ['anna', 'Bea', 'carl'] },
    },
  ]);
});

test('[B2c] the preview puts devices that leave somebody out first, and finds one by its name', async () => {
  const ask = async (more: object) => {
    const row = { devices: [], deviceGroups: ['dgr_all'], users: [], groups: ['grp_all'], rankByUse: false };
    const body = { assignments: [row], ...more };
    return (await console.ask('POST /settings/offline-login/preview', { body })).body;
  };
  const roomy = (await console.ask('POST /devices', { body: { name: 'Attic', model: 'ricoh' } })).body;
  const names = (answer: { items: { deviceName: string }[] }) => answer.items.map(({ deviceName }) => deviceName);
  expect(names(await ask({}))).toEqual(['Lobby', 'Attic', 'Other']);
  const first = await ask({ limit: 1 });
  expect([first.devices, first.crowded, ...names(first)]).toEqual([3, 1, 'Lobby']);
  expect(names(await ask({ q: ' aTT ' }))).toEqual(['Attic']);
  expect(names(await ask({ deviceId: roomy.id }))).toEqual(['Attic']);
});

test.each([
  [{ pinMinLength: 3 }, '/pinMinLength', { minimum: 4, maximum: 16 }],
  [{ pinAttempts: 101 }, '/pinAttempts', { minimum: 1, maximum: 100 }],
  [{ pinRefillMinutes: 0 }, '/pinRefillMinutes', { minimum: 1, maximum: 144_000 }],
])('authentication settings %j are refused with their range', async (wrong, pointer, limit) => {
  const { body } = await console.ask('GET /settings/authentication');
  const answer = await console.ask('PUT /settings/authentication', { body: { ...body, ...wrong } });
  expect(answer.body.errors).toMatchObject([{ pointer, code: 'out-of-range', limit }]);
});
