import {
  createCard,
  createDevice,
  createEnrolment,
  createPin,
  createUser,
  DEFAULT_OFFLINE_LOGIN,
  listTerminals,
  offlineUsers,
  patchUser,
  putOfflineLogin,
  type DeviceModel,
} from '@holdover/api';
import { ALL_DEVICES, ALL_USERS, type DeviceId } from '@holdover/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from './testing/start-test-server.ts';
import { enrolTestTerminal, verifierOf, type TestTerminal } from './testing/test-terminal.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(async () => {
  await server.stop();
  await server.remove();
});

async function addDevice(name: string, model: DeviceModel = 'kyocera'): Promise<DeviceId> {
  return (await server.api.call(createDevice, { body: { name, model } })).id;
}

async function enrol(deviceId: DeviceId): Promise<TestTerminal> {
  const { code } = await server.api.call(createEnrolment, { params: { id: deviceId } });
  return enrolTestTerminal(code);
}

async function addUser(userName: string, pin: string, card: string) {
  const user = await server.api.call(createUser, { body: { userName } });
  await server.api.call(createPin, { params: { id: user.id }, body: { pin } });
  await server.api.call(createCard, { params: { id: user.id }, body: { number: card } });
  return user;
}

async function synchronizeEverybody(): Promise<void> {
  const assignments = [{ devices: [], deviceGroups: [ALL_DEVICES], users: [], groups: [ALL_USERS], rankByUse: false }];
  const body = { ...DEFAULT_OFFLINE_LOGIN, userSync: { enabled: true, intervalHours: 4, assignments } };
  await server.api.call(putOfflineLogin, { body });
}

describe('the thread from console to terminal', () => {
  test('an enrolled terminal pulls its users, acknowledges, and the console lists who could log in', async () => {
    await synchronizeEverybody();
    const anna = await addUser('anna', '482913', '04A1B2C3D4');
    const device = await addDevice('Kyocera by the lift');
    const terminal = await enrol(device);
    expect((await server.api.call(offlineUsers, { params: { id: device } })).items).toEqual([]);

    const state = await terminal.synchronize();
    expect(state.users.map(({ userName }) => userName)).toEqual(['anna']);
    const verifiers = state.credentials.map(({ verifier }) => verifier);
    expect(verifiers).toContain(await verifierOf(state, 'pin', '482913'));
    expect(verifiers).toContain(await verifierOf(state, 'card', '04A1B2C3D4'));

    const offline = await server.api.call(offlineUsers, { params: { id: device } });
    expect(offline).toMatchObject({ reason: null, leftOut: { count: 0 } });
    expect(offline.items).toMatchObject([{ userId: anna.id, userName: 'anna', methods: ['pin', 'card'], source: 'sync' }]);
    expect((await server.api.call(listTerminals, {})).items).toMatchObject([{ deviceId: device, link: 'away' }]);
  });

  test('two terminals hold different verifiers for one PIN', async () => {
    await synchronizeEverybody();
    await addUser('anna', '482913', '04A1B2C3D4');
    const first = await (await enrol(await addDevice('One'))).synchronize();
    const second = await (await enrol(await addDevice('Two'))).synchronize();
    expect(await verifierOf(first, 'pin', '482913')).not.toBe(await verifierOf(second, 'pin', '482913'));
    expect(first.cacheKey).not.toBe(second.cacheKey);
  });

  test('[B7a] a disabled user is on the doorbell of a linked terminal within moments', async () => {
    await synchronizeEverybody();
    const anna = await addUser('anna', '482913', '04A1B2C3D4');
    const terminal = await enrol(await addDevice('One'));
    await terminal.synchronize();
    const link = await terminal.link();
    await link.until(({ type }) => type === 'welcome');
    await server.api.call(patchUser, { params: { id: anna.id }, body: { enabled: false } });
    const bell = await link.until((frame) => frame.type === 'doorbell' && frame.reason === 'revocation');
    expect(bell).toMatchObject({ denyDelta: { users: [anna.id] } });
    const state = await terminal.synchronize('doorbell');
    expect(state.users).toEqual([]);
    expect(state.denyList?.users).toEqual([anna.id]);
    link.close();
  });
});
