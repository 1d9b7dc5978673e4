import { listActivities, listReview, listSessions } from '@holdover/api';
import { createSystemEntropy, verifyJson } from '@holdover/nodejs';
import { instant, makeId, type ActivityId, type SessionId } from '@holdover/kernel';
import { PATHS } from '@holdover/protocol';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createFleetWorld, type FleetWorld } from '../testing/fleet-world.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { createTestJournal } from '../testing/test-journal.ts';
import { enrolTestTerminal, type TestTerminal } from '../testing/test-terminal.ts';

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

const entropy = createSystemEntropy();
const START = instant(Date.UTC(2026, 0, 5, 8, 0, 0));

let users = 0;

interface Printed {
  readonly journal: ReturnType<typeof createTestJournal>;
  readonly sessionId: SessionId;
  readonly activityId: ActivityId;
}

/** A session in which `impressions` pages were printed while the server was away. */
async function printed(
  terminal: TestTerminal,
  userName: string,
  impressions: number,
  toReview = false,
): Promise<Printed> {
  users += 1;
  const user = await world.addUser(userName, `48291${users}`, `04A1B2C3${10 + users}`);
  const journal = createTestJournal(terminal);
  const sessionId = makeId('session', START, entropy);
  const activityId = makeId('activity', START, entropy);
  const at = { mode: 'offline', time: journal.time(START) } as const;
  journal.append({ ...at, type: 'session-begin', userId: user.id, sessionId, method: 'pin', credentialIds: [] });
  journal.append({
    ...at,
    type: 'activity-begin',
    userId: user.id,
    activityId,
    sessionId,
    kind: 'print',
    jobName: 'holdover-1',
    pages: impressions,
    copies: 1,
    color: false,
    sides: 'one-sided',
    printer: null,
  });
  journal.append({
    ...at,
    type: 'activity-end',
    userId: user.id,
    activityId,
    outcome: toReview ? 'unknown' : 'completed',
    impressions,
    sheets: impressions,
    color: false,
    source: 'job',
    toReview,
  });
  journal.append({ ...at, type: 'session-end', userId: user.id, sessionId, reason: 'logout' });
  return { journal, sessionId, activityId };
}

const bookedAt = async (deviceName: string) => ({
  sessions: (await server.api.call(listSessions, {})).items.filter((session) => session.deviceName === deviceName),
  activities: (await server.api.call(listActivities, {})).items.filter(
    (activity) => activity.deviceName === deviceName,
  ),
});
const reviewOf = async (deviceId: string) =>
  (await server.api.call(listReview, {})).items.filter((item) => item.deviceId === deviceId).map(({ kind }) => kind);

