import type { PrinterState } from '@holdover/journal';
import { describe, expect, test } from 'vitest';
import { countPrint, type PrintCount, type PrintEvidence } from './count-print.ts';

describe('[G4b] pages are counted', () => {
  test('by the job’s own counter', () => {
    expect(count({ state: 'completed', impressions: 6 }, 6)).toEqual(counted('completed', 6, 'job', false));
    expect(count({ state: 'cancelled', impressions: 0 }, 0)).toEqual(counted('cancelled', 0, 'job', false));
    expect(count({ state: 'aborted', impressions: 1 }, 1)).toEqual(counted('failed', 1, 'job', false));
  });

  test('else by the device’s', () => {
    expect(count({ state: 'completed', impressions: 0 }, 6)).toEqual(counted('completed', 6, 'device', false));
    expect(count({ state: 'cancelled', impressions: null }, 0)).toEqual(counted('cancelled', 0, 'device', false));
  });

  test('else by pages × copies, of a completed job', () => {
    expect(count({ state: 'completed', impressions: null }, null)).toEqual(counted('completed', 6, 'estimate', false));
    expect(count({ state: 'aborted', impressions: null }, null)).toEqual(counted('failed', 0, 'none', true));
  });

  test('and where sources contradict each other, a person looks', () => {
    expect(count({ state: 'completed', impressions: 6 }, 5)).toEqual(counted('completed', 6, 'job', true));
    expect(count({ state: 'completed', impressions: 0 }, 7)).toEqual(counted('completed', 7, 'device', true));
    expect(count({ state: 'completed', impressions: 0 }, 0)).toEqual(counted('completed', 6, 'estimate', true));
    expect(count({ state: 'completed', impressions: null }, null, { pages: null })).toEqual(
      counted('completed', 0, 'none', true),
    );
  });

  test('a walk-up copy meanwhile is no contradiction', () => {
    expect(count({ state: 'completed', impressions: 6 }, 9)).toEqual(counted('completed', 6, 'job', false));
  });

  test('the counters of another printer, or one that went back, tell nothing', () => {
    const report = { state: 'completed', impressions: null } as const;
    expect(count(report, 6, { after: at(1006, 'urn:uuid:other') }).source).toBe('estimate');
    expect(count(report, -3).source).toBe('estimate');
  });
});

function count(
  report: Pick<PrintEvidence['report'], 'state' | 'impressions'>,
  byDevice: number | null,
  more: Partial<PrintEvidence> = {},
): PrintCount {
  return countPrint({
    report: { found: true, sheets: null, ...report },
    before: at(1000),
    after: byDevice === null ? null : at(1000 + byDevice),
    pages: 3,
    copies: 2,
    ...more,
  });
}

function at(lifetimeImpressions: number, uuid = 'urn:uuid:one'): PrinterState {
  return { uuid, upTime: 1, lifetimeImpressions };
}

function counted(
  outcome: PrintCount['outcome'],
  impressions: number,
  source: PrintCount['source'],
  toReview: boolean,
): PrintCount {
  return { outcome, impressions, sheets: null, source, toReview };
}
