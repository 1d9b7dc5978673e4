import { API_ROOT, DEFAULT_OFFLINE_LOGIN, RENEWED_AT_ONCE } from '@holdover/api';
import { ALL_DEVICES, ALL_USERS, Fault, hours, later, makeId, toRfc3339 } from '@holdover/kernel';
import { PATHS } from '@holdover/protocol';
import { createSeededEntropy } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SlowHash } from '../../keys/slow-hash.ts';
import { OPENED_AT, openWorld, QUICK, type OpenWorld } from '../../testing/open-door.ts';

const entropy = createSeededEntropy('stolen-devices');
let world: OpenWorld;
let broken = false;
const slowHash: SlowHash = {
  ...QUICK,
  stretch: async (secret, how) => {
    if (broken) throw new Fault({ owner: 'environment', code: 'test-crash', message: 'The machine went down' });
    return QUICK.stretch(secret, how);
  },
};
beforeEach(async () => {
  broken = false;
  world = await openWorld({ slowHash });
  const assignments = [{ devices: [], deviceGroups: [ALL_DEVICES], users: [], groups: [ALL_USERS], rankByUse: false }];
  const userSync = { enabled: true, intervalHours: 4, assignments };
  await world.ask('PUT', '/settings/offline-login', { ...DEFAULT_OFFLINE_LOGIN, userSync });
});
afterEach(() => world.close());

async function addUser(userName: string, pin: string, card?: string): Promise<string> {
  const { body } = await world.ask('POST', '/users', { userName, fullName: userName.toUpperCase() });
  expect(await world.ask('POST', `/users/${body.id}/pins`, { pin })).toMatchObject({ status: 201 });
  if (card !== undefined) await world.ask('POST', `/users/${body.id}/cards`, { number: card });
  return body.id;
}

const report = (device: string) => world.ask('POST', `/devices/${device}/report-stolen`);
const read = (device: string) => world.ask('GET', `/devices/${device}/stolen-report`);