describe('journal intake', () => {
  test('[F5c] offline work appears once, with its own times, offline, under No Project; sent again nothing changes', async () => {
    const { device, terminal } = await world.enrolled('Once');
    const { journal } = await printed(terminal, 'anna', 7);
    const first = await terminal.upload(journal.texts);
    const again = await terminal.upload(journal.texts);
    expect(again).toEqual({
      acknowledgements: first.acknowledgements.map((one) => ({ ...one, signature: expect.any(String) })),
      kept: [],
    });
    const { sessions, activities } = await bookedAt('Once');
    const startedAt = '2026-01-05T08:00:00.000Z';
    expect(sessions).toMatchObject([
      {
        userName: 'anna',
        mode: 'offline',
        method: 'pin',
        startedAt,
        endReason: 'logout',
        activities: 1,
        impressions: 7,
      },
    ]);
    expect(activities).toMatchObject([
      { userName: 'anna', mode: 'offline', project: null, startedAt, outcome: 'completed', impressions: 7 },
    ]);
    expect(await reviewOf(device)).toEqual([]);
  });

  test('[F3i] an acknowledgement names the highest record booked and the server’s incarnation, signed', async () => {
    const { terminal } = await world.enrolled('Signed');
    const link = await terminal.link();
    const welcome = await link.until(({ type }) => type === 'welcome');
    const { journal } = await printed(terminal, 'bert', 1);
    const { acknowledgements } = await terminal.upload(journal.texts);
    const [acknowledgement] = acknowledgements;
    if (acknowledgement === undefined || welcome.type !== 'welcome') throw new TypeError('no acknowledgement');
    const { signature, ...signed } = acknowledgement;
    expect(signed).toEqual({
      terminalId: terminal.identity.terminalId,
      epoch: journal.epoch(),
      upTo: journal.texts.length,
      headHash: journal.head().hash,
      incarnation: welcome.incarnation,
    });
    expect(verifyJson(welcome.signingKey, signed, signature)).toBe(true);
    link.close();
  });

  test('[F3a] batches that overlap, or come at the same time, book each record once', async () => {
    const { terminal } = await world.enrolled('Overlap');
    const { journal } = await printed(terminal, 'carl', 3);
    const { texts } = journal;
    await Promise.all([
      terminal.upload(texts.slice(0, 3)),
      terminal.upload(texts.slice(0, 3)),
      terminal.upload(texts.slice(0, 2)),
    ]);
    await terminal.upload(texts.slice(1));
    const { sessions, activities } = await bookedAt('Overlap');
    expect(sessions).toHaveLength(1);
    expect(activities).toMatchObject([{ impressions: 3 }]);
  });

  test('[F3h] texts that are no record of the terminal are kept for review, and the others booked', async () => {
    const { device, terminal } = await world.enrolled('Whole');
    const { journal } = await printed(terminal, 'dora', 2);
    const wrong = ['{}', journal.texts[1]?.replace('"pin"', '"pix"') ?? '', ` ${journal.texts[1]}`];
    const stranger = (await printed((await world.enrolled('Stranger')).terminal, 'emil', 1)).journal;
    const answer = await terminal.upload([...wrong, ...journal.texts, ...stranger.texts]);
    expect(answer.acknowledgements).toMatchObject([{ upTo: 5 }]);
    expect(answer.kept).toHaveLength(wrong.length + stranger.texts.length);
    expect((await bookedAt('Whole')).activities).toMatchObject([{ impressions: 2 }]);
    expect(await bookedAt('Stranger')).toEqual({ sessions: [], activities: [] });
    expect(new Set(await reviewOf(device))).toEqual(new Set(['unreadable']));
  });

  test('[F3m] a record of a newer version refuses the batch with a code of its own', async () => {
    const { terminal } = await world.enrolled('Newer');
    const { journal } = await printed(terminal, 'nele', 2);
    const newer = journal.texts.map((text) => text.replace('"v":1', '"v":2'));
    expect(await terminal.call(PATHS.journal, { records: newer })).toMatchObject({
      status: 409,
      body: { code: 'protocol-too-new', message: expect.stringContaining('Record 0 has version 2') },
    });
  });

  test('[F3b] [F5b] a gap is accepted, booked and shown', async () => {
    const { device, terminal } = await world.enrolled('Gap');
    const { journal } = await printed(terminal, 'frida', 4);
    await terminal.upload([...journal.texts.slice(0, 2), ...journal.texts.slice(3)]);
    expect(await reviewOf(device)).toEqual(expect.arrayContaining(['gap']));
    await terminal.upload(journal.texts);
    expect((await bookedAt('Gap')).activities).toHaveLength(1);
  });

  test('[F4c] what was printed for certain is booked, and the rest is shown for review', async () => {
    const { device, terminal } = await world.enrolled('Unknown');
    const { journal } = await printed(terminal, 'gerd', 2, true);
    await terminal.upload(journal.texts);
    expect((await bookedAt('Unknown')).activities).toMatchObject([{ outcome: 'unknown', impressions: 2 }]);
    expect(await reviewOf(device)).toEqual(['unknown-outcome']);
  });

  test('[F3g] a forked identity is suspended: its journal is taken, and it gets nothing else', async () => {
    const { device, terminal } = await world.enrolled('Fork');
    const { journal } = await printed(terminal, 'hans', 1);
    await terminal.upload(journal.texts);
    const head = journal.head();
    await terminal.upload([journal.forkAt(head)]);
    const { acknowledgements } = await terminal.upload([journal.forkAt(head)]);
    expect(acknowledgements).toHaveLength(1);
    expect(await reviewOf(device)).toContain('fork');
    expect(await terminal.call(PATHS.state, {})).toMatchObject({ status: 403, body: { code: 'suspended' } });
  });

  test('[F3g] [F3o] enrolled anew it gets all again, and hands in what the earlier identity left behind', async () => {
    const { device, terminal } = await world.enrolled('Anew');
    const { journal } = await printed(terminal, 'ines', 6);
    const left = journal.texts.length - 2;
    await terminal.upload(journal.texts.slice(0, left));
    const anew = await enrolTestTerminal(await world.code(device));
    expect(await terminal.call(PATHS.journal, { records: journal.texts })).toMatchObject({
      status: 403,
      body: { code: 'certificate-revoked' },
    });
    expect((await anew.synchronize()).kind).toBe('snapshot');
    const own = createTestJournal(anew);
    const { acknowledgements, kept } = await anew.upload([...journal.texts.slice(left), ...own.texts]);
    expect(acknowledgements.map(({ terminalId }) => terminalId)).toEqual([
      terminal.identity.terminalId,
      anew.identity.terminalId,
    ]);
    expect(kept).toEqual([]);
    expect(await bookedAt('Anew')).toMatchObject({
      sessions: [{ endReason: 'logout', impressions: 6 }],
      activities: [{ impressions: 6 }],
    });
    expect(await reviewOf(device)).toEqual([]);
  });
});
