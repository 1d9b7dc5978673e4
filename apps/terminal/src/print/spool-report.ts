import type { DeviceJobs } from '@holdover/protocol';
import type { Spool } from '../spool/spool.ts';
import { copiesOf } from './waiting-job.ts';

/** The limits of the protocol. */
const MOST_JOBS = 2_000;
const MOST_TEXT = 255;
const MOST_COPIES = 9_999;

/** G1: what waits at this device, for the server's list; the newest where it is more than a report holds. */
export function spoolReport(spool: Pick<Spool, 'all'>): DeviceJobs {
  const held = spool.all().filter(({ state }) => state === 'held');
  const jobs = held.slice(-MOST_JOBS).map((job): DeviceJobs['jobs'][number] => ({
    id: job.id,
    ownerName: job.ownerName.slice(0, MOST_TEXT),
    userId: job.userId,
    name: job.name.slice(0, MOST_TEXT),
    state: job.release === null ? 'held' : 'printing',
    createdAt: job.createdAt,
    format: (job.format ?? 'application/octet-stream').slice(0, MOST_TEXT),
    bytes: job.bytes,
    pages: job.pages,
    color: job.color,
    copies: Math.min(Math.max(1, copiesOf(job)), MOST_COPIES),
  }));
  return { jobs };
}
