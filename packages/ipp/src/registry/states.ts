/** RFC 8011 §5.3.7. */
export const JOB_STATE = {
  pending: 3,
  'pending-held': 4,
  processing: 5,
  'processing-stopped': 6,
  canceled: 7,
  aborted: 8,
  completed: 9,
} as const;

export type JobState = keyof typeof JOB_STATE;

/** RFC 8011 §5.4.11. */
export const PRINTER_STATE = { idle: 3, processing: 4, stopped: 5 } as const;

export type PrinterState = keyof typeof PRINTER_STATE;

export function jobStateOf(code: number): JobState | undefined {
  // `Object.entries` widens keys to string; the table has no others.
  return (Object.entries(JOB_STATE) as [JobState, number][]).find(([, value]) => value === code)?.[0];
}

/** States a job never leaves. */
export function isTerminal(state: JobState): boolean {
  return JOB_STATE[state] >= JOB_STATE.canceled;
}
