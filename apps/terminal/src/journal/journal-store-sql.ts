import { Fault, type Duration, type EpochId, type Instant } from '@holdover/kernel';
import type { SealedDatabase } from '@holdover/sealed-store';
import { prepareJournalStatements, type JournalStatements } from './journal-statements.ts';
import type { JournalStore, NewRecord, OpenChange, StoredRecord, WaitingCounts } from './journal-store.ts';

export function createSqlJournalStore(database: SealedDatabase): JournalStore {
  return new SqlJournalStore(database);
}

interface Beginning {
  readonly kind: 'session' | 'activity';
  readonly position: number;
}

/** Counted once when the store is opened, then kept in step with what is written. */
interface Waiting extends WaitingCounts {
  /** Nothing before it waits. */
  readonly from: number;
}

/**
 * Invariant: a record's position follows the last one's, in an epoch as over all; what is held in memory stands for what was
 * committed, and changes after the commit alone.
 */
class SqlJournalStore implements JournalStore {
  readonly #database: SealedDatabase;
  readonly #statements: JournalStatements;
  readonly #open: Map<string, Beginning>;
  #last: number;
  #epoch: { readonly id: EpochId; readonly before: number } | undefined;
  #waiting: Waiting;

  constructor(database: SealedDatabase) {
    this.#database = database;
    this.#statements = prepareJournalStatements(database);
    const last = this.#statements.last.get();
    this.#last = last?.position ?? 0;
    this.#epoch = last && { id: last.epoch, before: last.position - last.sequence };
    this.#open = readOpen(this.#statements);
    this.#waiting = readWaiting(this.#statements, this.#last);
  }

  append(record: NewRecord, change: OpenChange): void {
    const { epoch, sequence, text, isRefusal } = record;
    const position = this.#last + 1;
    const before = position - sequence;
    const begins = change !== undefined && 'open' in change ? change.open : null;
    const subject = change === undefined ? null : 'open' in change ? change.id : change.ended;
    const since = openSince(this.#open, { position, begins, subject });
    const insert = (): unknown =>
      this.#statements.insert.run(position, epoch, sequence, text, isRefusal ? 1 : 0, begins, subject, since);
    if (this.#epoch?.id === epoch) {
      if (this.#epoch.before !== before) throw notInOrder(record);
      insert();
    } else {
      this.#database.transaction(() => {
        this.#statements.startEpoch.run(epoch, before);
        insert();
      })();
    }
    this.#appended({ position, epoch, before, isRefusal, begins, subject });
  }

  last(): StoredRecord | undefined {
    return this.#statements.last.get();
  }

  at(epoch: EpochId, sequence: number): StoredRecord | undefined {
    return this.#statements.at.get(epoch, sequence, epoch);
  }

  waiting(after: number, most: number): readonly StoredRecord[] {
    return this.#statements.waiting.all(Math.max(this.#waiting.from, after + 1), most);
  }

  kept(after: number, most: number): readonly StoredRecord[] {
    return this.#statements.kept.all(after, most);
  }

  countWaiting(): WaitingCounts {
    const { refusals, others } = this.#waiting;
    return { refusals, others };
  }

  open(kind: 'session' | 'activity'): readonly StoredRecord[] {
    return [...this.#open.values()]
      .filter((beginning) => beginning.kind === kind)
      .flatMap(({ position }) => this.#statements.kept.all(position - 1, 1));
  }

  acknowledge(epoch: EpochId, upTo: number, at: Instant): void {
    const start = this.#statements.epochStart.get(epoch);
    if (start === undefined) return;
    // Before the first that waits all are: a long journal is handed in without looking over it again and again.
    const after = Math.max(start.before, this.#waiting.from - 1);
    this.#acknowledged(this.#statements.acknowledge.all(at, after, start.before + upTo, epoch));
  }

  acknowledgeOne(position: number, at: Instant): void {
    this.#acknowledged(this.#statements.acknowledgeOne.all(at, position));
  }

  #acknowledged(rows: readonly { readonly refusal: 0 | 1 }[]): void {
    const refused = rows.filter(({ refusal }) => refusal === 1).length;
    this.#waiting = {
      refusals: this.#waiting.refusals - refused,
      others: this.#waiting.others - (rows.length - refused),
      from: this.#statements.waiting.get(this.#waiting.from, 1)?.position ?? this.#last + 1,
    };
  }

  shiftAcknowledged(by: Duration): void {
    this.#statements.shiftAcknowledged.run(by);
  }

  dropAcknowledgedBefore(at: Instant): void {
    const [oldest] = this.#open.values();
    this.#database.transaction(() => {
      this.#statements.drop.run(at, Math.min(oldest?.position ?? this.#last, this.#last));
      this.#statements.dropEpochs.run();
    })();
  }

  #appended(written: Written): void {
    const { position, epoch, before, isRefusal, begins, subject } = written;
    this.#last = position;
    this.#epoch = { id: epoch, before };
    noteChange(this.#open, { position, begins, subject });
    const { refusals, others, from } = this.#waiting;
    this.#waiting = { from, refusals: refusals + (isRefusal ? 1 : 0), others: others + (isRefusal ? 0 : 1) };
  }
}

interface Change {
  readonly position: number;
  readonly begins: 'session' | 'activity' | null;
  readonly subject: string | null;
}

interface Written extends Change {
  readonly epoch: EpochId;
  readonly before: number;
  readonly isRefusal: boolean;
}

/** In the order they began: a map keeps the order in which its keys came. */
function noteChange(open: Map<string, Beginning>, { position, begins, subject }: Change): void {
  if (subject === null) return;
  if (begins === null) open.delete(subject);
  else open.set(subject, { kind: begins, position });
}

/** The oldest beginning that has no end once this is written. */
function openSince(open: ReadonlyMap<string, Beginning>, { position, begins, subject }: Change): number | null {
  for (const [id, beginning] of open) if (id !== subject) return beginning.position;
  return begins === null ? null : position;
}

function readOpen(statements: JournalStatements): Map<string, Beginning> {
  const open = new Map<string, Beginning>();
  for (const change of statements.changes.all()) noteChange(open, change);
  return open;
}

function readWaiting(statements: JournalStatements, last: number): Waiting {
  const { refusals, others, first } = statements.countWaiting.get() ?? { refusals: 0, others: 0, first: null };
  return { refusals, others, from: first ?? last + 1 };
}

function notInOrder({ epoch, sequence }: NewRecord): Fault {
  return new Fault({
    owner: 'ours',
    code: 'invariant-broken',
    message: `Record ${epoch}/${sequence} does not follow the last one`,
  });
}
