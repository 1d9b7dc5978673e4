import type { Activity, AlertKind, ReviewItem, UserSession } from '@holdover/api';
import {
  factsNeeded,
  readBatch,
  RECORD_VERSION,
  recordsByTerminal,
  verifyBatch,
  type ReadBatch,
  type TakenUpTo,
  type UnreadableText,
  type UploadedRecord,
} from '@holdover/journal';
import type { ActivityId, Clock, Digest, Entropy, ReviewItemId, SessionId, TerminalId } from '@holdover/kernel';
import { verifyJson } from '@holdover/nodejs';
import type { JournalAcknowledgement, JournalAnswer, JournalBatch, KeptText } from '@holdover/protocol';
import type { Database, Queries } from '../../database/database.ts';
import { GatewayRefusal } from '../../gateway/json-exchange.ts';
import type { FleetAuthority } from '../authority/fleet-authority.ts';
import type { Spool } from '../jobs/spool.ts';
import type { JobChange } from '../jobs/settle-claims.ts';
import { reviewToApi } from '../review/review-to-api.ts';
import { createSqlReviewStore } from '../review/review-store-sql.ts';
import { createSqlSessionStore } from '../sessions/session-store-sql.ts';
import type { TerminalRecord } from '../terminals/terminal.ts';
import { createSqlTerminalStore } from '../terminals/terminal-store-sql.ts';
import { bookVerified, type BookingBatch } from './book-records.ts';
import { createSqlJournalStore } from './journal-store-sql.ts';
import { createReviewer } from './reviewer.ts';

/** What an administrator should hear of. */
export interface IntakeAlert {
  readonly kind: AlertKind;
  readonly terminal: Pick<TerminalRecord, 'id' | 'deviceId'>;
  readonly detail: string;
}

/** What a batch made true, for those who watch. */
export interface Booked {
  readonly opened: readonly UserSession[];
  readonly ended: readonly UserSession[];
  readonly recorded: readonly Activity[];
  /** Put to review, or decided by itself since what was missing came. */
  readonly reviewed: readonly ReviewItem[];
  readonly alerts: readonly IntakeAlert[];
}

export interface JournalIntakeDeps {
  readonly database: Database;
  readonly fleet: Pick<FleetAuthority, 'incarnation' | 'signer'>;
  readonly clock: Clock;
  readonly digest: Digest;
  readonly entropy: Entropy;
  readonly spool: Pick<Spool, 'changed'>;
  readonly onBooked: (booked: Booked) => void;
}

export interface JournalIntake {
  /**
   * F3: accepts and books in one transaction, each (terminal, epoch, sequence) once. What contradicts, or is no record, is kept for
   * review and acknowledged like the rest: nothing stands still for it.
   * @throws GatewayRefusal `protocol-too-new` for a record of a later program: then nothing is taken
   */
  accept(terminal: TerminalRecord, batch: JournalBatch): Promise<JournalAnswer>;
}

export function createJournalIntake(deps: JournalIntakeDeps): JournalIntake {
  return {
    accept: async (terminal, { records, acknowledged }) => {
      const batch = readBatch(records, deps.digest);
      if (!batch.ok) throw tooNew(batch);
      const { touched, taken, kept } = await deps.database.transact((queries) =>
        take(deps, { queries, sender: terminal, batch, acknowledged }),
      );
      for (const { was, next } of touched.jobs) deps.spool.changed(was, next);
      await tell(deps, touched);
      return {
        acknowledgements: taken.map(([id, upTo]) => acknowledge(deps, id, upTo)),
        kept: kept.map(({ hash }) => acknowledgeText(deps, terminal.id, hash)),
      };
    },
  };
}

/** What the events after the commit are about. */
export interface Touched {
  readonly opened: Set<SessionId>;
  readonly ended: Set<SessionId>;
  readonly recorded: Set<ActivityId>;
  readonly reviewed: Set<ReviewItemId>;
  readonly alerts: IntakeAlert[];
  /** Whose print is over. */
  readonly jobs: JobChange[];
}

interface Taking {
  readonly queries: Queries;
  readonly sender: TerminalRecord;
  readonly batch: Extract<ReadBatch, { ok: true }>;
  readonly acknowledged: JournalAcknowledgement | undefined;
}

interface Chain {
  readonly owner: TerminalRecord;
  readonly records: readonly UploadedRecord[];
}

