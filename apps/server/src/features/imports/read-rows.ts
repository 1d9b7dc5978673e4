import { IMPORT_MOST_ROWS } from '@holdover/api';
import type { ImportId } from '@holdover/kernel';
import { nameKey } from '../users/user.ts';
import { ImportFault } from './import-fault.ts';
import type { ImportLog, ImportSource } from './import-order.ts';
import { readEntry, readRow, type ReadRow } from './import-row.ts';
import type { RowReason } from './import-reasons.ts';
import type { ReadingFacts, RowError } from './import.ts';
import type { Progress } from './progress.ts';
import { quietly } from './quietly.ts';
import { readCsv } from './read-csv.ts';
import type { ReadChunk, Staging } from './staging.ts';

/** Staged, and hashed, together: a stop costs no more than this. */
export const ROWS_OF_CHUNK = 250;

/** Columns of a row that can be wrong, and a few to spare. */
const ERRORS_OF_ROW = 10;

/** Chunks that so many rows came to, at most. */
export function mostChunks(rows: number): number {
  return Math.ceil((rows * ERRORS_OF_ROW) / ROWS_OF_CHUNK) + 1;
}

export interface ReadRowsDeps {
  readonly staging: Staging;
  readonly progress: Progress;
  readonly log: ImportLog;
  readonly pinMinLength: number;
  /** Tells how far it is. @throws ImportFault `cancelled`, `stopping` */
  readonly checkIn: () => Promise<void>;
  readonly signal: AbortSignal;
}

/** What the rows say together. */
export type Read = Omit<ReadingFacts, 'adopts'> & { readonly groupNames: readonly string[] };

/**
 * Reads all there is and stages it, checked row by row. Holds one chunk, and of the others names.
 * @param source without: the staged file
 * @throws ImportFault; what the source throws
 */
export async function readRows(deps: ReadRowsDeps, id: ImportId, source: ImportSource | undefined): Promise<Read> {
  const rows = source === undefined ? fileRows(deps, id) : sourceRows(deps, source);
  const gathered = gather(deps, id);
  let lines = 0;
  for await (const { line, read } of rows) {
    lines += 1;
    if (lines > IMPORT_MOST_ROWS) throw new ImportFault('too-many-rows', { most: IMPORT_MOST_ROWS });
    deps.progress.count('rows', 1);
    gathered.take(line, read);
    if (gathered.isFull()) {
      await gathered.put();
      await deps.checkIn();
    }
  }
  await gathered.put();
  await gathered.settled();
  return gathered.facts();
}

interface Line {
  readonly line: number;
  /** Or why there is no row. */
  readonly read: ReadRow | RowReason;
}

async function* fileRows({ staging, pinMinLength }: ReadRowsDeps, id: ImportId): AsyncGenerator<Line> {
  for await (const one of readCsv(staging.file(id))) {
    const { line } = one;
    yield { line, read: 'reason' in one ? one.reason : readRow(one.fields, line, pinMinLength) };
  }
}

async function* sourceRows({ log, signal, checkIn }: ReadRowsDeps, source: ImportSource): AsyncGenerator<Line> {
  let line = 0;
  for await (const entry of source.read(log, signal)) {
    // A slow directory is cancelled between two people too.
    if (signal.aborted) await checkIn();
    line += 1;
    yield { line, read: readEntry(entry, line) };
  }
}

function gather({ staging, progress, log }: ReadRowsDeps, id: ImportId) {
  const names = new Set<string>();
  const externalIds = new Set<string>();
  const groupNames = new Map<string, string>();
  let chunk = emptyChunk();
  let chunks = 0;
  let writing = Promise.resolve();
  let pins = 0;
  let complete = true;

  const wrong = (errors: readonly RowError[]): void => {
    chunk.errors.push(...errors);
    progress.count('failed', 1);
    for (const { line, column, reason } of errors) log.say('warning', 'row-failed', { line, column, reason });
  };
  const take = (line: number, read: ReadRow | RowReason): void => {
    if (typeof read === 'string') {
      complete = false;
      return wrong([{ line, column: '', reason: read }]);
    }
    const userName = 'row' in read ? read.row.userName : read.userName;
    const key = userName === undefined ? undefined : nameKey(userName);
    const externalId = 'row' in read ? read.row.externalId : read.externalId;
    if (key === undefined && externalId === undefined) complete = false;
    const isAgain = (key !== undefined && names.has(key)) || (externalId !== undefined && externalIds.has(externalId));
    if (key !== undefined) names.add(key);
    if (externalId !== undefined) externalIds.add(externalId);
    if ('row' in read && !isAgain) {
      chunk.rows.push(read.row);
      pins += read.row.pins?.length ?? 0;
      for (const name of read.row.groups ?? []) groupNames.set(nameKey(name), name);
      return;
    }
    if (key !== undefined) chunk.named.push(key);
    if (externalId !== undefined) chunk.externalIds.push(externalId);
    wrong(isAgain || 'row' in read ? [{ line, column: 'USERNAME', reason: 'given-twice' }] : read.errors);
  };
  return {
    take,
    isFull: () => chunk.rows.length + chunk.errors.length >= ROWS_OF_CHUNK,
    /** While one is written, the next is read. */
    put: async () => {
      await writing;
      if (chunk.rows.length + chunk.errors.length === 0) return;
      writing = quietly(staging.putRead(id, chunks, chunk));
      chunks += 1;
      progress.setDone(progress.now().rows);
      chunk = emptyChunk();
    },
    settled: () => writing,
    facts: (): Read => ({
      chunks,
      pins,
      failed: progress.now().failed,
      complete,
      groupNames: [...groupNames.values()],
    }),
  };
}

type Growing<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer I)[] ? I[] : never };

function emptyChunk(): Growing<ReadChunk> {
  return { rows: [], errors: [], named: [], externalIds: [] };
}
