import {
  DEFAULT_MAIL,
  deletePin,
  getRollout,
  listPins,
  listProfiles,
  listTerminals,
  listUsers,
  offlineUsers,
  patchDevice,
  patchProfile,
  patchUser,
  putMail,
  putOrganisation,
  resetTerminals,
  synchronizeDevice,
} from '@holdover/api';
import { toHex } from '@holdover/kernel';
import { verifyJson } from '@holdover/nodejs';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFleetWorld, type FleetWorld } from '../testing/fleet-world.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { verifierOf, type TestLink } from '../testing/test-terminal.ts';

// A whole server and real TLS, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let server: TestServer;
let world: FleetWorld;
beforeAll(async () => {
  server = await startTestServer();
  world = createFleetWorld(server);
  await world.addUser('anna', '482913', '04A1B2C3D4');
});
afterAll(async () => {
  await server.stop();
  await server.remove();
});
beforeEach(() => world.settings());

const welcomed = (link: TestLink) => link.until(({ type }) => type === 'welcome');

describe('what a terminal holds', () => {
  test('[H1a] the console lists who could log in from what the terminal acknowledged, not from what was sent', async () => {
    const { device, terminal } = await world.enrolled('Lift');
    const list = () => server.api.call(offlineUsers, { params: { id: device } });
    expect(await list()).toMatchObject({ items: [], acknowledgedAt: null, reason: 'never-synchronized' });
    await terminal.pull();
    expect(await list()).toMatchObject({ items: [], acknowledgedAt: null });

    const state = await terminal.synchronize();
    const verifiers = state.credentials.map(({ verifier }) => verifier);
    expect(verifiers.toSorted()).toEqual(
      [await verifierOf(state, 'pin', '482913'), await verifierOf(state, 'card', '04A1B2C3D4')].toSorted(),
    );
    expect((await list()).items).toMatchObject([{ userName: 'anna', methods: ['pin', 'card'], source: 'sync' }]);
  });

  test('[A3c] at a device of model other nobody is cached, and the reason is said', async () => {
    const device = await world.addDevice('Foreign', 'other');
    expect(await server.api.call(offlineUsers, { params: { id: device } })).toMatchObject({
      items: [],
      reason: 'model-without-offline-login',
    });
  });

  test('[P2d] two terminals hold different verifiers for one PIN', async () => {
    const first = await (await world.enrolled('One')).terminal.synchronize();
    const second = await (await world.enrolled('Two')).terminal.synchronize();
    expect(await verifierOf(first, 'pin', '482913')).not.toBe(await verifierOf(second, 'pin', '482913'));
    expect(first.cacheKey).not.toBe(second.cacheKey);
  });

  test('[B5f] a pull with nothing new, and a heartbeat, confirm as of now', async () => {
    const { terminal } = await world.enrolled('Confirmed');
    const { computedAt } = await terminal.synchronize();
    const again = await terminal.pull({ reason: 'interval' });
    expect(again.kind).toBe('unchanged');
    const link = await terminal.link();
    const welcome = await welcomed(link);
    for (const tidings of [again.tidings, 'tidings' in welcome ? welcome.tidings : undefined]) {
      expect(tidings?.confirmedAt).toBeGreaterThanOrEqual(computedAt);
    }
    link.close();
  });

  test('[H1b] an acknowledgement lost on the way is made good by what the terminal says it holds', async () => {
    const { device, terminal } = await world.enrolled('Lost');
    const state = await terminal.pull();
    if (state.kind !== 'snapshot') throw new TypeError('no snapshot');
    const link = await terminal.link({ revision: state.revision, generation: state.generation });
    await welcomed(link);
    const { items } = await server.api.call(offlineUsers, { params: { id: device } });
    expect(items).toHaveLength(1);
    link.close();
  });
});

