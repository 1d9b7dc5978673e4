import {
  createProfile,
  explainOfflineLogin,
  getDevice,
  leftOutUsers,
  listTerminals,
  offlineUsers,
  patchDevice,
  patchUser,
  unlockPin,
  type Explanation,
  type User,
} from '@holdover/api';
import { makeId, type DeviceId } from '@holdover/kernel';
import { createSystemEntropy } from '@holdover/nodejs';
import type { StateSnapshot } from '@holdover/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFleetWorld, type FleetWorld } from '../testing/fleet-world.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { createTestJournal } from '../testing/test-journal.ts';
import type { TestTerminal } from '../testing/test-terminal.ts';

// Real certificates and real TLS.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let server: TestServer;
let world: FleetWorld;
let anna: User;
let ben: User;
beforeAll(async () => {
  server = await startTestServer();
  world = createFleetWorld(server);
  anna = await world.addUser('anna', '482913', '04A1B2C3D4');
  ben = await world.addUser('ben', '719305', '04A1B2C3D5');
});
afterAll(async () => {
  await server.stop();
  await server.remove();
});
beforeEach(() => world.settings());

/** A device with places for one synchronized user. */
async function narrow(name: string): Promise<{ device: DeviceId; terminal: TestTerminal }> {
  const enrolled = await world.enrolled(name);
  const profile = await server.api.call(createProfile, { body: { name, maxSyncedUsers: 1 } });
  await server.api.call(patchDevice, { params: { id: enrolled.device }, body: { profileId: profile.id } });
  return enrolled;
}

/** With its session in the journal. */
async function logInOnline(terminal: TestTerminal, { hashing }: StateSnapshot, secret: string): Promise<void> {
  const answer = await terminal.login(hashing, { method: 'pin', secret });
  if (answer.outcome !== 'granted') return expect.unreachable();
  const journal = createTestJournal(terminal);
  journal.append({
    type: 'session-begin',
    mode: 'online',
    time: journal.time(answer.at),
    sessionId: makeId('session', answer.at, createSystemEntropy()),
    userId: answer.user.id,
    method: 'pin',
    credentialIds: answer.cache.map(({ id }) => id),
  });
  await terminal.upload(journal.texts);
}

const why = (device: DeviceId, { id }: User, language = 'en'): Promise<Explanation> =>
  server.api.call(explainOfflineLogin, {
    params: { id: device, userId: id },
    headers: { 'accept-language': language },
  });
const list = (id: DeviceId, query = {}) => server.api.call(offlineUsers, { params: { id }, query });

describe('explain', () => {
  test('[H1c] says how and until when, as the list does', async () => {
    const { device, terminal } = await world.enrolled('Explained');
    expect(await why(device, anna)).toMatchObject({ can: false, reason: 'never-synchronized', acknowledgedAt: null });
    await terminal.synchronize();
    const answer = await why(device, anna);
    expect(answer).toMatchObject({
      can: true,
      reason: null,
      change: null,
      ways: [{ method: 'pin' }, { method: 'card' }],
    });
    // For people, while `validUntil` is for programs.
    expect(answer.detail).toMatch(/^Can log in there offline until \w+ \d+, \d{4}.* UTC\.$/);
    expect(answer.detail).not.toContain(answer.validUntil);
    const listed = (await list(device)).items.find(({ userId }) => userId === anna.id);
    expect(listed).toMatchObject({ methods: ['pin', 'card'], validUntil: answer.validUntil });
  });

  test('[H1c] says why not and what would change it, in the language asked for', async () => {
    const device = await world.addDevice('Bare');
    expect(await why(device, anna)).toMatchObject({
      reason: 'not-enrolled',
      detail: 'No terminal guards this device yet.',
      change: 'Make an enrolment code and enrol a terminal.',
    });
    expect(await why(device, anna, 'de')).toMatchObject({
      detail: 'An diesem Gerät ist noch kein Terminal registriert.',
    });
    const foreign = await world.addDevice('Foreign', 'other');
    expect(await why(foreign, anna)).toMatchObject({ reason: 'model-without-offline-login' });
  });

  test('[H1c] [B2c] who is left out is told so, and named page by page, with what lets them in all the same', async () => {
    const { device, terminal } = await narrow('Narrow');
    const state = await terminal.synchronize();
    expect(await why(device, anna)).toMatchObject({ can: true });
    expect(await why(device, ben)).toMatchObject({ can: false, reason: 'left-out' });
    const { leftOut } = await list(device);
    expect(leftOut).toEqual({ count: 1, items: [{ userId: ben.id, userName: 'ben', validUntil: null }] });

    await logInOnline(terminal, state, '719305');
    expect(await why(device, ben)).toMatchObject({ can: true, ways: [{ method: 'pin' }] });
    const page = await server.api.call(leftOutUsers, { params: { id: device }, query: { limit: 1 } });
    expect(page).toMatchObject({ items: [{ userId: ben.id, validUntil: expect.any(String) }], nextCursor: null });
    expect((await list(device, { source: 'session' })).items.map(({ userName }) => userName)).toEqual(['ben']);
    expect((await list(device, { source: 'sync' })).items.map(({ userName }) => userName)).toEqual(['anna']);
  });

  test('[H1c] somebody disabled can until the terminal knows, and then is told why not', async () => {
    const { device, terminal } = await world.enrolled('Leaver');
    await terminal.synchronize();
    await server.api.call(patchUser, { params: { id: ben.id }, body: { enabled: false } });
    expect(await why(device, ben)).toMatchObject({ can: true });
    await terminal.synchronize();
    expect(await why(device, ben)).toMatchObject({ can: false, reason: 'user-disabled' });
    await server.api.call(patchUser, { params: { id: ben.id }, body: { enabled: true } });
    expect(await why(device, ben)).toMatchObject({ can: false, reason: 'on-its-way' });
  });

  test('[H1c] the feature switched off while settings waited, and on again, is as the terminal has it', async () => {
    const { device, terminal } = await world.enrolled('Switched');
    await world.settings({ enabled: false });
    await terminal.synchronize();
    expect((await list(device)).items).toEqual([]);
    await world.settings({ enabled: true });
    const { settings } = await terminal.synchronize('doorbell');
    expect(settings.enabled).toBe(true);
    expect((await list(device)).items.map(({ userName }) => userName)).toEqual(['anna', 'ben']);
  });
});

describe('guess risk of a device', () => {
  test('[H5d] stands with the device and in the list of terminals, and each unlock of the day counts', async () => {
    const { device } = await world.enrolled('Guessed');
    const risk = async () => (await server.api.call(getDevice, { params: { id: device } })).terminal?.guessRisk;
    expect(await risk()).toMatchObject({ pinsThatMatch: 2, pinLength: 6, triesADay: 23, warns: false });
    await server.api.call(unlockPin, { params: { id: device } });
    expect(await risk()).toMatchObject({ triesADay: 28 });
    const { items } = await server.api.call(listTerminals, { query: { q: 'Guessed' } });
    expect(items[0]?.guessRisk).toMatchObject({ triesADay: 28 });
  });
});
