import { Readable } from 'node:stream';
import { setImmediate as breathe } from 'node:timers/promises';
import { parse, type CsvError } from 'csv-parse';
import { COLUMNS, type Column } from './import-row.ts';
import { ImportFault } from './import-fault.ts';

/** One data line: its fields, or why it is none. */
export type CsvLine =
  | { readonly line: number; readonly fields: Readonly<Partial<Record<Column, string>>> }
  | { readonly line: number; readonly reason: 'not-csv' | 'too-many-fields' | 'too-few-fields' };

/** Bytes of one row, quotes and all: a file that never ends one is not held in memory. */
const ROW_MOST = 1024 * 1024;
/** What the parser is given before others are served. */
const PIECE = 64 * 1024;

/**
 * RFC 4180 with `;` or `,`, header line first, BOM allowed. Holds one row and one piece.
 * @throws ImportFault
 */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<CsvLine> {
  let columns: readonly Column[] | undefined;
  for await (const { record, line } of recordsOf(bytes)) {
    if (record === undefined) {
      yield { line, reason: 'not-csv' };
    } else if (columns === undefined) {
      columns = readHeader(record);
    } else if (record.length !== columns.length) {
      yield { line, reason: record.length > columns.length ? 'too-many-fields' : 'too-few-fields' };
    } else {
      yield { line, fields: Object.fromEntries(columns.map((column, index) => [column, record[index] ?? ''])) };
    }
  }
  if (columns === undefined) throw new ImportFault('empty', ALLOWED);
}

interface Rec {
  /** Undefined where the quoting is wrong. */
  readonly record: readonly string[] | undefined;
  readonly line: number;
}

async function* recordsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Rec> {
  const { head, delimiter } = await readHead(bytes);
  const skipped: Rec[] = [];
  let tooLong = false;
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: ROW_MOST,
    on_skip: (error: CsvError | undefined) => {
      if (error?.code === 'CSV_MAX_RECORD_SIZE') tooLong = true;
      else skipped.push({ record: undefined, line: Number(error?.['lines'] ?? 0) });
      return undefined;
    },
  });
  const feed = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces(head)) {
      yield piece;
      if (tooLong) return;
      await breathe();
    }
  };
  const source = Readable.from(feed(), { objectMode: false });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (tooLong) break;
      yield* skipped.splice(0);
      yield { record, line: info.lines };
    }
    if (tooLong) throw new ImportFault('line-too-long', { most: ROW_MOST });
    yield* skipped.splice(0);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

async function* pieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; at += PIECE) yield chunk.subarray(at, at + PIECE);
  }
}

/** The delimiter is what the header line has; the bytes looked at come again. */
async function readHead(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ head: AsyncIterable<Uint8Array>; delimiter: ';' | ',' }> {
  const rest = bytes[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let text = '';
  for (let length = 0; length < PIECE && !text.trimStart().includes('\n');) {
    const { done, value } = await rest.next();
    if (done === true) break;
    seen.push(value);
    length += value.length;
    text += Buffer.from(value).toString('latin1');
  }
  const header = text.trimStart().split(/\r?\n/, 1)[0] ?? '';
  const head = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* seen;
      for (;;) {
        const { done, value } = await rest.next();
        if (done === true) return;
        yield value;
      }
    } finally {
      await rest.return?.();
    }
  };
  return { head: head(), delimiter: header.includes(';') ? ';' : ',' };
}

/** @throws ImportFault with the column that is wrong */
function readHeader(record: readonly string[]): readonly Column[] {
  const names = record.map((name) => name.trim().toUpperCase());
  const unknown = names.findIndex((name) => !isColumn(name));
  if (unknown !== -1) throw new ImportFault('unknown-column', wrongColumn(names, unknown));
  const again = names.findIndex((name, at) => names.indexOf(name) !== at);
  if (again !== -1) throw new ImportFault('column-twice', wrongColumn(names, again));
  const known = names.filter(isColumn);
  if (!known.includes('USERNAME')) throw new ImportFault('no-user-name-column', { column: 'USERNAME', ...ALLOWED });
  return known;
}

const ALLOWED = { allowed: COLUMNS.join(', ') } as const;

function wrongColumn(names: readonly string[], at: number): ImportFault['values'] {
  return { position: at + 1, column: shownName(names[at] ?? ''), ...ALLOWED };
}

/** Characters of a name that a log repeats. */
const NAME_MOST = 60;

/** In a file without a header line it may be anything of a person: what looks like a PIN or a card number is not repeated. */
function shownName(name: string): string {
  const isLikeNumber = name.replaceAll(/\D/g, '').length >= 4 || /^[0-9A-F:\s-]{8,}$/.test(name);
  if (isLikeNumber) return '…';
  const cleaned = name.replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, ' ');
  return cleaned.length > NAME_MOST ? `${cleaned.slice(0, NAME_MOST - 1).trimEnd()}…` : cleaned;
}

function isColumn(name: string): name is Column {
  return COLUMNS.some((column) => column === name);
}
