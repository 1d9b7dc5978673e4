import { integerOf, stringOf, find, type Attribute, type JobState, type JobView } from '@holdover/ipp';
import type { Instant } from '@holdover/kernel';
import type { DocumentFacts } from '@holdover/nodejs';

/** A job in the device's memory. The engine and the cancel button change it; everybody else reads. */
export interface DeviceJob {
  readonly id: number;
  readonly uuid: string;
  name: string;
  readonly userName: string;
  template: readonly Attribute[];
  readonly createdAt: Instant;
  state: JobState;
  reasons: readonly string[];
  processingAt: Instant | undefined;
  completedAt: Instant | undefined;
  /** Present once the whole document has arrived. */
  document: DeviceDocument | undefined;
  impressionsCompleted: number;
  sheetsCompleted: number;
}

export interface DeviceDocument {
  readonly file: string;
  readonly name: string | undefined;
  readonly bytes: number;
  readonly facts: DocumentFacts;
}

export interface Ticket {
  readonly copies: number;
  readonly sides: string;
  readonly colorMode: string;
}

export function ticketOf(template: readonly Attribute[], color: boolean): Ticket {
  return {
    copies: integerOf(template, 'copies') ?? 1,
    sides: stringOf(template, 'sides') ?? 'one-sided',
    colorMode: stringOf(template, 'print-color-mode') ?? (color ? 'auto' : 'monochrome'),
  };
}

/** RFC 8011 §5.2.1. */
export function priorityOf(job: DeviceJob): number {
  return integerOf(job.template, 'job-priority') ?? 50;
}

/** Pages of one copy that are printed: `page-ranges` picks from the document (RFC 8011 §5.2.7). */
export function pagesToPrint(job: DeviceJob): number {
  const pages = job.document?.facts.pages ?? 1;
  const ranges = find(job.template, 'page-ranges')?.values ?? [];
  if (ranges.length === 0) return pages;
  let count = 0;
  for (let page = 1; page <= pages; page++) {
    if (ranges.some((range) => range.syntax === 'rangeOfInteger' && page >= range.lower && page <= range.upper))
      count++;
  }
  return count;
}

/** A document that cannot tell is in colour where the device and the ticket allow it. */
export function printsInColor(job: DeviceJob, deviceColor: boolean): boolean {
  const { colorMode } = ticketOf(job.template, deviceColor);
  return deviceColor && colorMode !== 'monochrome' && (colorMode === 'color' || job.document?.facts.color !== false);
}

export function viewOf(job: DeviceJob): JobView {
  const pages = job.document === undefined ? undefined : pagesToPrint(job) * ticketOf(job.template, true).copies;
  return {
    id: job.id,
    uuid: job.uuid,
    name: job.name,
    userName: job.userName,
    state: job.state,
    stateReasons: job.reasons,
    createdAt: job.createdAt,
    processingAt: job.processingAt,
    completedAt: job.completedAt,
    bytes: job.document?.bytes ?? 0,
    documents: job.document === undefined ? 0 : 1,
    documentFormat: job.document?.facts.format,
    documentName: job.document?.name,
    impressions: pages,
    impressionsCompleted: job.impressionsCompleted,
    sheetsCompleted: job.sheetsCompleted,
    template: job.template,
  };
}