async function take(deps: JournalIntakeDeps, { queries, sender, batch, acknowledged }: Taking) {
  const at = deps.clock.wall();
  const journal = createSqlJournalStore(queries);
  const { chains, strangers } = await sortByOwner(queries, sender, batch.records);
  const owners = [sender, ...chains.map(({ owner }) => owner)];
  for (const id of [...new Set(owners.map((owner) => owner.id))].toSorted()) await journal.lock(id);
  const touched = nothingTouched();
  const batchOf = (owner: TerminalRecord): BookingBatch => {
    const review = createReviewer({ entropy: deps.entropy, queries, terminal: owner, at, reviewed: touched.reviewed });
    return { queries, terminal: owner, at, touched, review, entropy: deps.entropy };
  };
  const kept: readonly UnreadableText[] = [...batch.unreadable, ...strangers];
  const news = await journal.keepUnreadable(sender.id, kept, at);
  const { review } = batchOf(sender);
  for (const { hash, problem } of kept)
    if (news.has(hash)) await review({ kind: 'unreadable', hash, booked: false, detail: `A text is ${problem}` });
  if (acknowledged !== undefined) await compareMemory(deps, batchOf(sender), acknowledged);
  const taken: [TerminalId, TakenUpTo][] = [];
  for (const { owner, records } of chains) {
    const verified = verifyBatch(await journal.known(owner.id, factsNeeded(records)), records);
    await bookVerified(batchOf(owner), verified);
    taken.push(...verified.taken.map((upTo): [TerminalId, TakenUpTo] => [owner.id, upTo]));
  }
  return { touched, taken, kept };
}

function nothingTouched(): Touched {
  return {
    opened: new Set(),
    ended: new Set(),
    recorded: new Set(),
    reviewed: new Set(),
    alerts: [],
    jobs: [],
  };
}

/**
 * A terminal hands in its own journal, and what its device's earlier identities left behind: enrolled anew, it has their records
 * still. Records of anybody else are none of its own.
 */
async function sortByOwner(queries: Queries, sender: TerminalRecord, records: readonly UploadedRecord[]) {
  const chains: Chain[] = [];
  const strangers: UnreadableText[] = [];
  for (const [id, own] of recordsByTerminal(records)) {
    const owner = id === sender.id ? sender : await createSqlTerminalStore(queries).read(id);
    const isEarlier = owner?.deviceId === sender.deviceId && owner.revokedAt !== null;
    if (owner !== undefined && (owner === sender || isEarlier)) chains.push({ owner, records: own });
    else strangers.push(...own.map(({ text, hash }) => ({ text, hash, problem: 'other-terminal' as const })));
  }
  return { chains, strangers };
}

/** R1: a terminal that shows our own signature under something we do not have: this server was restored from a backup. */
async function compareMemory(
  { fleet }: JournalIntakeDeps,
  { queries, terminal, touched, review }: BookingBatch,
  { signature, ...signed }: JournalAcknowledgement,
): Promise<void> {
  if (signed.terminalId !== terminal.id || !verifyJson(fleet.signer.publicKey, signed, signature)) return;
  const { epoch, upTo, headHash: hash } = signed;
  if (await createSqlJournalStore(queries).hasTaken(terminal.id, { epoch, upTo, hash })) return;
  const detail = `Record ${upTo} of epoch ${epoch} was acknowledged, and this server does not have it`;
  const isNew = await review({ kind: 'server-restored', epoch, sequence: upTo, hash, booked: false, detail });
  if (isNew) touched.alerts.push({ kind: 'server-restored', terminal, detail });
}

function tooNew({ index, version }: Extract<ReadBatch, { ok: false }>): GatewayRefusal {
  const message = `Record ${index} has version ${version}; this server reads up to ${RECORD_VERSION}`;
  return new GatewayRefusal('protocol-too-new', message);
}

function acknowledge({ fleet }: JournalIntakeDeps, terminalId: TerminalId, taken: TakenUpTo): JournalAcknowledgement {
  const { epoch, upTo, hash: headHash } = taken;
  const signed = { terminalId, epoch, upTo, headHash, incarnation: fleet.incarnation };
  return { ...signed, signature: fleet.signer.sign(signed) };
}

function acknowledgeText({ fleet }: JournalIntakeDeps, terminalId: TerminalId, keptHash: string): KeptText {
  const signed = { terminalId, keptHash, incarnation: fleet.incarnation };
  return { ...signed, signature: fleet.signer.sign(signed) };
}

/** After the commit: an event tells what is true. */
async function tell({ database, onBooked }: JournalIntakeDeps, touched: Touched): Promise<void> {
  const { opened, ended, recorded, reviewed, alerts } = touched;
  if (opened.size + ended.size + recorded.size + reviewed.size + alerts.length === 0) return;
  const store = createSqlSessionStore(database.queries);
  const sessionsOf = async (ids: Iterable<SessionId>) =>
    present(await Promise.all([...ids].map((id) => store.session(id))));
  onBooked({
    opened: await sessionsOf(opened),
    ended: await sessionsOf(ended),
    recorded: present(await Promise.all([...recorded].map((id) => store.activity(id)))),
    reviewed: (await createSqlReviewStore(database.queries).readAll([...reviewed])).map(reviewToApi),
    alerts,
  });
}

function present<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined);
}
