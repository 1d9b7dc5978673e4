import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createFleetWorld, type FleetWorld } from '../testing/fleet-world.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { createTestJournal } from '../testing/test-journal.ts';
import { instant, makeId } from '@holdover/kernel';
import { createSystemEntropy } from '@holdover/nodejs';

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

interface Heard {
  readonly name: string;
  readonly data: unknown;
}

/** Listens until `done` holds of what was heard. */
async function listen(
  action: () => Promise<void>,
  done: (heard: readonly Heard[]) => boolean,
): Promise<readonly Heard[]> {
  const stop = new AbortController();
  const headers = { authorization: `Bearer ${server.token}` };
  const { body } = await fetch(new URL('/api/v1/events', server.consoleUrl), { headers, signal: stop.signal });
  if (body === null) return expect.unreachable();
  const heard: Heard[] = [];
  const acting = action();
  let text = '';
  for await (const bytes of body) {
    text += Buffer.from(bytes).toString('utf8');
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const name = /^event: (.*)$/m.exec(event)?.[1];
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (name !== undefined && data !== undefined) heard.push({ name, data: JSON.parse(data) as unknown });
    }
    if (done(heard)) break;
  }
  stop.abort();
  await acting;
  return heard;
}

test('[C1h] the console hears of links, of the rollout, and of what is booked', async () => {
  await world.settings();
  const anna = await world.addUser('anna', '482913', '04A1B2C3D4');
  const { device, terminal } = await world.enrolled('Lift');
  const entropy = createSystemEntropy();
  const journal = createTestJournal(terminal);
  const sessionId = makeId('session', instant(1), entropy);
  const activityId = makeId('activity', instant(1), entropy);
  const at = { mode: 'offline', time: journal.time(instant(Date.UTC(2026, 0, 5))), userId: anna.id } as const;
  journal.append({ ...at, type: 'session-begin', sessionId, method: 'pin', credentialIds: [] });
  const job = { jobName: 'holdover-1', pages: 2, copies: 1, color: false, sides: 'one-sided', printer: null } as const;
  journal.append({ ...at, type: 'activity-begin', activityId, sessionId, kind: 'print', ...job });
  const counted = { impressions: 2, sheets: 2, color: false, source: 'job', toReview: false } as const;
  journal.append({ ...at, type: 'activity-end', activityId, outcome: 'completed', ...counted });
  journal.append({ ...at, type: 'session-end', sessionId, reason: 'logout' });

  const heard = await listen(
    async () => {
      const link = await terminal.link();
      await link.until(({ type }) => type === 'welcome');
      link.send({ type: 'heartbeat', number: 1, revision: 0, generation: 0, journalBacklog: 0, degraded: true });
      await link.until(({ type }) => type === 'heartbeat');
      await terminal.synchronize();
      await terminal.upload(journal.texts);
      link.close();
    },
    (events) =>
      events.some(({ name }) => name === 'session.ended') &&
      events.some(({ name, data }) => name === 'rollout.progress' && JSON.stringify(data).includes('"applied":1')) &&
      events.filter(({ name }) => name === 'device.link').length >= 3,
  );
  const named = (wanted: string) => heard.filter(({ name }) => name === wanted).map(({ data }) => data);
  expect(named('device.link')[0]).toMatchObject({ id: device, terminal: { link: 'online' } });
  expect(named('device.link')).toContainEqual(
    expect.objectContaining({ terminal: expect.objectContaining({ link: 'degraded' }) }),
  );
  expect(named('device.link').at(-1)).toMatchObject({ id: device, terminal: { link: 'away' } });
  expect(named('rollout.progress').at(-1)).toMatchObject({ total: 1, applied: 1 });
  expect(named('session.opened')).toMatchObject([{ id: sessionId, userName: 'anna', mode: 'offline' }]);
  expect(named('activity.recorded')).toMatchObject([{ id: activityId, impressions: 2, outcome: 'completed' }]);
  expect(named('session.ended')).toMatchObject([{ id: sessionId, endReason: 'logout', impressions: 2 }]);
});
