import type { RecordDraft } from '@holdover/journal';
import { instant, makeId, type ActivityId } from '@holdover/kernel';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { SYSTEM } from '../../actor.ts';
import { createChanges } from '../../changes/changes.ts';
import type { Database } from '../../database/database.ts';
import { describeStore } from '../../testing/describe-store.ts';
import {
  addTerminal,
  createJournal,
  digest,
  entropy,
  NOW,
  prepareIntake,
  print,
  printed,
  userId,
} from '../../testing/intake-world.ts';
import { createFakeClock } from '@holdover/testbed';
import { createAuditLog } from '../audit/audit-log.ts';
import { createReviews } from '../review/reviews.ts';
import { createSqlEntitlementStore } from '../sessions/entitlement-store.ts';
import { createSqlSessionStore } from '../sessions/session-store-sql.ts';
import type { TerminalRecord } from '../terminals/terminal.ts';

const UUID = 'urn:uuid:0198c1d2-0000-4000-8000-000000000007';

const counters = (lifetimeImpressions: number | null, uuid = UUID): RecordDraft => ({
  type: 'counters',
  reason: 'daily',
  printer: { uuid, upTime: 7, lifetimeImpressions },
  time: print.time,
  mode: 'offline',
});

const newActivity = (): ActivityId => makeId('activity', NOW, entropy);

/** A direct print of so many pages. */
function printOf(impressions: number, { activityId = newActivity(), toReview = false } = {}): RecordDraft[] {
  const outcome = toReview ? ('unknown' as const) : ('completed' as const);
  return [
    { ...print, activityId, sessionId: null },
    { ...printed(impressions), activityId, outcome, toReview },
  ];
}

