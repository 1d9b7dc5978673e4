import { describe, expect, test } from 'vitest';
import type { Benchmark } from './benchmark.ts';
import { resultOf, rowOf, tableOf } from './report.ts';
import { quantile } from './statistics.ts';

const BARE: Benchmark = { name: 'any', unit: 'ms', aim: '≤ 2', measure: async () => [] };

describe('the report of a benchmark', () => {
  test('a ratio is the median of the runs’ ratios, not the ratio of the medians', () => {
    const runs = [
      { ours: 2, reference: 1 },
      { ours: 30, reference: 10 },
      { ours: 400, reference: 100 },
    ];
    expect(resultOf(BARE, runs)).toMatchObject({ ours: 30, reference: 10, ratio: 3, runs });
  });

  test('without a reference there is none, and no ratio', () => {
    const p95 = { ...BARE, figure: (values: readonly number[]) => quantile(values, 0.95) };
    const runs = [1, 2, 3].map((ours) => ({ ours, reference: null }));
    expect(resultOf(p95, runs)).toMatchObject({ ours: 2.9, reference: null, ratio: null });
    expect(rowOf(resultOf(p95, runs), '≤ 2')).toEqual(['any', 'ms', '2.90', '–', '–', '1.00 … 3.00', '3', '≤ 2']);
  });

  test('columns stand under each other', () => {
    const lines = tableOf([rowOf(resultOf(BARE, [{ ours: 1234.5, reference: 1000 }]), '≤ 2')])
      .trimEnd()
      .split('\n');
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    expect(lines[2]).toContain('| 1.234 |');
  });
});
