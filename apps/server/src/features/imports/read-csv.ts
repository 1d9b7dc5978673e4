import { setImmediate as breathe } from 'node:timers/promises';
import { parse, type CsvError } from 'csv-parse';
import { nameKey } from '../users/user.ts';
import { COLUMNS, readRow, type Column, type ImportRow } from './import-row.ts';
import type { RowError } from './import.ts';

export interface CsvContent {
  /** In the order of the file, each user name once. */
  readonly rows: readonly ImportRow[];
  readonly errors: readonly RowError[];
  /** Lower-cased names of every line whose name could be read, wrong elsewhere or not. */
  readonly named: ReadonlySet<string>;
  /** Whether every line's name could be read: only then is it known who is missing. */
  readonly complete: boolean;
  /** Data lines. */
  readonly lines: number;
}

/** Why nothing of the file could be used. */
export type CsvRefusal = 'empty' | 'unknown-column' | 'column-twice' | 'no-user-name-column';

const CHUNK = 64 * 1024;

/** RFC 4180 with `;` or `,`. A wrong line is named and the rest goes on. */
export async function readCsv(
  text: string,
  pinMinLength: number,
): Promise<CsvContent | { readonly refusal: CsvRefusal }> {
  const errors: RowError[] = [];
  const records = parseRecords(text, errors);
  const rows: ImportRow[] = [];
  const named = new Set<string>();
  let columns: readonly Column[] | undefined;
  let complete = true;
  let lines = 0;
  for await (const { record, line } of records) {
    if (columns === undefined) {
      const header = readHeader(record);
      if ('refusal' in header) return header;
      columns = header.columns;
      continue;
    }
    lines += 1;
    if (record.length !== columns.length) {
      errors.push({ line, column: '', reason: record.length > columns.length ? 'too-many-fields' : 'too-few-fields' });
      complete = false;
      continue;
    }
    const read = readRow(
      Object.fromEntries(columns.map((column, index) => [column, record[index] ?? ''])),
      line,
      pinMinLength,
    );
    const userName = 'row' in read ? read.row.userName : read.userName;
    const key = userName === undefined ? undefined : nameKey(userName);
    if (key === undefined) complete = false;
    if (key !== undefined && named.has(key)) {
      errors.push({ line, column: 'USERNAME', reason: 'given-twice' });
      continue;
    }
    if (key !== undefined) named.add(key);
    if ('row' in read) rows.push(read.row);
    else errors.push(...read.errors);
  }
  if (columns === undefined) return { refusal: 'empty' };
  const broken = errors.some(({ column, reason }) => column === '' && reason === 'not-csv');
  return { rows, errors: errors.toSorted((a, b) => a.line - b.line), named, complete: complete && !broken, lines };
}

interface Rec {
  readonly record: readonly string[];
  readonly line: number;
}

async function* parseRecords(text: string, errors: RowError[]): AsyncGenerator<Rec> {
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(text),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error: CsvError | undefined) => {
      const line = Number(error?.['lines'] ?? 0);
      errors.push({ line, column: '', reason: 'not-csv' });
      return undefined;
    },
  });
  const feeding = feed(parser, text);
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    yield { record, line: info.lines };
  }
  await feeding;
}

/** In pieces, so that other requests are served between. */
async function feed(parser: ReturnType<typeof parse>, text: string): Promise<void> {
  for (let at = 0; at < text.length; at += CHUNK) {
    parser.write(text.slice(at, at + CHUNK));
    await breathe();
  }
  parser.end();
}

function delimiterOf(text: string): ';' | ',' {
  const header = text.slice(0, CHUNK).split(/\r?\n/, 1)[0] ?? '';
  return header.includes(';') ? ';' : ',';
}

function readHeader(
  record: readonly string[],
): { readonly columns: readonly Column[] } | { readonly refusal: CsvRefusal } {
  const names = record.map((name) => name.trim().toUpperCase());
  if (!names.every(isColumn)) return { refusal: 'unknown-column' };
  if (new Set(names).size !== names.length) return { refusal: 'column-twice' };
  if (!names.includes('USERNAME')) return { refusal: 'no-user-name-column' };
  return { columns: names };
}

function isColumn(name: string): name is Column {
  return COLUMNS.some((column) => column === name);
}
