import { attr, wasNeverSent, type Attribute } from '@holdover/ipp';
import { mayResend } from '@holdover/journal';
import { elapsed, Fault, minutes, seconds, type ActivityId, type Clock, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import { wait, type Following } from './follow.ts';
import type { OpenDocument } from './open-document.ts';
import { askWaitsFor, type WaitsFor } from './printer-link.ts';
import { colorOf, type JobTicket } from './waiting-job.ts';

/** What became of sending. `lost` bytes may have been taken, and nobody said so. */
export type Sent =
  | { readonly sent: 'accepted'; readonly number: number }
  | { readonly sent: 'refused' | 'cancelled' | 'lost' };

export interface Sending {
  readonly following: Following;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly name: ActivityId;
  readonly format: string;
  readonly job: JobTicket;
  /** G5. */
  readonly mayColor: boolean;
  readonly first: OpenDocument;
  /** The same document once more. */
  readonly again: () => Promise<OpenDocument>;
}

/** A printer that does one job at a time is asked again this often. */
const RETRY = seconds(2);
/** How long, where it does not say what it is doing. */
const RETRY_FOR = minutes(5);
/** How long, where it prints something else or is stopped: a box of paper, or the longest job of somebody else. */
const WAIT_FOR = minutes(30);
const RETRYABLE: ReadonlySet<string> = new Set([
  'server-error-busy',
  'server-error-temporary-error',
  'server-error-service-unavailable',
  'server-error-too-many-jobs',
]);

/** F4d: again and again while the printer takes nothing of it; never after it may have. */
export async function sendJob(sending: Sending): Promise<Sent> {
  const { following, clock } = sending;
  const start = clock.boot();
  let unexplained = 0;
  for (let document = sending.first; ;) {
    const sent = await sendOnce(sending, document);
    if (sent !== 'again') return sent;
    const waitsFor = await askWaitsFor(following.client, false).catch(() => undefined);
    following.progress({ impressions: 0, sheets: 0, waitsFor: waitsFor ?? ('busy' satisfies WaitsFor) });
    if (waitsFor === undefined) unexplained += RETRY;
    if (unexplained > RETRY_FOR || elapsed(start, clock.boot()) > WAIT_FOR) return { sent: 'refused' };
    if (!following.cancelled) await wait(clock, RETRY);
    if (following.cancelled) return { sent: 'cancelled' };
    const next = await sending.again().catch((error: unknown) => error);
    if (!isDocument(next)) {
      sending.logger.warn('A document cannot be had again', {
        activity: sending.name,
        error: describeError(next),
      });
      return { sent: 'refused' };
    }
    document = next;
  }
}

async function sendOnce(sending: Sending, document: OpenDocument): Promise<Sent | 'again'> {
  const { following, logger, name, format } = sending;
  try {
    const answer = await following.client.printJob({
      name,
      format,
      template: templateFor(sending.job, sending.mayColor),
      document: untilCancelled(document, following),
    });
    const number = answer.job.find((attribute) => attribute.name === 'job-id')?.values[0];
    if (answer.ok && number?.syntax === 'integer') return { sent: 'accepted', number: number.value };
    if (answer.ok) return { sent: 'lost' };
    logger.warn('The printer refused a job', { activity: name, status: answer.status ?? answer.code });
    return RETRYABLE.has(answer.status ?? '') ? 'again' : { sent: 'refused' };
  } catch (error) {
    logger.warn('Sending a job failed', { activity: name, error: describeError(error) });
    return mayResend(wasNeverSent(error) ? 0 : 'unknown') ? 'again' : { sent: 'lost' };
  } finally {
    await document.close();
  }
}

async function* untilCancelled(document: OpenDocument, following: Following): AsyncGenerator<Uint8Array> {
  for await (const chunk of document.chunks()) {
    if (following.cancelled) throw stopped();
    yield chunk;
  }
}

/** When and after whom a job prints was the queue's to decide, and is decided: a printer that holds would hold it again. */
const OF_THE_QUEUE: ReadonlySet<string> = new Set(['job-hold-until', 'job-priority']);

/** G5: what might be in colour is printed in black for who may not. */
function templateFor(job: JobTicket, mayColor: boolean): readonly Attribute[] {
  const template = job.template.filter(({ name }) => !OF_THE_QUEUE.has(name));
  if (mayColor || colorOf(job) === 'no') return template;
  const others = template.filter(({ name }) => name !== 'print-color-mode');
  return [...others, attr.keyword('print-color-mode', 'monochrome')];
}

function isDocument(value: unknown): value is OpenDocument {
  return typeof value === 'object' && value !== null && 'chunks' in value;
}

function stopped(): Fault {
  return new Fault({ owner: 'cancelled', code: 'print-cancelled', message: 'the print was cancelled' });
}
