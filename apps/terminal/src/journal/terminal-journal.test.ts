import { makeId, seconds, type ActivityId } from '@holdover/kernel';
import { decodeRecord, type JournalRecord } from '@holdover/journal';
import { createMemoryLogger, createNodeDigest } from '@holdover/testbed';
import { hashRecord } from '@holdover/journal';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestJournal, TEST_NOW, type TestJournal } from '../testing/open-test-journal.ts';
import { createActivityJournal, type ActivityBegin } from './activity-journal.ts';
import type { HookPoint } from './hooks.ts';
import { createRefusalJournal } from './refusal-journal.ts';

describe('the journal of a terminal', () => {
  let world: TestJournal;
  beforeEach(() => {
    world = openTestJournal();
  });
  afterEach(() => world.remove());

  const userId = () => makeId('user', TEST_NOW, world.entropy);
  const sessionId = () => makeId('session', TEST_NOW, world.entropy);
  const read = (text: string): JournalRecord => {
    const decoded = decodeRecord(text);
    if (!decoded.ok) throw new TypeError(decoded.problem);
    return decoded.record;
  };
  const records = (): JournalRecord[] => world.texts().map(read);

  function beginSession() {
    const begun = { userId: userId(), sessionId: sessionId() };
    world.journal.append({ type: 'session-begin', mode: 'offline', method: 'pin', credentialIds: [], ...begun });
    return begun;
  }

  function activities(at: (point: HookPoint) => void = () => undefined) {
    return createActivityJournal({
      journal: world.journal,
      hooks: { at },
      onBegan: () => undefined,
      onEnded: () => undefined,
    });
  }

  const activityId = (): ActivityId => makeId('activity', world.clock.wall(), world.entropy);
  const begin = (): ActivityBegin => ({
    mode: 'offline',
    userId: userId(),
    sessionId: sessionId(),
    kind: 'print',
    pages: 3,
    copies: 1,
    color: false,
    sides: 'one-sided',
    printer: null,
  });

  test('[F2b] [F2c] each record holds the hash of the one before it, over restarts too', () => {
    beginSession();
    world.restart();
    beginSession();
    const texts = world.texts();
    const all = records();
    expect(all.map(({ type }) => type)).toEqual(['epoch-begin', 'session-begin', 'epoch-begin', 'session-begin']);
    expect(all[0]?.previousHash).toBeNull();
    texts.slice(1).forEach((_, n) => {
      expect(all[n + 1]?.previousHash).toBe(hashRecord(texts[n] ?? '', createNodeDigest()));
    });
    expect(all[2]?.epoch).not.toBe(all[0]?.epoch);
  });

  test('[F2d] a reset begins an epoch that continues the one before it, in the midst of a session', () => {
    const { sessionId: begun, userId: owner } = beginSession();
    world.journal.startEpoch('reset');
    world.journal.append({ type: 'session-end', mode: 'offline', userId: owner, sessionId: begun, reason: 'logout' });
    const [first, second, third, fourth] = records();
    expect(third).toMatchObject({ type: 'epoch-begin', reason: 'reset', sequence: 1 });
    expect(third?.previousHash).toBe(hashRecord(world.texts()[1] ?? '', createNodeDigest()));
    expect(third?.epoch).not.toBe(first?.epoch);
    expect([second?.epoch, fourth?.epoch, fourth?.sequence]).toEqual([first?.epoch, third?.epoch, 2]);
  });

  test('what was appended is there after the program ended without a word', () => {
    const { sessionId: begun } = beginSession();
    world.restart();
    expect(world.journal.leftOpen()).toMatchObject([{ sessionId: begun }]);
    expect(world.journal.backlog()).toBe(3);
  });

  test('a session and an activity that ended are not left open', async () => {
    const { sessionId: ended, userId: owner } = beginSession();
    world.journal.append({ type: 'session-end', mode: 'offline', userId: owner, sessionId: ended, reason: 'logout' });
    const journal = activities();
    const activity = activityId();
    await journal.recordBegin(activity, begin());
    await journal.recordEnd(activity, {
      mode: 'offline',
      outcome: 'completed',
      impressions: 3,
      sheets: 3,
      color: false,
      source: 'job',
      toReview: false,
    });
    world.restart();
    expect(world.journal.leftOpen()).toEqual([]);
    expect(world.journal.openActivities()).toEqual([]);
  });

  test('[F1b] an activity is on disk before anybody is told that it may begin', async () => {
    const seen: [HookPoint, number][] = [];
    await activities((point) => seen.push([point, world.texts().length])).recordBegin(activityId(), begin());
    expect(seen).toEqual([
      ['before-record', 1],
      ['after-record', 2],
    ]);
  });

  test('[F1b] an activity without its end is found by its own name after a power cut, and settled once', async () => {
    const id = activityId();
    await activities().recordBegin(id, begin());
    world.restart();
    const journal = activities();
    expect(journal.leftOpen()).toMatchObject([{ activityId: id, jobName: id, pages: 3 }]);
    const end = {
      mode: 'offline',
      outcome: 'unknown',
      impressions: 0,
      sheets: null,
      color: false,
      source: 'none',
      toReview: true,
    } as const;
    await journal.recordEnd(id, end);
    expect(journal.leftOpen()).toEqual([]);
    await expect(journal.recordEnd(id, end)).rejects.toThrow('activity-not-open');
  });

  test('[F2a] no record has a place for a name, a PIN or a card number', async () => {
    beginSession();
    await activities().recordBegin(activityId(), begin());
    expect(
      records()
        .flatMap((record) => Object.keys(record))
        .filter((key) => /name|pin$|card|number/i.test(key)),
    ).toEqual(['jobName']);
  });

  test('[F1a] after twenty refusals singly, one record a minute carries the number of the others', () => {
    const refusals = createRefusalJournal({ ...world, logger: createMemoryLogger(), mode: () => 'offline' });
    const refusal = { method: 'pin', code: 'unknown-credential', userId: null, mode: 'offline' } as const;
    for (let n = 0; n < 50; n++) refusals.refused(refusal);
    expect(records().filter(({ type }) => type === 'refusal')).toHaveLength(20);
    world.clock.advance(seconds(61));
    expect(records().at(-1)).toMatchObject({
      type: 'refusals',
      counts: [{ method: 'pin', code: 'unknown-credential', count: 30 }],
    });
    refusals.close();
    expect(records()).toHaveLength(22);
  });

  test('[F1c] without room for refusals they are counted, and the number is recorded when there is room', () => {
    let hasRoom = false;
    const journal = { ...world.journal, hasRoomForRefusals: () => hasRoom };
    const refusals = createRefusalJournal({ ...world, journal, logger: createMemoryLogger(), mode: () => 'offline' });
    for (let n = 0; n < 7; n++)
      refusals.refused({ method: 'pin', code: 'unknown-credential', userId: null, mode: 'offline' });
    world.clock.advance(seconds(600));
    expect(records()).toHaveLength(1);
    hasRoom = true;
    world.clock.advance(seconds(60));
    expect(records().at(-1)).toMatchObject({ type: 'refusals', counts: [{ count: 7 }] });
    expect(world.clock.pending()).toBe(1);
  });

  test('[F6a] refusals leave the room of the others alone', () => {
    for (let n = 0; n < 3; n++) {
      world.journal.append({
        type: 'refusal',
        mode: 'offline',
        method: 'pin',
        code: 'unknown-credential',
        userId: null,
        count: 1,
      });
    }
    expect(world.store.countWaiting()).toEqual({ refusals: 3, others: 1 });
    expect(world.journal.backlog()).toBe(4);
    world.restart();
    expect(world.store.countWaiting()).toEqual({ refusals: 3, others: 2 });
  });
});
