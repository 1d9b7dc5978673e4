import { appendRecord, beginEpoch, type Appended, type JournalHead, type RecordDraft } from '@holdover/journal';
import { instant, makeId, type TerminalId } from '@holdover/kernel';
import { createPrivateKeyPem, publicKeyText, signJson } from '@holdover/nodejs';
import type { JournalAcknowledgement } from '@holdover/protocol';
import { createFakeClock, createNodeDigest, createSeededEntropy } from '@holdover/testbed';
import type { Database } from '../database/database.ts';
import type { Spool } from '../features/jobs/spool.ts';
import { createSqlReviewStore } from '../features/review/review-store-sql.ts';
import { createSqlSessionStore } from '../features/sessions/session-store-sql.ts';
import { newTerminal, type TerminalRecord } from '../features/terminals/terminal.ts';
import { createSqlTerminalStore } from '../features/terminals/terminal-store-sql.ts';
import { createJournalIntake, type Booked } from '../features/journal-intake/journal-intake.ts';

export const NOW = instant(1_760_000_000_000);
export const digest = createNodeDigest();
export const entropy = createSeededEntropy('intake');
const at = { time: { trusted: NOW, uncertainty: 0 }, mode: 'offline' as const };

const signingKey = createPrivateKeyPem();
export const signer = {
  publicKey: publicKeyText(signingKey),
  sign: (value: Parameters<typeof signJson>[1]) => signJson(signingKey, value),
};

export async function addTerminal(
  database: Database,
  deviceId = makeId('device', NOW, entropy),
): Promise<TerminalRecord> {
  const terminal = newTerminal({
    id: makeId('terminal', NOW, entropy),
    deviceId,
    version: '0.1.0',
    keyProtector: 'keyfile',
    enrolledAt: NOW,
    servicePinSealed: '',
  });
  await createSqlTerminalStore(database.queries).create(terminal);
  return terminal;
}

/** A terminal's journal of a test: what it appends is what it would send. */
export function createJournal(terminalId: TerminalId, continues: JournalHead | null = null) {
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

export const userId = makeId('user', NOW, entropy);
export const sessionId = makeId('session', NOW, entropy);
export const activityId = makeId('activity', NOW, entropy);
export const otherActivity = makeId('activity', NOW, entropy);

export const session: Extract<RecordDraft, { type: 'session-begin' }> = {
  type: 'session-begin',
  userId,
  sessionId,
  method: 'pin',
  credentialIds: [],
  ...at,
};
export const print: Extract<RecordDraft, { type: 'activity-begin' }> = {
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
export const printed = (impressions: number): Extract<RecordDraft, { type: 'activity-end' }> => ({
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
export const logout: RecordDraft = { type: 'session-end', userId, sessionId, reason: 'logout', ...at };

/** ECDSA signs the same in another way each time. */
export const unsigned = (acknowledgements: readonly JournalAcknowledgement[]) =>
  acknowledgements.map(({ signature: _signature, ...signed }) => signed);

export async function prepareIntake(database: Database, spool: Pick<Spool, 'changed'> = { changed: () => undefined }) {
  const booked: Booked[] = [];
  const intake = createJournalIntake({
    database,
    fleet: {
      incarnation: { number: 1, random: '0123456789abcdef' },
      signer,
    },
    clock: createFakeClock(NOW),
    digest,
    entropy,
    spool,
    onBooked: (told) => void booked.push(told),
  });
  const books = createSqlSessionStore(database.queries);
  const items = createSqlReviewStore(database.queries);
  const question = { limit: 100 };
  return {
    database,
    accept: (terminal: TerminalRecord, records: string[], acknowledged?: JournalAcknowledgement) =>
      intake.accept(terminal, { records, ...(acknowledged && { acknowledged }) }),
    alerts: () => booked.flatMap(({ alerts }) => alerts.map(({ kind }) => kind)),
    reviewed: () => booked.flatMap(({ reviewed }) => reviewed),
    items: async (state: 'open' | 'decided' | 'all' = 'all') => (await items.page({ limit: 100, state })).items,
    state: async () => ({
      sessions: (await books.sessions(question)).items,
      activities: (await books.activities(question)).items,
      reviews: (await items.page({ ...question, state: 'open' })).items.map(({ kind }) => kind).toSorted(),
    }),
  };
}
