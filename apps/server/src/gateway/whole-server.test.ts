import { rootCertificates, connect } from 'node:tls';
import { listSessions, offlineUsers, patchUser, stepFleetAuthority } from '@holdover/api';
import { makeId, instant } from '@holdover/kernel';
import { createSystemEntropy } from '@holdover/nodejs';
import { PATHS } from '@holdover/protocol';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { postgresPlace } from '../testing/describe-store.ts';
import { createFleetWorld } from '../testing/fleet-world.ts';
import { startTestServer, type TestServer, type TestServerOptions } from '../testing/start-test-server.ts';
import { createTestJournal } from '../testing/test-journal.ts';
import { enrolTestTerminal } from '../testing/test-terminal.ts';

// A whole server and real TLS, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let server: TestServer | undefined;
afterEach(async () => {
  await server?.stop();
  await server?.remove();
  server = undefined;
});

/** From console to terminal and back, with a restart in the middle. */
async function playStory(options: TestServerOptions): Promise<void> {
  server = await startTestServer(options);
  const world = createFleetWorld(server);
  await world.settings();
  const anna = await world.addUser('anna', '482913', '04A1B2C3D4');
  const { device, terminal } = await world.enrolled('Lift');
  const { hashing } = await terminal.synchronize();

  await server.restart();
  expect((await terminal.pull({ reason: 'interval' })).kind).toBe('unchanged');
  const answer = await terminal.login(hashing, { method: 'pin', secret: '482913' });
  expect(answer).toMatchObject({ outcome: 'granted', user: { id: anna.id } });
  const { items } = await server.api.call(offlineUsers, { params: { id: device } });
  expect(items).toMatchObject([{ userName: 'anna', source: 'sync' }]);

  const journal = createTestJournal(terminal);
  const sessionId = makeId('session', instant(1), createSystemEntropy());
  const time = journal.time(instant(Date.UTC(2026, 0, 5)));
  const begin = { type: 'session-begin', mode: 'offline', time, sessionId, userId: anna.id } as const;
  journal.append({ ...begin, method: 'pin', credentialIds: [] });
  const first = await terminal.upload(journal.texts);
  await server.restart();
  const again = await terminal.upload(journal.texts);
  expect(again.acknowledgements[0]).toMatchObject({ incarnation: first.acknowledgements[0]?.incarnation, upTo: 2 });
  expect((await server.api.call(listSessions, {})).items).toMatchObject([
    { id: sessionId, mode: 'offline', userName: 'anna' },
  ]);

  const link = await terminal.link();
  await link.until(({ type }) => type === 'welcome');
  await server.api.call(patchUser, { params: { id: anna.id }, body: { enabled: false } });
  await link.until((frame) => frame.type === 'doorbell' && frame.denyDelta?.users.includes(anna.id) === true);
  expect((await terminal.synchronize('doorbell')).users).toEqual([]);
  link.close();
}

describe('the whole server', () => {
  test('plays the story on encrypted SQLite, through restarts', () => playStory({}));

  test('plays the story on PostgreSQL, through restarts', async () => {
    const place = postgresPlace();
    await place.prepare();
    await playStory({ databaseUrl: (await place.next()).url });
  }, 60_000);

  test('[I4d] shows a rolled authority at once, to whoever enrols and at the gateway, and after a restart', async () => {
    server = await startTestServer();
    const handedOut = async () => (await fetch(`http://${server?.enrolment}${PATHS.authority}`)).text();
    const before = await handedOut();
    const world = createFleetWorld(server);
    const device = await world.addDevice('Lift');
    for (const step of ['prepare', 'roll'] as const) await server.api.call(stepFleetAuthority, { body: { step } });
    expect(await handedOut()).not.toBe(before);
    const terminal = await enrolTestTerminal(await world.code(device));
    expect(terminal.identity.authority.startsWith((await handedOut()).trim())).toBe(true);
    expect((await terminal.pull()).kind).toBe('snapshot');
    await server.restart();
    expect((await terminal.pull()).kind).toBe('snapshot');
  });

  test('shows the console under a certificate of the fleet’s own authority', async () => {
    server = await startTestServer({ https: true });
    const { hostname, port } = new URL(server.consoleUrl);
    const authority = await (await fetch(`http://${server.enrolment}${PATHS.authority}`)).text();
    const verify = (ca: string[]) =>
      new Promise<string>((resolve) => {
        const socket = connect({ host: hostname, port: Number(port), ca });
        socket.on('secureConnect', () => {
          socket.destroy();
          resolve('ok');
        });
        socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      });
    expect(await verify([authority])).toBe('ok');
    expect(await verify([...rootCertificates])).not.toBe('ok');
  });
});
