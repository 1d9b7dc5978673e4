import { appendRecord, beginEpoch, type Appended, type JournalHead, type RecordDraft } from '@holdover/journal';
import { canonicalJson, makeId, type Json, type TerminalId } from '@holdover/kernel';
import { createFakeClock } from '@holdover/testbed';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SYSTEM } from '../../actor.ts';
import { createChanges } from '../../changes/changes.ts';
import type { Database } from '../../database/database.ts';
import { describeStore } from '../../testing/describe-store.ts';
import { addTerminal, digest, entropy, NOW, prepareIntake, userId } from '../../testing/intake-world.ts';
import { createAuditLog } from '../audit/audit-log.ts';
import { createSqlReviewStore } from '../review/review-store-sql.ts';
import { createReviews } from '../review/reviews.ts';

/** As in packages/journal: `resume` a virtual machine put back as it ran, `clone` a second machine beside the first. */
type Life = 'print' | 'restart' | 'image' | 'restore' | 'resume' | 'clone';

/** Of each print. */
const PAGES = 3;
const at = { time: { trusted: NOW, uncertainty: 0 }, mode: 'offline' as const };

/** All that was ever written under one identity, and the pages that came out. */
function live(terminalId: TerminalId, lives: readonly Life[]): { readonly texts: string[]; readonly pages: number } {
  const texts: string[] = [];
  let pages = 0;
  const keep = ({ text, head }: Appended): JournalHead => {
    texts.push(text);
    return head;
  };
  const start = (continues: JournalHead | null): JournalHead =>
    keep(beginEpoch({ terminalId, reason: 'start', continues, ...at }, entropy, digest));
  const print = (after: JournalHead): JournalHead => {
    pages += PAGES;
    return session(PAGES).reduce((head, draft) => keep(appendRecord(head, draft, digest)), after);
  };
  let head = start(null);
  let image = head;
  for (const life of lives) {
    if (life === 'print') head = print(head);
    if (life === 'restart') head = start(head);
    if (life === 'image') image = head;
    if (life === 'restore') head = start(image);
    if (life === 'resume') head = print(image);
    if (life === 'clone') print(start(image));
  }
  return { texts, pages };
}

function session(impressions: number): RecordDraft[] {
  const sessionId = makeId('session', NOW, entropy);
  const activityId = makeId('activity', NOW, entropy);
  const sheet = { color: false, sides: 'one-sided', copies: 1, pages: impressions, printer: null } as const;
  const end = {
    outcome: 'completed',
    impressions,
    sheets: null,
    color: false,
    source: 'job',
    toReview: false,
  } as const;
  return [
    { ...at, type: 'session-begin', userId, sessionId, method: 'pin', credentialIds: [] },
    { ...at, type: 'activity-begin', userId, sessionId, activityId, kind: 'print', jobName: activityId, ...sheet },
    { ...at, type: 'activity-end', userId, activityId, ...end },
    { ...at, type: 'session-end', userId, sessionId, reason: 'logout' },
  ];
}

type Handling = 'sent' | 'lost' | 'twice' | 'garbled' | 'edited' | 'late';

/** The first time round; after it everything is sent once more as it was written. */
function firstTry(texts: readonly string[], handlings: readonly Handling[]): string[] {
  const late: string[] = [];
  const sent = texts.flatMap((text, index) => {
    const waiting = index % 4 === 0 ? late.splice(0) : [];
    const handling = handlings[index % handlings.length];
    if (handling === 'lost') return waiting;
    if (handling === 'late') {
      late.push(text);
      return waiting;
    }
    if (handling === 'garbled') return [...waiting, text.slice(0, -1)];
    if (handling === 'edited') return [...waiting, edited(text)];
    return handling === 'twice' ? [...waiting, text, text] : [...waiting, text];
  });
  return [...sent, ...late];
}

function edited(text: string): string {
  const value = JSON.parse(text) as Record<string, Json>;
  return canonicalJson({ ...value, time: { trusted: 7, uncertainty: 0 } });
}