describe('a device reported stolen', () => {
  test('[B7i] its terminal is revoked, what it held is listed, and its PINs are replaced', async () => {
    const [anna, ben] = [await addUser('anna', '482913', '04A1B2C3'), await addUser('ben', '719305')];
    const [lift, stairs] = [await world.enrolled('Lift'), await world.enrolled('Stairs')];
    for (const terminal of [lift, stairs]) await terminal.synchronize();
    const job = {
      id: makeId('job', OPENED_AT, entropy),
      ownerName: 'anna',
      userId: anna,
      name: 'Payroll',
      state: 'held',
      createdAt: OPENED_AT,
      format: 'application/pdf',
      bytes: 10,
      pages: 1,
      color: false,
      copies: 1,
    };
    expect((await lift.call(PATHS.deviceJobs, { jobs: [job] })).status).toBe(204);
    const link = await lift.link();
    await link.introduce();

    const { status, body } = await report(lift.device);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      deviceId: lift.device,
      deviceName: 'Lift',
      keyProtector: 'keyfile',
      reportedAt: toRfc3339(OPENED_AT),
      users: [
        {
          userId: anna,
          userName: 'anna',
          fullName: 'ANNA',
          pins: [{ state: 'replaced' }],
          cards: [{ state: 'in-use' }],
        },
        { userId: ben, userName: 'ben', pins: [{ state: 'replaced' }], cards: [] },
      ],
      jobs: [{ id: job.id, name: 'Payroll', userName: 'anna' }],
      remaining: 0,
      renewed: [{ userId: anna }, { userId: ben }],
    });
    expect(body.users[0].cards[0].ending).toBe('C3');
    expect(link.code()).toBeDefined();
    expect(await world.ask('GET', `/devices/${lift.device}`)).toMatchObject({ body: { terminal: null } });
    expect(await stairs.login({ method: 'pin', secret: '482913' })).toMatchObject({ outcome: 'refused' });
    expect(await stairs.login({ method: 'pin', secret: body.renewed[0].pin })).toMatchObject({ outcome: 'granted' });

    // Shown once: neither again, nor in the audit log.
    const { renewed, ...stays } = body;
    expect((await read(lift.device)).body).toEqual(stays);
    expect((await report(lift.device)).body).toEqual({ ...stays, renewed: [] });
    const { body: audit } = await world.ask('GET', '/audit?limit=1000');
    const actions = audit.items.map(({ action }: { action: string }) => action);
    expect(actions.filter((action: string) => action === 'device.reported-stolen')).toHaveLength(1);
    expect(audit.items.find(({ action }: { action: string }) => action === 'device.reported-stolen')).toMatchObject({
      target: { kind: 'device', id: lift.device, name: 'Lift' },
      after: { users: 2, pins: 2, cards: 1, jobs: 1 },
    });
    for (const { pin } of renewed) expect(JSON.stringify(audit)).not.toContain(pin);
    for (const { pin } of renewed) expect(world.logger.text()).not.toContain(pin);
  });

  test('[B7j] goes on where it was: what is in the way of replacing PINs loses nothing', async () => {
    await addUser('anna', '482913');
    const lift = await world.enrolled();
    await lift.synchronize();
    broken = true;
    expect(await report(lift.device)).toMatchObject({ status: 500 });
    expect((await read(lift.device)).body).toMatchObject({ remaining: 1, users: [{ pins: [{ state: 'in-use' }] }] });
    await world.restart();
    broken = false;
    expect((await report(lift.device)).body).toMatchObject({ remaining: 0, renewed: [{ userName: 'anna' }] });
  });

  test('[B7j] PINs are replaced a number at a time, until none remains', async () => {
    const extra = 3;
    const users = Array.from({ length: RENEWED_AT_ONCE + extra }, (_, at) => at);
    for (const at of users) {
      const { body } = await world.ask('POST', '/users', { userName: `user-${at}` });
      await world.ask('POST', `/users/${body.id}/pins`, {});
    }
    const { body: profile } = await world.ask('POST', '/profiles', { name: 'Many', maxSyncedUsers: 1_000 });
    const lift = await world.enrolled();
    await world.ask('PATCH', `/devices/${lift.device}`, { profileId: profile.id });
    expect((await lift.synchronize()).users).toHaveLength(users.length);
    const first = (await report(lift.device)).body;
    expect([first.renewed.length, first.remaining, first.users.length]).toEqual([RENEWED_AT_ONCE, extra, users.length]);
    // What was enrolled in its place meanwhile is not the stolen one.
    const { body: made } = await world.ask('POST', `/devices/${lift.device}/enrolment`);
    await world.enrol(made.code);
    const second = (await report(lift.device)).body;
    expect([second.renewed.length, second.remaining]).toEqual([extra, 0]);
    expect((await world.ask('GET', `/devices/${lift.device}`)).body.terminal).not.toBeNull();
    expect(new Set([...first.renewed, ...second.renewed].map(({ userId }) => userId)).size).toBe(users.length);
    // Nothing is left of the first: now it is the one in its place that was stolen.
    await report(lift.device);
    expect((await world.ask('GET', `/devices/${lift.device}`)).body.terminal).toBeNull();
  });

  test('[B7j] who may not change users ends the terminal and leaves the PINs to those who may', async () => {
    await addUser('anna', '482913');
    const lift = await world.enrolled();
    await lift.synchronize();
    const rights = ['devices:read', 'devices:write'];
    const { body: token } = await world.ask('POST', '/api-tokens', { name: 'devices', rights, expiresAt: null });
    const answer = await world.server.app.inject({
      method: 'POST',
      url: `${API_ROOT}/devices/${lift.device}/report-stolen`,
      headers: { authorization: `Bearer ${token.token}` },
    });
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { renewed: [], remaining: 1 }]);
    expect(await world.ask('GET', `/devices/${lift.device}`)).toMatchObject({ body: { terminal: null } });
    expect((await report(lift.device)).body).toMatchObject({ remaining: 0, renewed: [{ userName: 'anna' }] });
  });

  test('[B7k] says of each PIN and card whether it still opens something', async () => {
    const [anna, ben, cora] = [
      await addUser('anna', '482913', '04A1B2C3'),
      await addUser('ben', '719305'),
      await addUser('cora', '260471'),
    ];
    await world.ask('POST', `/users/${ben}/pins`, { pin: '385206', expiresAt: toRfc3339(later(OPENED_AT, hours(1))) });
    const lift = await world.enrolled();
    await lift.synchronize();
    // Somebody was quicker.
    await world.ask('POST', `/devices/${lift.device}/revoke`);
    await world.ask('DELETE', `/users/${cora}`);
    world.clock.setWall(later(OPENED_AT, hours(2)));
    const { body } = await report(lift.device);
    const states = (held: readonly { state: string }[]) => held.map(({ state }) => state).toSorted();
    const seen = body.users.map(({ userName, pins, cards }: { userName: string; pins: []; cards: [] }) => [
      userName,
      states(pins),
      states(cards),
    ]);
    expect(seen).toEqual([
      ['anna', ['replaced'], ['in-use']],
      ['ben', ['gone', 'replaced'], []],
      ['cora', ['gone'], []],
    ]);
    const { body: cards } = await world.ask('GET', `/users/${anna}/cards`);
    await world.ask('DELETE', `/users/${anna}/cards/${cards.items[0].id}`);
    expect((await read(lift.device)).body.users[0].cards).toMatchObject([{ ending: 'C3', state: 'gone' }]);
  });

  test('[B7i] a repeated request is answered without the PINs', async () => {
    await addUser('anna', '482913');
    const lift = await world.enrolled();
    await lift.synchronize();
    const { body: token } = await world.ask('POST', '/api-tokens', {
      name: 'repeats',
      rights: ['devices:read', 'devices:write', 'users:read', 'users:write'],
      expiresAt: null,
    });
    const ask = async () =>
      (
        await world.server.app.inject({
          method: 'POST',
          url: `${API_ROOT}/devices/${lift.device}/report-stolen`,
          headers: { authorization: `Bearer ${token.token}`, 'idempotency-key': 'once' },
        })
      ).json();
    const first = await ask();
    expect(first.renewed).toHaveLength(1);
    expect(await ask()).toEqual({ ...first, renewed: [] });
  });

  test('a device that never had a terminal, or that nobody reported, is refused', async () => {
    const { body: device } = await world.ask('POST', '/devices', { name: 'Bare', model: 'ricoh' });
    expect((await report(device.id)).body).toMatchObject({ status: 409, code: 'device-not-enrolled' });
    expect(await read(device.id)).toMatchObject({ status: 404 });
    const gone = 'dev_01900000-0000-7000-8000-000000000000';
    expect(await report(gone)).toMatchObject({ status: 404 });
    expect(await read(gone)).toMatchObject({ status: 404 });
  });
});
