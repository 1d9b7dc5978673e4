import type { Cancel, Clock, Digest, Entropy, TerminalId } from '@holdover/kernel';
import {
  appendRecord,
  beginEpoch,
  decodeRecord,
  hashRecord,
  journalRoom,
  REFUSAL_RING,
  type Appended,
  type JournalHead,
  type JournalRecord,
  type JournalRoom,
  type RecordDraft,
  type RecordOf,
  type RecordTime,
  type RecordType,
} from '@holdover/journal';
import type { TerminalTime } from '../cache/terminal-time.ts';
import type { JournalStore, OpenChange, StoredRecord } from './journal-store.ts';

type Untimed<R> = R extends RecordDraft ? Omit<R, 'time'> : never;

/** What happened; its time is the journal's to say. */
export type JournalEntry = Untimed<RecordDraft>;

/** The terminal's append-only record of sessions, refusals and activities (F). */
export interface TerminalJournal {
  readonly terminalId: TerminalId;
  /** F1: on disk when it returns. Call it before the effect. */
  append(entry: JournalEntry): JournalRecord;
  /** F2: a new epoch that continues the one so far. */
  startEpoch(reason: 'reset' | 'restore'): void;
  /** Not yet acknowledged by the server. */
  backlog(): number;
  /** F6; refusals do not count towards it. */
  room(): JournalRoom;
  /** F1: whoever tries PINs all night does not fill the journal. */
  hasRoomForRefusals(): boolean;
  /** Sessions that a power loss left open before this start. */
  leftOpen(): readonly RecordOf<'session-begin'>[];
  /** Without an end so far, from before this start too. */
  openActivities(): readonly RecordOf<'activity-begin'>[];
  /** Called after every append and acknowledgement. */
  subscribe(listener: () => void): Cancel;
  /** To be told after an acknowledgement changed the store. */
  acknowledged(): void;
}

export interface TerminalJournalOptions {
  readonly terminalId: TerminalId;
  readonly store: JournalStore;
  readonly time: TerminalTime;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly digest: Digest;
}

/**
 * Begins a new epoch that continues what the store holds (F2).
 * Invariant: `head` is the last record on disk; nothing appends to this store but this journal.
 */
export function openTerminalJournal(options: TerminalJournalOptions): TerminalJournal {
  const { terminalId, store, entropy, digest } = options;
  const listeners = new Set<() => void>();
  const notify = (): void => listeners.forEach((listener) => listener());
  const left = store.open('session').flatMap((stored) => read(stored, 'session-begin'));

  function write({ record, text, head: next }: Appended): JournalRecord {
    const isRefusal = record.type === 'refusal' || record.type === 'refusals';
    store.append({ epoch: record.epoch, sequence: record.sequence, text, isRefusal }, openChange(record));
    head = next;
    const { refusals, others } = waiting;
    waiting = isRefusal ? { refusals: refusals + 1, others } : { refusals, others: others + 1 };
    notify();
    return record;
  }

  let waiting = store.countWaiting();
  const continues = headOf(store.last(), terminalId, digest);
  let head: JournalHead;
  const start = (reason: RecordOf<'epoch-begin'>['reason'], after: JournalHead | null): void => {
    const beginning = { terminalId, reason, time: stamp(options.time), mode: 'offline', continues: after } as const;
    write(beginEpoch(beginning, entropy, digest));
  };
  start('start', continues);

  return {
    terminalId,
    append: (entry) => write(appendRecord(head, { ...entry, time: stamp(options.time) }, digest)),
    startEpoch: (reason) => start(reason, head),
    backlog: () => waiting.refusals + waiting.others,
    room: () => journalRoom(waiting.others),
    hasRoomForRefusals: () => waiting.refusals < REFUSAL_RING,
    leftOpen: () => left,
    openActivities: () => store.open('activity').flatMap((stored) => read(stored, 'activity-begin')),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    acknowledged() {
      waiting = store.countWaiting();
      notify();
    },
  };
}

function stamp(time: TerminalTime): RecordTime {
  const { at, uncertainty } = time.now();
  return { trusted: at, uncertainty };
}

function openChange(record: JournalRecord): OpenChange {
  switch (record.type) {
    case 'session-begin':
      return { open: 'session', id: record.sessionId };
    case 'session-end':
      return { ended: record.sessionId };
    case 'activity-begin':
      return { open: 'activity', id: record.activityId };
    case 'activity-end':
      return { ended: record.activityId };
    case 'epoch-begin':
    case 'refusal':
    case 'refusals':
    case 'clock-step':
    case 'counters':
      return undefined;
  }
}

/** Null too where the last record is an earlier identity's: each has a chain of its own (F3). */
function headOf(stored: StoredRecord | undefined, terminalId: TerminalId, digest: Digest): JournalHead | null {
  if (stored === undefined) return null;
  const { epoch, sequence, text } = stored;
  const decoded = decodeRecord(text);
  if (decoded.ok && decoded.record.terminalId !== terminalId) return null;
  return { terminalId, epoch, sequence, hash: hashRecord(text, digest) };
}

/** What cannot be read any more goes up as it is and is settled in review (F3): it must not keep the device from people. */
function read<T extends RecordType>({ text }: StoredRecord, type: T): readonly RecordOf<T>[] {
  const decoded = decodeRecord(text);
  return decoded.ok && isOfType(decoded.record, type) ? [decoded.record] : [];
}

function isOfType<T extends RecordType>(record: JournalRecord, type: T): record is RecordOf<T> {
  return record.type === type;
}
