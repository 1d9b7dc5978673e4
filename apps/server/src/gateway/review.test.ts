import {
  ApiFault,
  countOpenReview,
  decideReview,
  DEFAULT_OFFLINE_LOGIN,
  deletePin,
  getReview,
  listActivities,
  listAlerts,
  listAudit,
  listPins,
  listReview,
  listSessions,
  patchUser,
  putJournalSettings,
  getJournalSettings,
  type ReviewItem,
} from '@holdover/api';
import { appendRecord, type JournalHead, type RecordDraft } from '@holdover/journal';
import { createNodeDigest, createSystemEntropy } from '@holdover/nodejs';
import { instant, makeId, type ActivityId, type SessionId, type UserId } from '@holdover/kernel';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createFleetWorld, type FleetWorld } from '../testing/fleet-world.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { createTestJournal } from '../testing/test-journal.ts';

// A whole server and real TLS, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let server: TestServer;
let world: FleetWorld;
let userId: UserId;
beforeAll(async () => {
  server = await startTestServer();
  world = createFleetWorld(server);
  userId = (await world.addUser('anna', '482915', '04A1B2C3D4')).id;
});
afterAll(async () => {
  await server.stop();
  await server.remove();
});

const entropy = createSystemEntropy();
const digest = createNodeDigest();
const at = { mode: 'offline', time: { trusted: instant(Date.UTC(2026, 0, 5, 8)), uncertainty: 0 } } as const;

const begun = (sessionId: SessionId): RecordDraft => ({
  ...at,
  type: 'session-begin',
  userId,
  sessionId,
  method: 'pin',
  credentialIds: [],
});
const printing = (sessionId: SessionId, activityId: ActivityId): RecordDraft => ({
  ...at,
  type: 'activity-begin',
  userId,
  activityId,
  sessionId,
  kind: 'print',
  jobName: activityId,
  pages: 5,
  copies: 1,
  color: false,
  sides: 'one-sided',
  printer: null,
});
const printed = (activityId: ActivityId, impressions: number, toReview = false): RecordDraft => ({
  ...at,
  type: 'activity-end',
  userId,
  activityId,
  outcome: toReview ? 'unknown' : 'completed',
  impressions,
  sheets: impressions,
  color: false,
  source: 'job',
  toReview,
});
const session = () => makeId('session', instant(1), entropy);
const activity = () => makeId('activity', instant(1), entropy);

const openOf = async (deviceId: ReviewItem['deviceId']) =>
  (await server.api.call(listReview, { query: { deviceId } })).items;
const activitiesOf = async (deviceId: ReviewItem['deviceId']) =>
  (await server.api.call(listActivities, { query: { deviceId } })).items;
const sessionsOf = async (deviceId: ReviewItem['deviceId']) =>
  (await server.api.call(listSessions, { query: { deviceId } })).items;
const decide = (id: ReviewItem['id'], body: Parameters<typeof server.api.call<typeof decideReview>>[1]['body']) =>
  server.api.call(decideReview, { params: { id }, body });
const only = <T>(items: readonly T[]): T => {
  const [first] = items;
  if (first === undefined || items.length !== 1) throw new TypeError(`${items.length} items`);
  return first;
};
/** What goes on after `head` where something else was booked. */
const instead = (head: JournalHead, draft: RecordDraft) => appendRecord(head, draft, digest);

