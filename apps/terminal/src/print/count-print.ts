import type { ActivityOutcome, CountSource, PrinterState } from '@holdover/journal';
import type { PrinterJob } from './printer-link.ts';

export interface PrintCount {
  readonly outcome: ActivityOutcome;
  readonly impressions: number;
  readonly sheets: number | null;
  readonly source: CountSource;
  /** The sources contradict each other: a person looks at it. */
  readonly toReview: boolean;
}

export interface PrintEvidence {
  /** As the printer reported its end. */
  readonly report: PrinterJob['report'];
  readonly before: PrinterState | null;
  readonly after: PrinterState | null;
  /** Pages of one copy; null where the document did not tell. */
  readonly pages: number | null;
  readonly copies: number;
}

/**
 * G4: the job's own counter, else the device's, else pages × copies.
 * A completed job of 0 pages is one whose printer does not count by the job. The device may count more than the job
 * (somebody copied meanwhile); fewer pages than the job claims is a contradiction.
 */
export function countPrint(evidence: PrintEvidence): PrintCount {
  const { report } = evidence;
  const outcome = report.state === 'completed' || report.state === 'cancelled' ? report.state : 'failed';
  const byDevice = lifetimeDifference(evidence.before, evidence.after);
  const counts = report.impressions !== null && (report.impressions > 0 || outcome !== 'completed');
  if (counts && report.impressions !== null) {
    const toReview = byDevice !== undefined && byDevice < report.impressions;
    return { outcome, impressions: report.impressions, sheets: report.sheets, source: 'job', toReview };
  }
  const expected = evidence.pages === null ? undefined : evidence.pages * evidence.copies;
  if (byDevice !== undefined && (byDevice > 0 || outcome !== 'completed')) {
    const toReview = expected !== undefined && byDevice > expected;
    return { outcome, impressions: byDevice, sheets: null, source: 'device', toReview };
  }
  if (outcome !== 'completed') return { outcome, impressions: 0, sheets: null, source: 'none', toReview: true };
  return {
    outcome,
    impressions: expected ?? 0,
    sheets: null,
    source: expected === undefined ? 'none' : 'estimate',
    // A device that counts and did not move contradicts the job it calls completed.
    toReview: expected === undefined || byDevice === 0,
  };
}

/** Undefined where the two are not of one printer, or it does not count. */
function lifetimeDifference(before: PrinterState | null, after: PrinterState | null): number | undefined {
  if (before === null || after === null || before.uuid !== after.uuid) return undefined;
  if (before.lifetimeImpressions === null || after.lifetimeImpressions === null) return undefined;
  const difference = after.lifetimeImpressions - before.lifetimeImpressions;
  return difference < 0 ? undefined : difference;
}
