import {
  addDeviceGroupMember,
  createDeviceGroup,
  listAudit,
  offlineUsers,
  resetDevice,
  synchronizeDevice,
  unlockPin,
} from '@holdover/api';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createFleetWorld, type FleetWorld } from '../testing/fleet-world.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { verifierOf } from '../testing/test-terminal.ts';

// A whole server and real TLS, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let server: TestServer;
let world: FleetWorld;
beforeAll(async () => {
  server = await startTestServer();
  world = createFleetWorld(server);
});
afterAll(async () => {
  await server.stop();
  await server.remove();
});

describe('orders to a terminal', () => {
  test('[D3d] [D3o] an unlock of PIN login reaches a linked terminal, and one that is away when it comes; three a day', async () => {
    const { device, terminal } = await world.enrolled('Locked');
    const unlock = () => server.api.call(unlockPin, { params: { id: device } });
    await unlock();
    const link = await terminal.link();
    const first = await link.until(({ type }) => type === 'unlock-pin');
    await unlock();
    const second = await link.until((frame) => frame.type === 'unlock-pin' && frame !== first);
    await unlock();
    const third = await link.until((frame) => frame.type === 'unlock-pin' && frame !== first && frame !== second);
    const orders = [first, second, third].map((frame) => (frame.type === 'unlock-pin' ? frame.order : 0));
    expect(orders).toEqual(orders.toSorted((a, b) => a - b));
    expect(new Set(orders).size).toBe(3);
    await expect(unlock()).rejects.toMatchObject({ code: 'too-many-tries' });
    const { items } = await server.api.call(listAudit, { query: { action: 'terminal.pin-unlocked' } });
    expect(items).toHaveLength(3);
    link.close();
  });

  test('a device without a terminal takes none', async () => {
    const id = await world.addDevice('Bare');
    for (const order of [unlockPin, resetDevice, synchronizeDevice]) {
      await expect(server.api.call(order, { params: { id } })).rejects.toMatchObject({ code: 'device-not-enrolled' });
    }
  });

  test('a reset of one device is no reset of the others', async () => {
    const [one, other] = [await world.enrolled('One'), await world.enrolled('Other')];
    const before = [await one.terminal.synchronize(), await other.terminal.synchronize()];
    await server.api.call(resetDevice, { params: { id: one.device } });
    expect((await one.terminal.synchronize('reset')).generation).toBe((before[0]?.generation ?? 0) + 1);
    expect((await other.terminal.pull({ reason: 'interval' })).kind).toBe('unchanged');
  });
});

describe('a site', () => {
  test('[H4a] who logged in at one of its devices can log in offline at the others, with the same end', async () => {
    const anna = await world.addUser('anna', '482913', '04A1B2C3D4');
    const [here, there, elsewhere] = [
      await world.enrolled('Here'),
      await world.enrolled('There'),
      await world.enrolled('Elsewhere'),
    ];
    const site = await server.api.call(createDeviceGroup, { body: { name: 'North', site: true } });
    for (const { device } of [here, there]) {
      await server.api.call(addDeviceGroupMember, { params: { id: site.id, deviceId: device } });
    }
    await world.settings({ shareWithinSite: true, userSync: { enabled: false, intervalHours: 4, assignments: [] } });
    const { hashing } = await here.terminal.synchronize();
    for (const { terminal } of [there, elsewhere]) await terminal.synchronize();
    const link = await there.terminal.link();
    await link.until(({ type }) => type === 'welcome');

    const answer = await here.terminal.login(hashing, { method: 'pin', secret: '482913' });
    if (answer.outcome !== 'granted') return expect.unreachable();
    await link.until((frame) => frame.type === 'doorbell' && frame.reason === 'state');
    const state = await there.terminal.synchronize('doorbell');
    expect(state.credentials).toMatchObject([{ userId: anna.id, source: 'session', confirmedAt: answer.at }]);
    expect(state.credentials[0]?.verifier).toBe(await verifierOf(state, 'pin', '482913'));
    expect((await server.api.call(offlineUsers, { params: { id: there.device } })).items).toHaveLength(1);
    expect((await elsewhere.terminal.pull({ reason: 'interval' })).kind).toBe('unchanged');
    link.close();
  });
});