async function pagesBooked({ queries }: Database, terminalId: TerminalId): Promise<number> {
  const sum = queries.selectFrom('activity').select(({ fn }) => fn.sum<number>('impressions').as('pages'));
  const { pages } = await sum.where('terminalId', '=', terminalId).where('discarded', '=', 0).executeTakeFirstOrThrow();
  return Number(pages ?? 0);
}

const story = fc.record({
  lives: fc.array(fc.constantFrom<Life>('print', 'print', 'print', 'restart', 'image', 'restore', 'resume', 'clone'), {
    maxLength: 12,
  }),
  handlings: fc.array(
    fc.constantFrom<Handling>('sent', 'sent', 'sent', 'sent', 'lost', 'twice', 'garbled', 'edited', 'late'),
    { minLength: 1, maxLength: 15 },
  ),
  size: fc.integer({ min: 1, max: 30 }),
});

describeStore('accounted pages', (open) => {
  test('[F3f] [F3s] once all journals are in and the review is booked, they are the printed pages', async () => {
    const database = await open();
    const { accept } = await prepareIntake(database);
    const review = createSqlReviewStore(database.queries);
    const changes = createChanges({ database, auditLog: createAuditLog(digest, entropy), clock: createFakeClock(NOW) });
    const reviews = createReviews({ changes, events: { publish: () => undefined } });
    const property = fc.asyncProperty(story, async ({ lives, handlings, size }) => {
      const terminal = await addTerminal(database);
      const { texts, pages } = live(terminal.id, lives);
      for (const round of [firstTry(texts, handlings), texts]) {
        for (let from = 0; from < round.length; from += size) await accept(terminal, round.slice(from, from + size));
      }
      const { deviceId } = terminal;
      const { items } = await review.page({ limit: 1_000, state: 'open', deviceId, sort: 'raisedAt' });
      expect(items.every(({ text }) => text !== null)).toBe(true);
      for (const { id, kind } of items.toSorted((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0))) {
        const decision = kind === 'unreadable' ? 'discard' : 'book';
        await reviews.decide(SYSTEM, id, { decision, note: '', check: () => undefined });
      }
      expect(await pagesBooked(database, terminal.id)).toBe(pages);
    });
    await fc.assert(property, { numRuns: 25 });
  });

  test('[F3b] [F5b] what was only lost, late or spoilt on its way leaves the review by itself', async () => {
    const database = await open();
    const { accept } = await prepareIntake(database);
    const review = createSqlReviewStore(database.queries);
    const onTheWay = fc.record({
      lives: fc.array(fc.constantFrom<Life>('print', 'print', 'restart'), { maxLength: 8 }),
      handlings: fc.array(fc.constantFrom<Handling>('sent', 'sent', 'lost', 'twice', 'garbled', 'late'), {
        minLength: 1,
        maxLength: 9,
      }),
      size: fc.integer({ min: 1, max: 12 }),
    });
    const property = fc.asyncProperty(onTheWay, async ({ lives, handlings, size }) => {
      const terminal = await addTerminal(database);
      const { texts, pages } = live(terminal.id, lives);
      for (const round of [firstTry(texts, handlings), texts]) {
        for (let from = 0; from < round.length; from += size) await accept(terminal, round.slice(from, from + size));
      }
      expect(await pagesBooked(database, terminal.id)).toBe(pages);
      const { items } = await review.page({ limit: 1_000, state: 'open', deviceId: terminal.deviceId });
      expect(items.filter(({ kind }) => kind !== 'unreadable').map(({ kind, detail }) => [kind, detail])).toEqual([]);
    });
    await fc.assert(property, { numRuns: 25 });
  });

  test('[F3a] [F5c] without a deviation nothing waits for a decision, and they are the printed pages', async () => {
    const database = await open();
    const { accept, items } = await prepareIntake(database);
    const terminal = await addTerminal(database);
    const { texts, pages } = live(
      terminal.id,
      Array.from({ length: 30 }, (_, n) => (n % 7 === 6 ? 'restart' : 'print')),
    );
    for (let from = 0; from < texts.length; from += 11)
      await accept(terminal, texts.slice(Math.max(0, from - 3), from + 11));
    expect(await pagesBooked(database, terminal.id)).toBe(pages);
    expect(await items()).toEqual([]);
    expect(pages).toBe(26 * PAGES);
  });
});
