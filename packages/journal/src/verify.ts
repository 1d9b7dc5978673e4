import type { Digest, EpochId, TerminalId } from '@holdover/kernel';
import { decodeRecord, hashRecord, type JournalRecord, type RecordOf } from './record.ts';

/**
 * What is wrong with a chain (F3):
 * `gap` a record before this one is missing · `changed-record` it does not fit the record before it, or another text stands in
 * its place · `fork` two epochs, or an epoch and its own continuation, follow one record · `rollback` the server has records
 * that the terminal no longer knows.
 */
export type FindingKind = 'gap' | 'changed-record' | 'fork' | 'rollback';

export interface Finding {
  readonly kind: FindingKind;
  readonly epoch: EpochId;
  readonly sequence: number;
}

export interface UploadedRecord {
  readonly record: JournalRecord;
  readonly text: string;
  readonly hash: string;
}

export interface RecordPlace {
  readonly epoch: EpochId;
  readonly sequence: number;
}

export interface EpochHead {
  readonly epoch: EpochId;
  readonly upTo: number;
  readonly hash: string;
  /** A fork was found in this epoch, or in one it follows: everything after goes to review. */
  readonly forked: boolean;
}

/** What the server knows of one terminal, as far as `factsNeeded` asked. */
export interface KnownChain {
  /** No record of this terminal was ever accepted. */
  readonly empty: boolean;
  readonly heads: ReadonlyMap<EpochId, EpochHead>;
  /** Hash by `recordKey`. */
  readonly hashes: ReadonlyMap<string, string>;
  /** Where a record with that hash stands. */
  readonly places: ReadonlyMap<string, RecordPlace>;
  /** Which epoch already continues the record with that hash. */
  readonly continuedBy: ReadonlyMap<string, EpochId>;
}

export interface AcceptedRecord extends UploadedRecord {
  /** Why it goes to review; null for a record that is simply booked. */
  readonly review: FindingKind | null;
}

/** Invariant: every record of the batch is in exactly one of `accepted`, `duplicates` and `conflicting`: none is dropped. */
export interface VerifiedBatch {
  readonly accepted: readonly AcceptedRecord[];
  /** Booked before, letter for letter: nothing changes. */
  readonly duplicates: readonly UploadedRecord[];
  /** Another text for a place already taken: kept for review beside the first (once for each hash), booked nowhere. */
  readonly conflicting: readonly UploadedRecord[];
  readonly findings: readonly Finding[];
  /** Heads of the epochs of this batch, after it. */
  readonly heads: ReadonlyMap<EpochId, EpochHead>;
  /**
   * For each epoch of the batch the last of its records that is booked: what is acknowledged. Not the head: a terminal whose disk
   * was restored lacks it, could not check it, and would never be rid of its records.
   */
  readonly booked: readonly BookedUpTo[];
}

export type BookedUpTo = Pick<EpochHead, 'epoch' | 'upTo' | 'hash'>;

export function recordKey(epoch: EpochId, sequence: number): string {
  return `${epoch}/${sequence}`;
}

export type ReadBatch =
  | { readonly ok: true; readonly records: readonly UploadedRecord[] }
  | { readonly ok: false; readonly index: number; readonly problem: string };

/** Decodes what a terminal uploaded. A text that is no record of this terminal refuses the batch whole: nothing half booked. */
export function readBatch(terminalId: TerminalId, texts: readonly string[], digest: Digest): ReadBatch {
  const records: UploadedRecord[] = [];
  for (const [index, text] of texts.entries()) {
    const decoded = decodeRecord(text);
    if (!decoded.ok) return { ok: false, index, problem: decoded.problem };
    if (decoded.record.terminalId !== terminalId) return { ok: false, index, problem: 'other-terminal' };
    records.push({ record: decoded.record, text, hash: hashRecord(text, digest) });
  }
  return { ok: true, records };
}

/** What a store must look up before `verifyBatch` can decide. */
export interface FactsNeeded {
  readonly epochs: readonly EpochId[];
  readonly places: readonly RecordPlace[];
  /** Hashes that records of the batch follow: for `places`, `continuedBy`, and the heads of the epochs they stand in. */
  readonly followed: readonly string[];
}

export function factsNeeded(records: readonly UploadedRecord[]): FactsNeeded {
  const places = new Map<string, RecordPlace>();
  const epochs = new Set<EpochId>();
  const followed = new Set<string>();
  for (const { record } of records) {
    const { epoch, sequence, previousHash } = record;
    epochs.add(epoch);
    for (const at of [sequence - 1, sequence]) if (at > 0) places.set(recordKey(epoch, at), { epoch, sequence: at });
    if (previousHash !== null) followed.add(previousHash);
  }
  return { epochs: [...epochs], places: [...places.values()], followed: [...followed] };
}