describe('settings', () => {
  test('[A7a] wait for the next synchronization: no doorbell, no new revision, and a doorbell’s pull leaves them', async () => {
    const { terminal } = await world.enrolled('Waiting');
    await terminal.synchronize();
    const link = await terminal.link();
    await welcomed(link);
    await world.settings({ cacheHours: 24 });
    link.send({
      type: 'heartbeat',
      number: 1,
      ...held(await terminal.pull({ reason: 'doorbell' })),
      journalBacklog: 0,
    });
    const answer = await link.until(({ type }) => type === 'heartbeat');
    expect(answer).toMatchObject({ tidings: { confirmedAt: expect.any(Number) } });
    const rollout = await server.api.call(getRollout, {});
    expect(rollout.items.find(({ deviceName }) => deviceName === 'Waiting')).toMatchObject({ state: 'waits' });

    expect((await terminal.synchronize('interval')).settings.cacheHours).toBe(24);
    const after = await server.api.call(getRollout, {});
    expect(after.items.find(({ deviceName }) => deviceName === 'Waiting')).toMatchObject({ state: 'applied' });
    link.close();
  });

  test('[A7a] folders of a profile reach its terminals with their passwords, which the server keeps sealed', async () => {
    const { terminal } = await world.enrolled('Folders');
    await terminal.synchronize();
    const { items } = await server.api.call(listProfiles, {});
    const standard = items.find((profile) => profile.default);
    if (standard === undefined) return expect.unreachable();
    const target = { name: 'In', kind: 'smb', url: 'smb://files/in', userName: 'scanner', trust: null } as const;
    const params = { id: standard.id };
    const body = { scanTargets: [{ ...target, password: 'folder-secret-1' }], cardRegistration: true };
    await server.api.call(patchProfile, { params, body });
    expect(await terminal.pull({ reason: 'doorbell' })).toMatchObject({ kind: 'unchanged' });
    expect((await terminal.synchronize('interval')).profile).toMatchObject({
      cardRegistration: true,
      scanTargets: [{ ...target, password: 'folder-secret-1' }],
    });
    const { items: rollout } = await server.api.call(getRollout, {});
    expect(rollout.find(({ deviceName }) => deviceName === 'Folders')).toMatchObject({ state: 'applied' });
    await server.api.call(patchProfile, { params, body: { scanTargets: [], cardRegistration: false } });
  });

  test('scans can be sent to whoever has an address, while the server sends e-mail; the panel speaks as the organisation does', async () => {
    const [anna] = (await server.api.call(listUsers, { query: { q: 'anna' } })).items;
    if (anna === undefined) return expect.unreachable();
    await server.api.call(patchUser, { params: { id: anna.id }, body: { email: 'anna@example.org' } });
    await server.api.call(putOrganisation, { body: { name: 'Acme', language: 'de', timeZone: 'UTC' } });
    const { terminal } = await world.enrolled('Addresses');
    expect(await terminal.synchronize()).toMatchObject({ device: { language: 'de' }, users: [{ scanToMe: false }] });
    const mail = { ...DEFAULT_MAIL, enabled: true, host: 'mail.example.org', from: 'scanner@example.org' };
    await server.api.call(putMail, { body: mail });
    expect((await terminal.synchronize('doorbell')).users).toMatchObject([{ scanToMe: true }]);
    await server.api.call(patchUser, { params: { id: anna.id }, body: { email: null } });
    expect((await terminal.synchronize('doorbell')).users).toMatchObject([{ scanToMe: false }]);
  });

  test('[A4a] saved with a reset they go to every terminal, and the rollout says who has them', async () => {
    const { terminal } = await world.enrolled('Reset');
    await terminal.synchronize();
    const link = await terminal.link();
    await welcomed(link);
    await world.settings({ cacheHours: 48 }, true);
    expect(await link.until((frame) => frame.type === 'doorbell' && frame.reason === 'reset')).toBeDefined();
    expect((await terminal.synchronize('reset')).settings.cacheHours).toBe(48);
    link.close();
  });

  test('[A5b] a reset brings a new cache key beside the old, and the old state stands until the new is acknowledged', async () => {
    const { device, terminal } = await world.enrolled('Key');
    const before = await terminal.synchronize();
    expect(await server.api.call(resetTerminals, {})).toMatchObject({ total: expect.any(Number) });
    const list = () => server.api.call(offlineUsers, { params: { id: device } });
    expect((await list()).items).toHaveLength(1);
    const after = await terminal.synchronize('reset');
    expect(after.generation).toBe(before.generation + 1);
    expect(after.cacheKey).not.toBe(before.cacheKey);
    expect((await list()).items).toHaveLength(1);
  });

  test('[A7c] Synchronize now rings the terminal', async () => {
    const { device, terminal } = await world.enrolled('Now');
    const link = await terminal.link();
    await welcomed(link);
    await server.api.call(synchronizeDevice, { params: { id: device } });
    expect(await link.until((frame) => frame.type === 'doorbell' && frame.reason === 'synchronize')).toBeDefined();
    link.close();
  });

  test('[A5c] a deactivated device is ordered to wipe its cache, in the server’s signature', async () => {
    const { device, terminal } = await world.enrolled('Off');
    await terminal.synchronize();
    const link = await terminal.link();
    const welcome = await welcomed(link);
    await server.api.call(patchDevice, { params: { id: device }, body: { active: false } });
    const order = await link.until(({ type }) => type === 'order');
    if (order.type !== 'order' || welcome.type !== 'welcome') throw new TypeError('no order');
    const { signature, ...signed } = order;
    expect(signed).toMatchObject({ order: 'wipe', terminalId: terminal.identity.terminalId });
    expect(verifyJson(welcome.signingKey, signed, signature)).toBe(true);
    expect((await terminal.synchronize('doorbell')).users).toEqual([]);
    link.close();
  });
});

