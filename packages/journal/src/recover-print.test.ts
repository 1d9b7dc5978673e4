import { describe, expect, test } from 'vitest';
import type { PrinterState } from './record.ts';
import { mayResend, recoverPrint, type JobAtPrinter, type RecoveryQuestion } from './recover-print.ts';

const printer: PrinterState = { uuid: 'urn:uuid:1', upTime: 100, lifetimeImpressions: 1_000 };
const begin: RecoveryQuestion['begin'] = { pages: 3, copies: 2, printer };
const after = (impressions: number | null, uuid = printer.uuid) => ({
  ...printer,
  uuid,
  lifetimeImpressions: impressions,
});
const found = (state: Extract<JobAtPrinter, { found: true }>['state'], impressions: number | null): JobAtPrinter => ({
  found: true,
  state,
  impressions,
  sheets: null,
});
const gone: JobAtPrinter = { found: false };

function recover(part: Partial<RecoveryQuestion>) {
  return recoverPrint({ begin, printerNow: after(1_000), job: gone, ...part });
}

describe('recovery of a print', () => {
  test.each([
    ['completed', 'completed'],
    ['cancelled', 'cancelled'],
    ['aborted', 'failed'],
  ] as const)('[F4a] a %s job tells its own number', (state, outcome) => {
    expect(recover({ job: found(state, 4), printerNow: after(1_900) })).toEqual({
      next: 'settle',
      outcome,
      impressions: 4,
      sheets: null,
      source: 'job',
      toReview: false,
    });
  });

  test.each(['waiting', 'printing'] as const)('[F4a] a %s job is followed', (state) => {
    expect(recover({ job: found(state, null) })).toEqual({ next: 'follow' });
  });

  test('[F4b] the counter moved by exactly the job', () => {
    const settled = { outcome: 'completed', impressions: 6, source: 'device', toReview: false };
    expect(recover({ printerNow: after(1_006) })).toMatchObject(settled);
    expect(recover({ printerNow: after(1_006), job: found('completed', null) })).toMatchObject(settled);
    expect(recover({ printerNow: after(1_006), job: null })).toMatchObject(settled);
  });

  test('[F4b] a counter that did not move: nothing was printed', () => {
    expect(recover({})).toMatchObject({ outcome: 'failed', impressions: 0, source: 'device', toReview: false });
  });

  test('[F4b] nor was anything of a job of unknown length', () => {
    expect(recover({ begin: { ...begin, pages: null } })).toMatchObject({
      outcome: 'failed',
      impressions: 0,
      toReview: false,
    });
  });

  test('[F4c] a counter that did not move yet, at a printer without a list of jobs: the job may still come', () => {
    expect(recover({ job: null })).toMatchObject({ outcome: 'unknown', impressions: 0, toReview: true });
  });

  test('[F4b] moved by less: so many are certain, and a person looks', () => {
    expect(recover({ printerNow: after(1_002) })).toMatchObject({ outcome: 'unknown', impressions: 2, toReview: true });
  });

  test('[F4c] moved by more: others printed too, and nobody knows how many were ours', () => {
    expect(recover({ printerNow: after(1_050) })).toMatchObject({
      outcome: 'unknown',
      impressions: 0,
      source: 'none',
      toReview: true,
    });
    expect(recover({ begin: { ...begin, pages: null }, printerNow: after(1_050) })).toMatchObject({
      outcome: 'unknown',
      impressions: 0,
      toReview: true,
    });
  });

  test.each([
    ['another printer', { printerNow: after(1_006, 'urn:uuid:2') }],
    ['a counter that went back', { printerNow: after(10) }],
    ['no counter', { printerNow: after(null) }],
    [
      'no counter then',
      { begin: { ...begin, printer: { ...printer, lifetimeImpressions: null } }, printerNow: after(4) },
    ],
    ['no printer', { printerNow: null }],
    ['no counter before', { begin: { ...begin, printer: null }, printerNow: after(1_006) }],
  ] as const)('[F4c] %s tells nothing', (_name, part) => {
    expect(recover(part)).toEqual({
      next: 'settle',
      outcome: 'unknown',
      impressions: 0,
      sheets: null,
      source: 'none',
      toReview: true,
    });
  });

  test.each([
    ['no counter', after(null), { source: 'estimate', impressions: 6, toReview: false }],
    ['a counter that moved by more', after(1_050), { source: 'estimate', impressions: 6, toReview: true }],
    ['a counter that did not move', after(1_000), { source: 'estimate', impressions: 6, toReview: true }],
    ['a counter that moved by less', after(1_004), { source: 'device', impressions: 4, toReview: true }],
    ['a counter that moved by the job', after(1_006), { source: 'device', impressions: 6, toReview: false }],
  ] as const)('[F4a] a completed job that does not count, and %s', (_name, printerNow, settled) => {
    for (const none of [null, 0]) {
      expect(recover({ job: found('completed', none), printerNow })).toMatchObject({
        outcome: 'completed',
        ...settled,
      });
    }
  });

  test('[F4c] a completed job of unknown length that nobody counted is completed, its number for a person to say', () => {
    const unknown = { ...begin, pages: null };
    expect(recover({ begin: unknown, job: found('completed', 0), printerNow: after(1_004) })).toMatchObject({
      outcome: 'completed',
      impressions: 0,
      source: 'none',
      toReview: true,
    });
  });

  test.each([
    ['did not move', after(1_000), { source: 'device', impressions: 0, toReview: false }],
    ['moved by less than the job', after(1_004), { source: 'device', impressions: 4, toReview: true }],
    ['moved by more', after(1_050), { source: 'none', impressions: 0, toReview: true }],
    ['is not known', after(null), { source: 'none', impressions: 0, toReview: true }],
  ] as const)('[F4c] a cancelled job that does not count, and a counter that %s', (_name, printerNow, settled) => {
    expect(recover({ job: found('cancelled', null), printerNow })).toMatchObject({ outcome: 'cancelled', ...settled });
    expect(recover({ job: found('cancelled', 0), printerNow })).toMatchObject({ source: 'job', impressions: 0 });
  });

  test('[F4d] sent again only when certainly nothing arrived', () => {
    expect([mayResend(0), mayResend(1), mayResend('unknown')]).toEqual([true, false, false]);
  });
});
