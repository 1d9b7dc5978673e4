import type { EpochId } from '@holdover/kernel';
import type { UploadedRecord } from './read-batch.ts';
import type { JournalRecord, RecordOf } from './record.ts';

/**
 * What is wrong with a chain (F3):
 * `gap` a record before this one is missing · `changed-record` it does not fit the record before it, or another text stands in
 * its place · `fork` two epochs, or an epoch and its own continuation, follow one record · `rollback` the server has records
 * that the terminal no longer knows.
 */
export type FindingKind = 'gap' | 'changed-record' | 'fork' | 'rollback';

export interface Finding {
  readonly kind: FindingKind;
  /** The record that told. */
  readonly about: UploadedRecord;
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
  /** A record that follows none was accepted; known where the batch has another one. */
  readonly begun: boolean;
  readonly heads: ReadonlyMap<EpochId, EpochHead>;
  /** Hash by `recordKey`. */
  readonly hashes: ReadonlyMap<string, string>;
  /** Where a record with that hash stands. */
  readonly places: ReadonlyMap<string, RecordPlace>;
  /** Which epoch already continues the record with that hash. */
  readonly continuedBy: ReadonlyMap<string, EpochId>;
  /** Texts kept for review by hash: `unreadable` no record at all · `conflicting` another text for a place already taken. */
  readonly kept: ReadonlyMap<string, 'unreadable' | 'conflicting'>;
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
   * For each epoch of the batch the last of its records: what is acknowledged, since it is booked or kept for review. Not the
   * head: a terminal whose disk was restored lacks it, could not check it, and would never be rid of its records.
   */
  readonly taken: readonly TakenUpTo[];
}

export type TakenUpTo = Pick<EpochHead, 'epoch' | 'upTo' | 'hash'>;

export function recordKey(epoch: EpochId, sequence: number): string {
  return `${epoch}/${sequence}`;
}

/** What a store must look up before `verifyBatch` can decide. */
export interface FactsNeeded {
  readonly epochs: readonly EpochId[];
  readonly places: readonly RecordPlace[];
  /** Hashes that records of the batch follow: for `places`, `continuedBy`, `kept`, and the heads of the epochs they stand in. */
  readonly followed: readonly string[];
  /** Whether a record of the batch follows none. */
  readonly begins: boolean;
}

export function factsNeeded(records: readonly UploadedRecord[]): FactsNeeded {
  const places = new Map<string, RecordPlace>();
  const epochs = new Set<EpochId>();
  const followed = new Set<string>();
  const begins = records.some(({ record }) => record.previousHash === null);
  for (const { record } of records) {
    const { epoch, sequence, previousHash } = record;
    epochs.add(epoch);
    for (const at of [sequence - 1, sequence]) if (at > 0) places.set(recordKey(epoch, at), { epoch, sequence: at });
    if (previousHash !== null) followed.add(previousHash);
  }
  return { epochs: [...epochs], places: [...places.values()], followed: [...followed], begins };
}

/** F3: sorts a batch into what is new, what is known, what conflicts, and says what is wrong. Changes nothing. */
export function verifyBatch(known: KnownChain, batch: readonly UploadedRecord[]): VerifiedBatch {
  const work: Work = {
    begun: known.begun,
    heads: new Map(known.heads),
    hashes: new Map(known.hashes),
    places: new Map(known.places),
    continuedBy: new Map(known.continuedBy),
    kept: new Map(known.kept),
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
      work.kept.set(one.hash, 'conflicting');
      findings.push({ kind: 'changed-record', about: one });
    } else {
      const kind = findingAbout(one, work);
      if (kind !== null) findings.push({ kind, about: one });
      const forked = kind === 'fork' || isForked(one.record, work);
      accepted.push({ ...one, review: kind ?? (forked ? 'fork' : null) });
      take(one, forked, work);
    }
  }
  const touched = new Set(batch.map(({ record }) => record.epoch));
  const heads = new Map([...work.heads].filter(([epoch]) => touched.has(epoch)));
  return {
    accepted,
    duplicates,
    conflicting,
    findings,
    heads,
    taken: takenOf([...conflicting, ...duplicates, ...accepted]),
  };
}

/** @param records of one place the one that is booked last */
function takenOf(records: readonly UploadedRecord[]): readonly TakenUpTo[] {
  const last = new Map<EpochId, TakenUpTo>();
  for (const { record, hash } of records) {
    const { epoch, sequence: upTo } = record;
    if (upTo >= (last.get(epoch)?.upTo ?? 0)) last.set(epoch, { epoch, upTo, hash });
  }
  return [...last.values()];
}

interface Work {
  begun: boolean;
  readonly heads: Map<EpochId, EpochHead>;
  readonly hashes: Map<string, string>;
  readonly places: Map<string, RecordPlace>;
  readonly continuedBy: Map<string, EpochId>;
  readonly kept: Map<string, 'unreadable' | 'conflicting'>;
}

function findingAbout({ record }: UploadedRecord, work: Work): FindingKind | null {
  if (record.type === 'epoch-begin' && record.sequence === 1) return aboutBeginning(record, work);
  const { epoch, sequence, previousHash } = record;
  if (sequence === 1 || record.type === 'epoch-begin') return 'changed-record';
  const before = work.hashes.get(recordKey(epoch, sequence - 1));
  if (before === undefined) return aboutMissing(previousHash, work);
  if (before !== previousHash) return 'changed-record';
  return work.continuedBy.has(before) ? 'fork' : null;
}

function aboutBeginning(record: RecordOf<'epoch-begin'>, work: Work): FindingKind | null {
  if (record.continues !== record.previousHash) return 'changed-record';
  // One journal has one first record, which may come after what follows it.
  if (record.continues === null) return work.begun ? 'rollback' : null;
  if (work.continuedBy.has(record.continues)) return 'fork';
  const place = work.places.get(record.continues);
  if (place === undefined) return aboutMissing(record.continues, work);
  const head = work.heads.get(place.epoch);
  return head !== undefined && head.upTo > place.sequence ? 'rollback' : null;
}

/** What it follows is no booked record: a gap, unless review has the text. */
function aboutMissing(followed: string | null, work: Work): FindingKind | null {
  const kept = followed === null ? undefined : work.kept.get(followed);
  if (kept === undefined) return 'gap';
  return kept === 'conflicting' ? 'changed-record' : null;
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
  work.begun ||= record.previousHash === null;
}
