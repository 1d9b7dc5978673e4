import type { IppClient } from '@holdover/ipp';
import { elapsed, milliseconds, minutes, type Clock, type Duration } from '@holdover/kernel';
import { askJob, isOver, type PrinterJob } from './printer-link.ts';

/** One job followed at the printer; `cancelled` may be set at any time. */
export interface Following {
  readonly client: IppClient;
  readonly clock: Clock;
  readonly progress: (now: { readonly impressions: number; readonly sheets: number }) => void;
  cancelled: boolean;
}

/** A page takes a second or more; twice a second looks live. */
const LOOK_EVERY = milliseconds(500);
/** A printer that does not answer this long is given up, and the journal says so. */
const SILENCE = minutes(5);

/** G4: asks until the job is over. Null when the printer fell silent or forgot the job. */
export async function follow(following: Following, number: number): Promise<PrinterJob | null> {
  const { client, clock, progress } = following;
  let heard = clock.boot();
  let asked = false;
  for (;;) {
    if (following.cancelled && !asked) asked = await cancelAt(client, number);
    const job = await askJob(client, number).catch(() => 'silent' as const);
    if (job === undefined) return null;
    if (job !== 'silent') {
      heard = clock.boot();
      progress({ impressions: job.report.impressions ?? 0, sheets: job.report.sheets ?? 0 });
      if (isOver(job)) return job;
    } else if (elapsed(heard, clock.boot()) > SILENCE) {
      return null;
    }
    await wait(clock, LOOK_EVERY);
  }
}

/** @returns whether the printer has been told */
async function cancelAt(client: IppClient, number: number): Promise<boolean> {
  try {
    await client.cancelJob(number);
    return true;
  } catch {
    return false;
  }
}

export function wait(clock: Clock, delay: Duration): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delay, resolve);
  });
}
