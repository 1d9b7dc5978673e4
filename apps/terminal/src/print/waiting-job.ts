import type { PanelJob, UnavailableReason } from '@holdover/api';
import { integerOf, stringOf, type Attribute } from '@holdover/ipp';
import type { Instant, JobId } from '@holdover/kernel';

/** What decides about how a job prints. */
export interface JobTicket {
  readonly template: readonly Attribute[];
  /** Of the document; null where it does not tell. */
  readonly color: boolean | null;
}

/** A job that can be released at this device, wherever it waits (G1). */
export interface WaitingJob extends JobTicket {
  readonly id: JobId;
  readonly waits: PanelJob['waits'];
  readonly name: string;
  readonly createdAt: Instant;
  /** What the document was found to be. */
  readonly format: string;
  /** Of one copy; null where the document does not tell. */
  readonly pages: number | null;
  /** Why it cannot be released now; null when it can. */
  readonly obstacle: UnavailableReason | null;
  /** Another device prints it. */
  readonly printsElsewhere: boolean;
}

type Sides = 'one-sided' | 'two-sided-long-edge' | 'two-sided-short-edge';

export function copiesOf(job: Pick<JobTicket, 'template'>): number {
  return integerOf(job.template, 'copies') ?? 1;
}

export function sidesOf(job: Pick<JobTicket, 'template'>): Sides {
  const sides = stringOf(job.template, 'sides');
  return sides === 'two-sided-long-edge' || sides === 'two-sided-short-edge' ? sides : 'one-sided';
}

/**
 * G5: `yes` a colour job · `no` prints in black whatever the device does · `unknown` the document does not tell and
 * the ticket leaves it to the device.
 */
export function colorOf(job: JobTicket): 'yes' | 'no' | 'unknown' {
  const mode = stringOf(job.template, 'print-color-mode') ?? 'auto';
  if (mode === 'monochrome' || mode === 'process-monochrome' || mode === 'bi-level') return 'no';
  if (job.color === false) return 'no';
  return mode === 'color' || job.color === true ? 'yes' : 'unknown';
}

/**
 * The format to send a document in to a printer that takes these; undefined where it takes nothing that would do.
 * What looks like text may be anything that begins like it: a printer that recognises formats itself is left to it.
 * @param formats none where the printer does not say
 */
export function formatFor(found: string, formats: readonly string[]): string | undefined {
  // RFC 8011 §5.1.10: a type may carry parameters.
  const type = found.toLowerCase().replace(/\s*;.*$/s, '');
  if (formats.length === 0 || formats.includes(found.toLowerCase()) || formats.includes(type)) return found;
  return SENSED.has(type) && formats.includes(OCTETS) ? OCTETS : undefined;
}

const OCTETS = 'application/octet-stream';
const SENSED: ReadonlySet<string> = new Set(['text/plain', 'application/postscript']);
