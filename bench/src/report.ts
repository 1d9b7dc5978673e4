import type { Benchmark, Run, Series } from './benchmark.ts';
import { median } from './statistics.ts';

/** As written to the file of `--json`, one object a line. */
export interface Result {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly reference: number | null;
  /** The median of the runs' ratios; null without a reference. */
  readonly ratio: number | null;
  readonly runs: readonly Run[];
}

export interface Reported {
  readonly result: Result;
  readonly aim: string;
}

/** A result for each of its figures. */
export function reportsOf(benchmark: Benchmark, measured: readonly Run[] | readonly Series[]): readonly Reported[] {
  const series = measured.every(isSeries) ? measured : [{ label: '', runs: measured.filter((one) => !isSeries(one)) }];
  return series.map(({ label, runs, ...own }) => {
    const { name, aim, ...same } = { ...benchmark, ...own };
    return { result: resultOf({ ...same, aim, name: `${name} ${label}`.trimEnd() }, runs), aim };
  });
}

function isSeries(measured: Run | Series): measured is Series {
  return 'runs' in measured;
}

export function resultOf({ name, unit, figure = median }: Benchmark, runs: readonly Run[]): Result {
  const references = runs.flatMap(({ reference }) => (reference === null ? [] : [reference]));
  const ratios = ratiosOf(runs);
  return {
    name,
    unit,
    ours: figure(runs.map(({ ours }) => ours)),
    reference: references.length === 0 ? null : figure(references),
    ratio: ratios.length === 0 ? null : median(ratios),
    runs,
  };
}

export const HEADINGS = ['name', 'unit', 'ours', 'reference', 'ratio', 'spread', 'runs', 'aim'] as const;

export function rowOf(result: Result, aim: string): readonly string[] {
  const { name, unit, ours, reference, ratio, runs } = result;
  const ratios = ratiosOf(runs);
  const spread = ratios.length > 0 ? ratios : runs.map((run) => run.ours);
  return [
    name,
    unit,
    inDigits(ours),
    reference === null ? '–' : inDigits(reference),
    ratio === null ? '–' : ratio.toFixed(3),
    `${inDigits(Math.min(...spread))} … ${inDigits(Math.max(...spread))}`,
    String(runs.length),
    aim,
  ];
}

/** A table of Markdown: it is read in a terminal and copied into docs/performance.md alike. */
export function tableOf(rows: readonly (readonly string[])[]): string {
  const all = [HEADINGS, ...rows];
  const widths = HEADINGS.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
  return [line(HEADINGS), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('');
}

function ratiosOf(runs: readonly Run[]): readonly number[] {
  return runs.flatMap(({ ours, reference }) => (reference === null ? [] : [ours / reference]));
}

/** Three that count. */
function inDigits(value: number): string {
  if (value === 0) return '0';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(digits);
}
