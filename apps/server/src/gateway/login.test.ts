import {
  listAlerts,
  listProfiles,
  offlineUsers,
  patchDevice,
  patchProfile,
  patchUser,
  putUserPassword,
} from '@holdover/api';
import type { DeviceId } from '@holdover/kernel';
import type { Hashing, LoginAnswer } from '@holdover/protocol';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createFleetWorld, type FleetWorld } from '../testing/fleet-world.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { createTestJournal } from '../testing/test-journal.ts';
import { verifierOf, type TestTerminal } from '../testing/test-terminal.ts';

// A whole server and real TLS, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let server: TestServer;
let world: FleetWorld;
let device: DeviceId;
let terminal: TestTerminal;
let hashing: Hashing;
beforeAll(async () => {
  server = await startTestServer();
  world = createFleetWorld(server);
  ({ device, terminal } = await world.enrolled('Login'));
  ({ hashing } = await terminal.synchronize());
});
afterAll(async () => {
  await server.stop();
  await server.remove();
});

const pin = (secret: string) => ({ method: 'pin', secret }) as const;
const card = (secret: string) => ({ method: 'card', secret }) as const;
const refused = (code: string): Partial<LoginAnswer> => ({ outcome: 'refused', code }) as Partial<LoginAnswer>;

describe('online login', () => {
  test('by PIN and by card names the user and brings what may be cached', async () => {
    const anna = await world.addUser('anna', '482913', '04A1B2C3D4');
    for (const proof of [pin('482913'), card('04A1B2C3D4')]) {
      const answer = await terminal.login(hashing, proof);
      expect(answer).toMatchObject({
        outcome: 'granted',
        method: proof.method,
        user: { id: anna.id, userName: 'anna' },
      });
      if (answer.outcome !== 'granted') throw new TypeError('refused');
      expect(answer.cache).toMatchObject([
        { userId: anna.id, method: proof.method, source: 'session', confirmedAt: answer.at },
      ]);
    }
  });

  test('an unknown PIN or card, or one kind typed as the other, is unknown', async () => {
    for (const proof of [pin('999111'), card('00FF00FF'), card('482913')]) {
      expect(await terminal.login(hashing, proof)).toMatchObject(refused('unknown-credential'));
    }
  });

  test('[D4a] a card and a PIN of two people are unknown together', async () => {
    await world.addUser('bert', '571028', '04BEBEBE01');
    const both = await world.enrolled('Both');
    const answer = await terminal.login(hashing, card('04A1B2C3D4'), pin('571028'));
    // The default profile has no *ID card and PIN*: said before anything is looked up.
    expect(answer).toMatchObject(refused('method-not-allowed'));
    expect(both.device).not.toBe(device);
  });

  test('[D2b] the server says disabled only to the whole secret', async () => {
    const carl = await world.addUser('carl', '603917', '04CACACA01');
    await server.api.call(patchUser, { params: { id: carl.id }, body: { enabled: false } });
    expect(await terminal.login(hashing, pin('603917'))).toMatchObject(refused('disabled'));
    expect(await terminal.login(hashing, pin('603918'))).toMatchObject(refused('unknown-credential'));
  });

  test('[A2b] a user name with its password opens a session where the profile lists it, and leaves nothing in the cache', async () => {
    const ines = await world.addUser('ines', '662804', '041E1E1E01');
    await server.api.call(putUserPassword, { params: { id: ines.id }, body: { password: 'correct horse battery' } });
    const logIn = async (password: string) => {
      const proof = { kind: 'password', userName: 'INES', password };
      return (await terminal.call('/terminal/v1/login', { attempt: '0'.repeat(32), proof })).body;
    };
    expect(await logIn('correct horse battery')).toMatchObject(refused('method-not-allowed'));
    const [standard] = (await server.api.call(listProfiles, {})).items;
    if (standard === undefined) return expect.unreachable();
    const lists = (loginMethods: typeof standard.loginMethods) =>
      server.api.call(patchProfile, { params: { id: standard.id }, body: { loginMethods } });
    await lists(['pin', 'card', 'password']);
    expect(await logIn('wrong')).toMatchObject(refused('unknown-credential'));
    const granted = { outcome: 'granted', method: 'password', user: { id: ines.id }, cache: [] };
    expect(await logIn('correct horse battery')).toMatchObject(granted);
    await lists(['pin', 'card']);
  });

  test('[B4c] the credential of an online login is cached under the terminal’s key, and listed once its session is in the journal', async () => {
    const dora = await world.addUser('dora', '719305', '04D0D0D001');
    const state = await terminal.synchronize('reset').catch(() => undefined);
    const answer = await terminal.login(hashing, pin('719305'));
    if (answer.outcome !== 'granted') throw new TypeError('refused');
    const [held] = answer.cache;
    if (state !== undefined) expect(held?.verifier).toBe(await verifierOf(state, 'pin', '719305'));

    const listed = async () =>
      (await server.api.call(offlineUsers, { params: { id: device } })).items.filter(
        ({ userId }) => userId === dora.id,
      );
    expect(await listed()).toEqual([]);
    const journal = createTestJournal(terminal);
    const sessionId = 'ses_0198c1d2-0000-7000-8000-000000000001' as never;
    const credentialIds = held === undefined ? [] : [held.id];
    const begin = { type: 'session-begin', mode: 'online', time: journal.time(answer.at), sessionId } as const;
    journal.append({ ...begin, userId: dora.id, method: 'pin', credentialIds });
    await terminal.upload(journal.texts);
    expect(await listed()).toMatchObject([{ methods: ['pin'], source: 'session' }]);
  });

  test('[B7d] a user disabled after an online login is on the next doorbell, however they came into the cache', async () => {
    const emil = await world.addUser('emil', '840271', '04E0E0E001');
    await terminal.login(hashing, card('04E0E0E001'));
    const link = await terminal.link();
    await link.until(({ type }) => type === 'welcome');
    await server.api.call(patchUser, { params: { id: emil.id }, body: { enabled: false } });
    const bell = await link.until(
      (frame) => frame.type === 'doorbell' && frame.denyDelta?.users.includes(emil.id) === true,
    );
    expect(bell).toBeDefined();
    link.close();
  });

  test('[A5d] a session-cached user survives a reset with an unchanged end', async () => {
    const frida = await world.addUser('frida', '918273', '04F0F0F001');
    const answer = await terminal.login(hashing, pin('918273'));
    if (answer.outcome !== 'granted') throw new TypeError('refused');
    await world.settings({ userSync: { enabled: false, intervalHours: 4, assignments: [] } }, true);
    const state = await terminal.synchronize('reset');
    const held = state.credentials.filter(({ userId }) => userId === frida.id);
    expect(held).toMatchObject([{ source: 'session', confirmedAt: answer.at, method: 'pin' }]);
    expect(held[0]?.verifier).toBe(await verifierOf(state, 'pin', '918273'));
  });

  test('with the feature off nothing is cached, and at an inactive device nobody logs in', async () => {
    await world.addUser('gerd', '264917', '0460606001');
    await world.settings({ enabled: false });
    expect(await terminal.login(hashing, pin('264917'))).toMatchObject({ outcome: 'granted', cache: [] });
    await world.settings();
    await server.api.call(patchDevice, { params: { id: device }, body: { active: false } });
    expect(await terminal.login(hashing, pin('264917'))).toMatchObject(refused('method-not-allowed'));
    await server.api.call(patchDevice, { params: { id: device }, body: { active: true } });
  });
});

test('[D3i] a hundred unknown PINs from one terminal, and the server decides no PIN for it; cards go on', async () => {
  const walked = await world.enrolled('Walked');
  await walked.terminal.synchronize();
  await world.addUser('heinz', '375910', '0470707001');
  const walk = Array.from({ length: 100 }, (_, i) => walked.terminal.login(hashing, pin(String(900_000 + 7 * i))));
  await Promise.all(walk);
  const stretched = 'A'.repeat(43);
  const proof = { kind: 'credentials', credentials: [{ method: 'pin', generation: 1, stretched }] };
  const answer = await walked.terminal.call('/terminal/v1/login', { attempt: '0'.repeat(32), proof });
  expect(answer).toMatchObject({ status: 503, body: { code: 'overloaded' } });
  expect(await walked.terminal.login(hashing, card('0470707001'))).toMatchObject({ outcome: 'granted' });
  expect(await terminal.login(hashing, pin('375910'))).toMatchObject({ outcome: 'granted' });
  const { items } = await server.api.call(listAlerts, { query: { kind: 'pin-walking' } });
  expect(items).toMatchObject([{ deviceId: walked.device, terminalId: walked.terminal.identity.terminalId }]);
});