describe('leavers', () => {
  test('[B7b] a disabled user and a deleted PIN are on the signed doorbell of linked terminals within moments', async () => {
    const otto = await world.addUser('otto', '719305', '0499887766');
    const { terminal } = await world.enrolled('Leavers');
    await terminal.synchronize();
    const link = await terminal.link();
    const welcome = await welcomed(link);
    const { items } = await server.api.call(listPins, { params: { id: otto.id } });
    const pinId = items[0]?.id;
    if (pinId === undefined || welcome.type !== 'welcome') throw new TypeError('no PIN');

    await server.api.call(deletePin, { params: { id: otto.id, pinId } });
    const first = await link.until(
      (frame) => frame.type === 'doorbell' && frame.denyDelta?.credentials.includes(pinId) === true,
    );
    await server.api.call(patchUser, { params: { id: otto.id }, body: { enabled: false } });
    const second = await link.until(
      (frame) => frame.type === 'doorbell' && frame.denyDelta?.users.includes(otto.id) === true,
    );
    if (first.type !== 'doorbell' || second.type !== 'doorbell') throw new TypeError('no doorbell');
    for (const delta of [first.denyDelta, second.denyDelta]) {
      const { signature = '', ...signed } = { ...delta };
      expect(verifyJson(welcome.signingKey, signed, signature)).toBe(true);
    }
    expect(second.denyDelta?.version).toBeGreaterThan(first.denyDelta?.version ?? Infinity);
    expect((await terminal.synchronize('doorbell')).users.map(({ id }) => id)).not.toContain(otto.id);
    link.close();
  });

  test('[B7e] whoever comes back is taken off the deny list and served again', async () => {
    const ida = await world.addUser('ida', '305719', '0411223344');
    const { terminal } = await world.enrolled('Back');
    await terminal.synchronize();
    await server.api.call(patchUser, { params: { id: ida.id }, body: { enabled: false } });
    expect((await terminal.synchronize('doorbell')).denyList?.users).toContain(ida.id);
    await server.api.call(patchUser, { params: { id: ida.id }, body: { enabled: true } });
    const state = await terminal.synchronize('doorbell');
    expect(state.denyList?.users).not.toContain(ida.id);
    expect(state.users.map(({ id }) => id)).toContain(ida.id);
  });

  test('[B8a] no message holds a PIN or a card number, in clear or in hexadecimal', async () => {
    const { terminal } = await world.enrolled('Scan');
    const text = JSON.stringify([await terminal.synchronize(), server.logger.text()]);
    for (const secret of ['482913', '04A1B2C3D4']) {
      expect(text.includes(secret)).toBe(false);
      expect(text.includes(toHex(Buffer.from(secret)))).toBe(false);
    }
  });
});

test('terminals are listed with their link', async () => {
  const { terminal } = await world.enrolled('Listed');
  const listed = async () =>
    (await server.api.call(listTerminals, {})).items.find(({ deviceName }) => deviceName === 'Listed');
  expect(await listed()).toMatchObject({ link: 'away', keyProtector: 'keyfile' });
  const link = await terminal.link();
  await welcomed(link);
  link.send({ type: 'heartbeat', number: 1, revision: 0, generation: 0, journalBacklog: 7 });
  await link.until(({ type }) => type === 'heartbeat');
  expect(await listed()).toMatchObject({ link: 'online' });
  link.close();
});

function held(state: { tidings: { desiredRevision: number; desiredGeneration: number } }) {
  return { revision: state.tidings.desiredRevision, generation: state.tidings.desiredGeneration };
}