/** F3: sorts a batch into what is new, what is known, what conflicts, and says what is wrong. Changes nothing. */
export function verifyBatch(known: KnownChain, batch: readonly UploadedRecord[]): VerifiedBatch {
  const work: Work = {
    empty: known.empty,
    heads: new Map(known.heads),
    hashes: new Map(known.hashes),
    places: new Map(known.places),
    continuedBy: new Map(known.continuedBy),
  };
  const accepted: AcceptedRecord[] = [];
  const duplicates: UploadedRecord[] = [];
  const conflicting: UploadedRecord[] = [];
  const findings: Finding[] = [];
  for (const one of batch) {
    const { epoch, sequence } = one.record;
    const taken = work.hashes.get(recordKey(epoch, sequence));
    if (taken === one.hash) {
      duplicates.push(one);
    } else if (taken !== undefined) {
      conflicting.push(one);
      findings.push({ kind: 'changed-record', epoch, sequence });
    } else {
      const kind = findingAbout(one.record, work);
      if (kind !== null) findings.push({ kind, epoch, sequence });
      const forked = kind === 'fork' || isForked(one.record, work);
      accepted.push({ ...one, review: kind ?? (forked ? 'fork' : null) });
      take(one, forked, work);
    }
  }
  const touched = new Set(batch.map(({ record }) => record.epoch));
  const heads = new Map([...work.heads].filter(([epoch]) => touched.has(epoch)));
  return { accepted, duplicates, conflicting, findings, heads, booked: bookedOf([...accepted, ...duplicates], heads) };
}

/** An epoch of which the batch holds nothing but contradictions is answered with its head, which contradicts them. */
function bookedOf(records: readonly UploadedRecord[], heads: VerifiedBatch['heads']): readonly BookedUpTo[] {
  return [...heads.values()].map(({ epoch, upTo, hash }) => {
    const mine = records.filter(({ record }) => record.epoch === epoch);
    const last = mine.toSorted((a, b) => a.record.sequence - b.record.sequence).at(-1);
    return last === undefined ? { epoch, upTo, hash } : { epoch, upTo: last.record.sequence, hash: last.hash };
  });
}

interface Work {
  empty: boolean;
  readonly heads: Map<EpochId, EpochHead>;
  readonly hashes: Map<string, string>;
  readonly places: Map<string, RecordPlace>;
  readonly continuedBy: Map<string, EpochId>;
}

function findingAbout(record: JournalRecord, work: Work): FindingKind | null {
  if (record.type === 'epoch-begin' && record.sequence === 1) return aboutBeginning(record, work);
  const { epoch, sequence, previousHash } = record;
  if (sequence === 1 || record.type === 'epoch-begin') return 'changed-record';
  const before = work.hashes.get(recordKey(epoch, sequence - 1));
  if (before === undefined) return 'gap';
  if (before !== previousHash) return 'changed-record';
  return work.continuedBy.has(before) ? 'fork' : null;
}

function aboutBeginning(record: RecordOf<'epoch-begin'>, work: Work): FindingKind | null {
  if (record.continues !== record.previousHash) return 'changed-record';
  if (record.continues === null) return work.empty ? null : 'rollback';
  if (work.continuedBy.has(record.continues)) return 'fork';
  const place = work.places.get(record.continues);
  if (place === undefined) return 'gap';
  const head = work.heads.get(place.epoch);
  return head !== undefined && head.upTo > place.sequence ? 'rollback' : null;
}

/** A fork says something about all that follows it, also in later epochs; the other findings about one record. */
function isForked(record: JournalRecord, work: Work): boolean {
  if (work.heads.get(record.epoch)?.forked === true) return true;
  if (record.type !== 'epoch-begin' || record.continues === null) return false;
  const place = work.places.get(record.continues);
  return place !== undefined && work.heads.get(place.epoch)?.forked === true;
}

function take({ record, hash }: UploadedRecord, forked: boolean, work: Work): void {
  const { epoch, sequence } = record;
  work.hashes.set(recordKey(epoch, sequence), hash);
  work.places.set(hash, { epoch, sequence });
  if (record.type === 'epoch-begin' && record.continues !== null && !work.continuedBy.has(record.continues)) {
    work.continuedBy.set(record.continues, epoch);
  }
  const head = work.heads.get(epoch);
  const ahead = head === undefined || sequence > head.upTo;
  work.heads.set(epoch, ahead ? { epoch, upTo: sequence, hash, forked } : { ...head, forked });
  work.empty = false;
}
