import { fit, padded, widthOf } from './fit.ts';
import { visible } from './visible.ts';

export interface Column<T> {
  readonly title: string;
  readonly of: (row: T) => string | number;
  readonly align?: 'right';
  /** Ids and times are worth nothing when they are cut. */
  readonly whole?: boolean;
}

export interface TableStyle {
  /** Columns of the terminal; undefined where the table goes into a file or another program, and nothing is cut. */
  readonly width: number | undefined;
  readonly bold: (text: string) => string;
}

export interface Table<T> {
  /** The lines of some rows, the header before the first ones. */
  add(rows: readonly T[]): readonly string[];
}

const GAP = '  ';
/** A column that is narrower says nothing any more. */
const LEAST = 6;

/** Rows as they come: columns grow with what they hold, and give way where the terminal ends. */
export function createTable<T>(columns: readonly Column<T>[], { width, bold }: TableStyle): Table<T> {
  let widest = columns.map(({ title }) => widthOf(title));
  let begun = false;

  return {
    add: (rows) => {
      const cells = rows.map((row) => columns.map((column) => visible(String(column.of(row)))));
      widest = widest.map((known, at) => Math.max(known, ...cells.map((line) => widthOf(line[at] ?? ''))));
      const widths = width === undefined ? widest : shrunk(columns, widest, width);
      const line = (texts: readonly string[]): string => lineOf(columns, texts, widths);
      const header = begun ? [] : [bold(line(columns.map(({ title }) => title)))];
      begun = true;
      return [...header, ...cells.map(line)];
    },
  };
}

function lineOf<T>(columns: readonly Column<T>[], texts: readonly string[], widths: readonly number[]): string {
  return columns
    .map(({ align }, at) => {
      const room = widths[at] ?? 0;
      return padded(fit(texts[at] ?? '', room), room, align);
    })
    .join(GAP)
    .trimEnd();
}

/** Takes from the widest column that may be cut, one by one, until all fit. */
function shrunk<T>(columns: readonly Column<T>[], widest: readonly number[], width: number): readonly number[] {
  const widths = [...widest];
  let over = widths.reduce((sum, each) => sum + each, GAP.length * (widths.length - 1)) - width;
  for (; over > 0; over--) {
    const at = columns.reduce(
      (most, { whole }, index) =>
        whole !== true && (widths[index] ?? 0) > Math.max(LEAST, most < 0 ? 0 : (widths[most] ?? 0)) ? index : most,
      -1,
    );
    if (at < 0) break;
    widths[at] = (widths[at] ?? 0) - 1;
  }
  return widths;
}
