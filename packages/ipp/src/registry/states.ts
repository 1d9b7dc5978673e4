import { ENUM } from './generated/enums.ts';

/** RFC 8011 §5.3.7. */
export const JOB_STATE = ENUM['job-state'];

export type JobState = keyof typeof JOB_STATE;

/** RFC 8011 §5.4.11. */
export const PRINTER_STATE = ENUM['printer-state'];

export type PrinterState = keyof typeof PRINTER_STATE;

export function jobStateOf(code: number): JobState | undefined {
  // `Object.entries` widens keys to string; the table has no others.
  return (Object.entries(JOB_STATE) as [JobState, number][]).find(([, value]) => value === code)?.[0];
}

/** States a job never leaves. */
export function isTerminal(state: JobState): boolean {
  return JOB_STATE[state] >= JOB_STATE.canceled;
}