describe('review', () => {
  test('[F3r] shows the record as it came and what it says, and is decided once, by name', async () => {
    const { device, terminal } = await world.enrolled('Once');
    const journal = createTestJournal(terminal);
    const [ses, act] = [session(), activity()];
    for (const draft of [begun(ses), printing(ses, act), printed(act, 3, true)]) journal.append(draft);
    await terminal.upload(journal.texts);
    const item = only(await openOf(device));
    expect(item).toMatchObject({
      kind: 'unknown-outcome',
      deviceName: 'Once',
      terminalId: terminal.identity.terminalId,
      epoch: journal.epoch(),
      sequence: 4,
      text: journal.texts[3],
      record: { type: 'activity-end', impressions: 3 },
      recordedAt: '2026-01-05T08:00:00.000Z',
      activityId: act,
      booked: true,
      decision: null,
    });
    const waiting = await server.api.call(countOpenReview, {});
    expect(waiting).toEqual({ count: 1, kinds: [{ kind: 'unknown-outcome', count: 1 }] });
    const decided = await decide(item.id, { decision: 'book', note: ' Anna counted ', impressions: 5 });
    expect(await server.api.call(countOpenReview, {})).toEqual({ count: 0, kinds: [] });
    expect(decided).toMatchObject({ booked: true, decision: { decision: 'book', note: 'Anna counted' } });
    expect(decided.decision?.decidedBy).not.toBeNull();
    expect(await activitiesOf(device)).toMatchObject([{ impressions: 5, discarded: false }]);
    expect(await openOf(device)).toEqual([]);
    expect(await server.api.call(getReview, { params: { id: item.id } })).toEqual(decided);
    const again = decide(item.id, { decision: 'discard' });
    await expect(again).rejects.toMatchObject({ problem: { status: 409, code: 'already-decided' } });
    const audited = (await server.api.call(listAudit, { query: { q: 'review.decided' } })).items;
    expect(audited).toMatchObject([{ action: 'review.decided', after: { decision: 'book', impressions: 5 } }]);
    await terminal.upload(journal.texts);
    expect(await activitiesOf(device)).toMatchObject([{ impressions: 5 }]);
  });

  test('[F3s] a contradiction that is booked counts beside what was booked', async () => {
    const { device, terminal } = await world.enrolled('Beside');
    const journal = createTestJournal(terminal);
    const [ses, act, other] = [session(), activity(), activity()];
    journal.append(begun(ses));
    const here = journal.head();
    for (const draft of [printing(ses, act), printed(act, 2)]) journal.append(draft);
    await terminal.upload(journal.texts);
    const begin = instead(here, printing(ses, other));
    const end = instead(begin.head, printed(other, 7));
    await terminal.upload([begin.text, end.text]);
    const items = (await openOf(device)).toSorted((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0));
    expect(items).toMatchObject([
      { kind: 'changed-record', booked: false, activityId: other, text: begin.text },
      { kind: 'changed-record', booked: false, activityId: other, text: end.text },
    ]);
    expect(await activitiesOf(device)).toHaveLength(1);
    for (const { id } of items) await decide(id, { decision: 'book' });
    expect((await activitiesOf(device)).map(({ impressions }) => impressions).toSorted((a, b) => a - b)).toEqual([
      2, 7,
    ]);
    expect(await sessionsOf(device)).toMatchObject([{ activities: 2, impressions: 9 }]);
  });

  test('[F3s] discarded, a contradiction changes no book', async () => {
    const { device, terminal } = await world.enrolled('Left');
    const journal = createTestJournal(terminal);
    const [ses, act] = [session(), activity()];
    for (const draft of [begun(ses), printing(ses, act)]) journal.append(draft);
    const here = journal.head();
    journal.append(printed(act, 2));
    await terminal.upload(journal.texts);
    await terminal.upload([instead(here, printed(act, 0)).text]);
    await decide(only(await openOf(device)).id, { decision: 'discard' });
    expect(await activitiesOf(device)).toMatchObject([{ impressions: 2, discarded: false }]);
  });

  test('[F3s] an end alone is booked outside any session', async () => {
    const { device, terminal } = await world.enrolled('Alone');
    const journal = createTestJournal(terminal);
    journal.append(printed(activity(), 4));
    await terminal.upload(journal.texts);
    const item = only(await openOf(device));
    expect(item).toMatchObject({ kind: 'gap', booked: false });
    await decide(item.id, { decision: 'book' });
    expect(await activitiesOf(device)).toMatchObject([
      { impressions: 4, sessionId: null, outcome: 'completed', startedAt: '2026-01-05T08:00:00.000Z' },
    ]);
  });

  test('[F3s] a fork that is discarded takes out all that was booked of it; the original stays', async () => {
    const { device, terminal } = await world.enrolled('Fork');
    const journal = createTestJournal(terminal);
    const common = journal.head();
    const [ses, act, forkSession, forked] = [session(), activity(), session(), activity()];
    for (const draft of [begun(ses), printing(ses, act), printed(act, 2)]) journal.append(draft);
    await terminal.upload([...journal.texts, journal.forkAt(journal.head())]);
    const clone = createTestJournal(terminal, journal.head());
    for (const draft of [begun(forkSession), printing(forkSession, forked), printed(forked, 9)]) clone.append(draft);
    await terminal.upload(clone.texts);
    expect((await activitiesOf(device)).map(({ impressions }) => impressions).toSorted((a, b) => a - b)).toEqual([
      2, 9,
    ]);
    const item = only(await openOf(device));
    expect(item).toMatchObject({ kind: 'fork', booked: true });
    await decide(item.id, { decision: 'discard', note: 'a copy of the disk' });
    expect(await activitiesOf(device)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: act, discarded: false }),
        expect.objectContaining({ id: forked, discarded: true }),
      ]),
    );
    expect((await sessionsOf(device)).find(({ id }) => id === forkSession)).toMatchObject({
      discarded: true,
      impressions: 0,
    });
    expect(common.sequence).toBe(1);
    const alerts = (await server.api.call(listAlerts, { query: { deviceId: device } })).items;
    expect(alerts).toMatchObject([{ kind: 'identity-forked', deviceName: 'Fork', clearedAt: null }]);
  });

  test('[F3r] of a text that is no record there is nothing to book; discarded, it is kept', async () => {
    const { device, terminal } = await world.enrolled('Rubbish');
    await terminal.upload(['no record']);
    const item = only(await openOf(device));
    expect(item).toMatchObject({
      kind: 'unreadable',
      text: 'no record',
      record: null,
      recordedAt: null,
      booked: false,
    });
    const booking = decide(item.id, { decision: 'book' });
    await expect(booking).rejects.toMatchObject({ problem: { status: 409, code: 'nothing-to-book' } });
    await decide(item.id, { decision: 'discard' });
    const query = { deviceId: device, state: 'decided' } as const;
    expect((await server.api.call(listReview, { query })).items).toMatchObject([{ text: 'no record' }]);
  });

  test('[F3r] what cannot be decided so is refused by field, and nothing is saved', async () => {
    const { device, terminal } = await world.enrolled('Refused');
    await terminal.upload(['no record']);
    const { id } = only(await openOf(device));
    for (const [body, pointer] of [
      [{ decision: 'keep' }, '/decision'],
      [{ decision: 'book', impressions: -1 }, '/impressions'],
      [{ decision: 'discard', note: 'x'.repeat(1_001) }, '/note'],
    ] as const) {
      const refused = await decide(id, body as never).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(ApiFault);
      expect(refused).toMatchObject({ problem: { status: 400, code: 'invalid-body', errors: [{ pointer }] } });
    }
    const unknown = decide(makeId('reviewItem', instant(1), entropy), { decision: 'discard' });
    await expect(unknown).rejects.toMatchObject({ problem: { status: 404, code: 'not-found' } });
    expect(await openOf(device)).toHaveLength(1);
  });

  test('[F5d] a user disabled, or a PIN removed, before the session: to review; enabled again since changes nothing', async () => {
    const { device, terminal } = await world.enrolled('Leaver');
    const leaver = await world.addUser('bert', '593026', '04A1B2C3D5');
    await server.api.call(patchUser, { params: { id: leaver.id }, body: { enabled: false } });
    const journal = createTestJournal(terminal);
    const now = instant(Date.now());
    journal.append({ ...begun(session()), userId: leaver.id, time: journal.time(now) } as RecordDraft);
    await server.api.call(patchUser, { params: { id: leaver.id }, body: { enabled: true } });
    const kept = await world.addUser('carl', '604137', '04A1B2C3D6');
    const pinId = only((await server.api.call(listPins, { params: { id: kept.id } })).items).id;
    await server.api.call(deletePin, { params: { id: kept.id, pinId } });
    const later = journal.time(instant(Date.now() + 1));
    journal.append({ ...begun(session()), userId: kept.id, credentialIds: [pinId], time: later } as RecordDraft);
    journal.append({ ...begun(session()), time: later } as RecordDraft);
    await terminal.upload(journal.texts);
    const items = await openOf(device);
    expect(items.map(({ kind }) => kind)).toEqual(['user-not-entitled', 'user-not-entitled']);
    expect(new Set(items.map(({ sequence }) => sequence))).toEqual(new Set([2, 3]));
    for (const { id } of items) await decide(id, { decision: 'discard' });
    expect((await sessionsOf(device)).filter(({ discarded }) => discarded)).toHaveLength(2);
  });

  test('[F3q] the days are a setting, at least seven, and reach the terminal', async () => {
    const { terminal } = await world.enrolled('Days');
    expect(await server.api.call(getJournalSettings, {})).toEqual({ keepDays: 7 });
    for (const keepDays of [6, 366, 7.5]) {
      const refused = server.api.call(putJournalSettings, { body: { keepDays } });
      await expect(refused).rejects.toMatchObject({ problem: { status: 400, errors: [{ pointer: '/keepDays' }] } });
    }
    await server.api.call(putJournalSettings, { body: { keepDays: 30 } });
    await world.settings({ ...DEFAULT_OFFLINE_LOGIN, offlinePageLimit: 50 });
    const state = await terminal.pull();
    expect(state).toMatchObject({ settings: { journalKeepDays: 30, offlinePageLimit: 50 } });
  });
});
