import { describe, expect, test } from 'vitest';
import { median, quantile } from './statistics.ts';

describe('the statistics of a benchmark', () => {
  test('the median of an even number lies between the middle two', () => {
    expect(median([9, 1, 3])).toBe(3);
    expect(median([4, 1, 2, 8])).toBe(3);
  });

  test('a quantile lies between the closest ranks', () => {
    expect(quantile([10, 20, 30, 40, 50], 0.95)).toBeCloseTo(48);
    expect(quantile([7], 0.99)).toBe(7);
  });

  test('of nothing there is no median', () => {
    expect(() => median([])).toThrow('a value');
  });
});