describeStore('what devices counted', (open) => {
  let database: Database;
  let intake: Awaited<ReturnType<typeof prepareIntake>>;
  let terminal: TerminalRecord;
  let journal: ReturnType<typeof createJournal>;
  let sent = 0;

  beforeEach(async () => {
    database = await open();
    intake = await prepareIntake(database);
    terminal = await addTerminal(database);
    journal = createJournal(terminal.id);
    sent = 0;
  });

  const send = async (...drafts: RecordDraft[]): Promise<void> => {
    for (const draft of drafts) journal.add(draft);
    await intake.accept(terminal, journal.texts().slice(sent));
    sent = journal.texts().length;
  };
  const nobodys = async () => (await intake.state()).activities.filter(({ unauthenticated }) => unauthenticated);
  const decide = async (impressions: number): Promise<void> => {
    const clock = createFakeClock(NOW);
    const changes = createChanges({ database, clock, auditLog: createAuditLog(digest, entropy) });
    const [item] = (await intake.items('open')).filter(({ kind }) => kind === 'unknown-outcome');
    if (item === undefined) expect.fail('nothing to decide');
    const given = { decision: 'book' as const, note: '', impressions, check: () => undefined };
    await createReviews({ changes, events: { publish: () => undefined } }).decide(SYSTEM, item.id, given);
  };

  test('[F7b] pages that no record explains are booked once, as nobody’s, with an alert', async () => {
    await send(counters(100), ...printOf(4), counters(111));
    await intake.accept(terminal, journal.texts());
    expect(await nobodys()).toMatchObject([
      {
        userId: null,
        userName: null,
        sessionId: null,
        unauthenticated: true,
        kind: 'print',
        mode: 'offline',
        outcome: 'completed',
        impressions: 7,
        source: 'device',
        startedAt: new Date(NOW).toISOString(),
        deviceId: terminal.deviceId,
      },
    ]);
    expect(intake.alerts()).toEqual(['unexplained-pages']);
    await send(...printOf(3), counters(114), counters(114));
    expect(await nobodys()).toHaveLength(1);
  });

  test('[F7d] another printer, or a counter that went back, begins anew; fewer pages than records say go to review', async () => {
    await send(counters(100), ...printOf(5), counters(103));
    expect((await intake.state()).reviews).toEqual(['fewer-counted']);
    await send(counters(9_000, `${UUID}8`), counters(10, `${UUID}8`), ...printOf(2), counters(12, `${UUID}8`));
    expect((await intake.state()).reviews).toEqual(['fewer-counted']);
    expect([await nobodys(), intake.alerts()]).toEqual([[], []]);
  });

  test('[F7c] the end of a print whose beginning is missing explains its pages as well', async () => {
    const [, end] = printOf(6);
    if (end === undefined) expect.fail('no end');
    await send(counters(100), end, counters(106));
    expect([(await intake.state()).reviews, await nobodys()]).toEqual([['gap'], []]);
  });

  test('[F7f] what came out at the device’s own panel is explained by its walk-up, and is in the books as one', async () => {
    const activityId = newActivity();
    const [begin, end] = printOf(6, { activityId });
    if (begin?.type !== 'activity-begin' || end === undefined) expect.fail('no walk-up');
    await send(counters(100), { ...begin, kind: 'walk-up', pages: null }, end, counters(106));
    expect([(await intake.state()).reviews, await nobodys(), intake.alerts()]).toEqual([[], [], []]);
    expect((await intake.state()).activities).toMatchObject([
      { id: activityId, kind: 'walk-up', userId, impressions: 6 },
    ]);
  });

  test('[F7g] sides that were scanned explain no page', async () => {
    const [begin, end] = printOf(5);
    if (begin?.type !== 'activity-begin' || end === undefined) expect.fail('no scan');
    await send(counters(100), { ...begin, kind: 'scan' }, end, counters(102));
    expect((await nobodys()).map(({ impressions }) => impressions)).toEqual([2]);
    expect([(await intake.state()).reviews, intake.alerts()]).toEqual([[], ['unexplained-pages']]);
  });

  describe('[F7e] a print whose number is not certain', () => {
    const activityId = newActivity();

    test('may be all that came out beyond it: no alert, and a decision takes them out of what is unexplained', async () => {
      await send(counters(100), ...printOf(2, { activityId, toReview: true }), counters(110));
      expect([(await nobodys()).map(({ impressions }) => impressions), intake.alerts()]).toEqual([[8], []]);
      await decide(7);
      expect((await nobodys()).map(({ impressions, discarded }) => [impressions, discarded])).toEqual([[3, false]]);
    });

    test('decided to be all of them, nothing is unexplained', async () => {
      await send(counters(100), ...printOf(2, { activityId, toReview: true }), counters(110));
      await decide(10);
      expect((await nobodys()).map(({ discarded }) => discarded)).toEqual([true]);
    });

    test('decided before the device is compared, it explains what was decided', async () => {
      await send(counters(100), ...printOf(2, { activityId, toReview: true }));
      await decide(9);
      await send(counters(110));
      expect((await nobodys()).map(({ impressions }) => impressions)).toEqual([1]);
      expect(intake.alerts()).toEqual(['unexplained-pages']);
    });
  });

  test('[F5g] a print without anybody there is its owner’s, and goes to review when they were disabled by then', async () => {
    await send(...printOf(2));
    expect((await intake.state()).activities).toMatchObject([{ userId, sessionId: null, unauthenticated: false }]);
    await createSqlEntitlementStore(database.queries).note(userId, { at: instant(NOW - 1), granted: false });
    await send(...printOf(3));
    const state = await intake.state();
    expect(state.reviews).toEqual(['user-not-entitled']);
    expect(state.activities.map(({ impressions }) => impressions).toSorted((a, b) => a - b)).toEqual([2, 3]);
  });

  const happening = fc.record({
    what: fc.constantFrom('ours' as const, 'elsewhere' as const, 'counters' as const),
    pages: fc.integer({ min: 1, max: 9 }),
    isSent: fc.boolean(),
  });
  test('[F7c] however records come in, what is booked is what the device counted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 12 }), async (happenings) => {
        terminal = await addTerminal(database);
        journal = createJournal(terminal.id);
        sent = 0;
        let counter = 1_000;
        journal.add(counters(counter));
        for (const { what, pages, isSent } of happenings) {
          if (what !== 'counters') counter += pages;
          if (what === 'ours') printOf(pages).forEach((draft) => journal.add(draft));
          if (what === 'counters') journal.add(counters(counter));
          if (isSent) await send();
        }
        await send(counters(counter));
        await intake.accept(terminal, journal.texts());
        const { deviceId } = terminal;
        const mine = (await createSqlSessionStore(database.queries).activities({ limit: 100, deviceId })).items;
        expect(mine.reduce((sum, { impressions }) => sum + impressions, 0)).toBe(counter - 1_000);
      }),
      { numRuns: 15 },
    );
  });
});
