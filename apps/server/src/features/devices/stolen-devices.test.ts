import { API_ROOT, DEFAULT_OFFLINE_LOGIN } from '@holdover/api';
import { ALL_DEVICES, ALL_USERS, Fault, hours, later, makeId, toRfc3339 } from '@holdover/kernel';
import { PATHS } from '@holdover/protocol';
import { createSeededEntropy } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
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
    const stolenReportedAt = toRfc3339(OPENED_AT);
    const gone = { terminal: null, stolenReportedAt };
    expect(await world.ask('GET', `/devices/${lift.device}`)).toMatchObject({ body: gone });
    const { body: listed } = await world.ask('GET', '/devices');
    expect(
      listed.items.map((device: { name: string; stolenReportedAt: unknown }) => [device.name, device.stolenReportedAt]),
    ).toEqual([
      ['Lift', stolenReportedAt],
      ['Stairs', null],
    ]);
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

  test('[B7i] alerts that stand about its terminal are over', async () => {
    const lift = await world.enrolled();
    const pins = ['a1'.repeat(32), 'b2'.repeat(32)];
    for (const pin of pins) {
      const printer = { uri: 'ipps://10.0.0.9/ipp/print', uuid: null, makeAndModel: 'Acme', formats: [], media: [] };
      const certificate = { pin, subject: 'CN=acme', notAfter: later(OPENED_AT, hours(1_000)) };
      await lift.call(PATHS.printerReport, { ...printer, color: true, duplex: true, pagesPerMinute: 30, certificate });
      await world.ask('POST', `/devices/${lift.device}/approve-certificate`, { pin: pins[0] });
    }
    const alerts = async () => (await world.ask('GET', '/alerts')).body.items.map(({ kind }: { kind: string }) => kind);
    await vi.waitFor(async () => expect(await alerts()).toEqual(['printer-certificate-changed']));
    await report(lift.device);
    expect(await alerts()).toEqual([]);
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
