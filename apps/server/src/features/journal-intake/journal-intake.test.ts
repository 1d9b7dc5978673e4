import { appendRecord, beginEpoch, type Appended, type JournalHead, type RecordDraft } from '@holdover/journal';
import { instant, makeId, type TerminalId } from '@holdover/kernel';
import { createFakeClock, createNodeDigest, createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import type { Database } from '../../database/database.ts';
import { describeStore } from '../../testing/describe-store.ts';
import { createSqlSessionStore } from '../sessions/session-store-sql.ts';
import { newTerminal, type TerminalRecord } from '../terminals/terminal.ts';
import { createSqlTerminalStore } from '../terminals/terminal-store-sql.ts';
import { createJournalIntake } from './journal-intake.ts';

const NOW = instant(1_760_000_000_000);
const digest = createNodeDigest();
const entropy = createSeededEntropy('intake');
const at = { time: { trusted: NOW, uncertainty: 0 }, mode: 'offline' as const };

async function addTerminal(database: Database): Promise<TerminalRecord> {
  const terminal = newTerminal({
    id: makeId('terminal', NOW, entropy),
    deviceId: makeId('device', NOW, entropy),
    version: '0.1.0',
    keyProtector: 'keyfile',
    enrolledAt: NOW,
    servicePinSealed: '',
  });
  await createSqlTerminalStore(database.queries).create(terminal);
  return terminal;
}

/** A terminal's journal of a test: what it appends is what it would send. */
function createJournal(terminalId: TerminalId, continues: JournalHead | null = null) {
  const records: Appended[] = [beginEpoch({ terminalId, reason: 'start', continues, ...at }, entropy, digest)];
  const last = () => records.at(-1)?.head ?? continues;
  return {
    texts: () => records.map(({ text }) => text),
    head: last,
    add(draft: RecordDraft) {
      const head = last();
      if (head !== null) records.push(appendRecord(head, draft, digest));
    },
  };
}

const userId = makeId('user', NOW, entropy);
const sessionId = makeId('session', NOW, entropy);
const activityId = makeId('activity', NOW, entropy);

const session: RecordDraft = { type: 'session-begin', userId, sessionId, method: 'pin', credentialIds: [], ...at };
const print: RecordDraft = {
  type: 'activity-begin',
  userId,
  sessionId,
  activityId,
  kind: 'print',
  jobName: activityId,
  pages: 2,
  copies: 1,
  color: false,
  sides: 'one-sided',
  printer: null,
  ...at,
};
const printed = (impressions: number): RecordDraft => ({
  type: 'activity-end',
  userId,
  activityId,
  outcome: 'completed',
  impressions,
  sheets: null,
  color: false,
  source: 'job',
  toReview: false,
  ...at,
});
const logout: RecordDraft = { type: 'session-end', userId, sessionId, reason: 'logout', ...at };

describeStore('journal intake', (open) => {
  async function prepare() {
    const database = await open();
    const intake = createJournalIntake({
      database,
      fleet: {
        incarnation: { number: 1, random: '0123456789abcdef' },
        signer: { publicKey: '', sign: () => 'A'.repeat(86) },
      },
      clock: createFakeClock(NOW),
      digest,
      entropy,
      onBooked: () => undefined,
    });
    const books = createSqlSessionStore(database.queries);
    const question = { limit: 100 };
    return {
      database,
      accept: (terminal: TerminalRecord, records: string[]) => intake.accept(terminal, { records }),
      state: async () => ({
        sessions: (await books.sessions(question)).items,
        activities: (await books.activities(question)).items,
        reviews: (await books.reviews(question)).items.map(({ kind }) => kind).toSorted(),
      }),
    };
  }

  test('[F3a] a journal sent twice, whole and in pieces, is booked once', async () => {
    const { database, accept, state } = await prepare();
    const terminal = await addTerminal(database);
    const journal = createJournal(terminal.id);
    for (const draft of [session, print, printed(2), logout]) journal.add(draft);
    const texts = journal.texts();
    const { acknowledgements } = await accept(terminal, texts);
    expect(acknowledgements).toMatchObject([{ terminalId: terminal.id, upTo: 5, headHash: journal.head()?.hash }]);
    const booked = await state();
    expect(booked).toMatchObject({
      sessions: [{ id: sessionId, mode: 'offline', endReason: 'logout', impressions: 2 }],
      activities: [{ id: activityId, outcome: 'completed', impressions: 2 }],
      reviews: [],
    });
    expect(await accept(terminal, texts)).toEqual({ acknowledgements });
    for (const text of texts) await accept(terminal, [text]);
    expect(await state()).toEqual(booked);
  });

  test('[F3c] history told differently later changes no book and is reviewed once', async () => {
    const { database, accept, state } = await prepare();
    const terminal = await addTerminal(database);
    const journal = createJournal(terminal.id);
    for (const draft of [session, print, printed(2)]) journal.add(draft);
    const texts = journal.texts();
    await accept(terminal, texts);
    const forged = texts.with(3, texts[3]?.replace('"impressions":2', '"impressions":0') ?? '');
    await accept(terminal, forged);
    await accept(terminal, forged);
    expect(await state()).toMatchObject({ activities: [{ impressions: 2 }], reviews: ['changed-record'] });
  });

  test('[F3c] a second end of an activity changes no book', async () => {
    const { database, accept, state } = await prepare();
    const terminal = await addTerminal(database);
    const journal = createJournal(terminal.id);
    for (const draft of [session, print, printed(2), printed(0), logout, logout]) journal.add(draft);
    await accept(terminal, journal.texts());
    expect(await state()).toMatchObject({ activities: [{ impressions: 2 }], reviews: ['gap', 'gap'] });
  });

  test('[F3c] another terminal can neither begin nor end what is not its own', async () => {
    const { database, accept, state } = await prepare();
    const terminal = await addTerminal(database);
    const journal = createJournal(terminal.id);
    for (const draft of [session, print]) journal.add(draft);
    await accept(terminal, journal.texts());
    const before = await state();
    const other = await addTerminal(database);
    const foreign = createJournal(other.id);
    for (const draft of [session, print, printed(0), logout]) foreign.add(draft);
    await accept(other, foreign.texts());
    const after = await state();
    expect({ ...after, reviews: [] }).toEqual(before);
    expect(after.reviews).toEqual(['changed-record', 'changed-record', 'gap', 'gap']);
  });

  test('[F3e] a terminal restored from an older disk hands in what it has, and hears of nothing it lacks', async () => {
    const { database, accept, state } = await prepare();
    const terminal = await addTerminal(database);
    const journal = createJournal(terminal.id);
    journal.add(session);
    const older = { texts: journal.texts(), head: journal.head() };
    for (const draft of [print, printed(2), logout]) journal.add(draft);
    await accept(terminal, journal.texts());
    const restored = createJournal(terminal.id, older.head);
    const { acknowledgements } = await accept(terminal, [...older.texts, ...restored.texts()]);
    expect(acknowledgements.map(({ headHash }) => headHash)).toEqual([older.head?.hash, restored.head()?.hash]);
    expect(await state()).toMatchObject({ activities: [{ impressions: 2 }], reviews: ['rollback'] });
  });

  test('[F3d] a fork is booked to review and suspends the identity', async () => {
    const { database, accept, state } = await prepare();
    const terminal = await addTerminal(database);
    const journal = createJournal(terminal.id);
    const common = journal.head();
    await accept(terminal, [...journal.texts(), ...createJournal(terminal.id, common).texts()]);
    await accept(terminal, createJournal(terminal.id, common).texts());
    expect((await state()).reviews).toEqual(['fork']);
    expect((await createSqlTerminalStore(database.queries).read(terminal.id))?.suspendedAt).toBe(NOW);
  });

  test('[F3h] one text that is no record refuses the batch whole', async () => {
    const { database, accept, state } = await prepare();
    const terminal = await addTerminal(database);
    const journal = createJournal(terminal.id);
    journal.add(session);
    await expect(accept(terminal, [...journal.texts(), '{}'])).rejects.toMatchObject({ code: 'bad-request' });
    expect((await state()).sessions).toEqual([]);
    await accept(terminal, journal.texts());
    expect((await state()).sessions).toHaveLength(1);
  });
});
