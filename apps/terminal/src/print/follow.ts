import type { IppClient } from '@holdover/ipp';
import { elapsed, milliseconds, minutes, type Clock, type Duration } from '@holdover/kernel';
import { askJob, askWaitsFor, isOver, type PrinterJob, type WaitsFor } from './printer-link.ts';

export interface Progress {
  readonly impressions: number;
  readonly sheets: number;
  /** Why nothing comes out; undefined while something does. */
  readonly waitsFor: WaitsFor | undefined;
}

/** One job followed at the printer; `cancelled` may be set at any time. */
export interface Following {
  readonly client: IppClient;
  readonly clock: Clock;
  readonly progress: (now: Progress) => void;
  cancelled: boolean;
}

/** A page takes a second or more; twice a second looks live. */
const LOOK_EVERY = milliseconds(500);
/** Looks without a page after which the printer is asked why: the slowest of them print a page in that time. */
const PATIENCE = 10;
/** A printer that does not answer this long is given up, and the journal says so. */
const SILENCE = minutes(5);

/** G4: asks until the job is over. Null when the printer fell silent or forgot the job. */
export async function follow(following: Following, number: number): Promise<PrinterJob | null> {
  const { client, clock, progress } = following;
  let heard = clock.boot();
  let asked = false;
  let seen = 0;
  let unmoved = 0;
  for (;;) {
    if (following.cancelled && !asked) asked = await cancelAt(client, number);
    const job = await askJob(client, number).catch(() => 'silent' as const);
    if (job === undefined) return null;
    if (job !== 'silent') {
      heard = clock.boot();
      const impressions = job.report.impressions ?? 0;
      unmoved = impressions === seen ? unmoved + 1 : 0;
      seen = impressions;
      const waitsFor = isOver(job) ? undefined : await whyNot(client, job, unmoved);
      progress({ impressions, sheets: job.report.sheets ?? 0, waitsFor });
      if (isOver(job)) return job;
    } else if (elapsed(heard, clock.boot()) > SILENCE) {
      return null;
    }
    await wait(clock, LOOK_EVERY);
  }
}

async function whyNot(client: IppClient, job: PrinterJob, unmoved: number): Promise<WaitsFor | undefined> {
  const isWaiting = job.report.state === 'waiting';
  if (!isWaiting && !job.isStopped && unmoved < PATIENCE) return undefined;
  return askWaitsFor(client, !isWaiting).catch(() => undefined);
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
