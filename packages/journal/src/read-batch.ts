import type { Digest, TerminalId } from '@holdover/kernel';
import { decodeRecord, hashRecord, type DecodedRecord, type JournalRecord } from './record.ts';

export interface UploadedRecord {
  readonly record: JournalRecord;
  readonly text: string;
  readonly hash: string;
}

type Problem = Extract<DecodedRecord, { ok: false }>['problem'];

/** A text that is no record of those who hand it in: kept for review as it came. */
export interface UnreadableText {
  readonly text: string;
  readonly hash: string;
  /** `other-terminal` a record, but of a terminal this one does not stand for. */
  readonly problem: Exclude<Problem, 'newer-version'> | 'other-terminal';
}

/** `ok: false` a record of a later program: it will be readable after an update, so nothing of the batch is taken now. */
export type ReadBatch =
  | { readonly ok: true; readonly records: readonly UploadedRecord[]; readonly unreadable: readonly UnreadableText[] }
  | { readonly ok: false; readonly index: number; readonly version: number };

/** F3: sorts what was uploaded into records and what is none. Invariant: each text is in exactly one of the two. */
export function readBatch(texts: readonly string[], digest: Digest): ReadBatch {
  const records: UploadedRecord[] = [];
  const unreadable: UnreadableText[] = [];
  for (const [index, text] of texts.entries()) {
    const decoded = decodeRecord(text);
    const hash = hashRecord(text, digest);
    if (decoded.ok) records.push({ record: decoded.record, text, hash });
    else if (decoded.problem === 'newer-version') return { ok: false, index, version: decoded.version };
    else unreadable.push({ text, hash, problem: decoded.problem });
  }
  return { ok: true, records, unreadable };
}

/** The records of each terminal, in the order they came. */
export function recordsByTerminal(
  records: readonly UploadedRecord[],
): ReadonlyMap<TerminalId, readonly UploadedRecord[]> {
  const found = new Map<TerminalId, UploadedRecord[]>();
  for (const one of records) {
    const mine = found.get(one.record.terminalId);
    if (mine === undefined) found.set(one.record.terminalId, [one]);
    else mine.push(one);
  }
  return found;
}
