import { type Instant } from '@holdover/kernel';
import type { Attribute } from '../codec/message.ts';
import { attr } from '../model/attr.ts';
import { toDateTime } from '../model/date-time.ts';
import { JOB_STATE, isTerminal } from '../registry/states.ts';
import type { JobView } from './jobs-port.ts';
import { overlay } from './requested.ts';

export interface JobContext {
  readonly printerUri: string;
  readonly now: Instant;
  /** printer-up-time at `now`, in seconds. */
  readonly upTime: number;
  /** Jobs that come to their end before this one. */
  readonly intervening: number;
}

/** RFC 8011 §5.3: the description and status attributes of a job, then its template attributes. */
export function jobAttributes(job: JobView, context: JobContext): readonly Attribute[] {
  const described = [
    ...identity(job, context),
    ...progress(job),
    ...times(job, context),
    attr.integer('number-of-documents', job.documents),
    attr.integer('number-of-intervening-jobs', context.intervening),
    attr.integer('job-printer-up-time', context.upTime),
    ...(job.documentFormat === undefined ? [] : [attr.mimeMediaType('document-format-supplied', job.documentFormat)]),
    ...(job.documentName === undefined ? [] : [attr.name('document-name-supplied', job.documentName)]),
    attr.charset('attributes-charset', 'utf-8'),
    attr.naturalLanguage('attributes-natural-language', 'en'),
  ];
  return overlay(job.more ?? [], [...described, ...job.template]);
}

/** RFC 8011 §4.2.1.2: what the answer to a creation says of the job. */
export function createdAttributes(job: JobView, context: JobContext): readonly Attribute[] {
  return [
    ...identity(job, context).filter(({ name }) => name === 'job-uri' || name === 'job-id' || name === 'job-uuid'),
    ...state(job),
    attr.integer('number-of-intervening-jobs', context.intervening),
  ];
}

/** PWG 5100.11 §5: what a job of somebody else does not tell. */
export function hidden(attributes: readonly Attribute[]): readonly Attribute[] {
  return attributes.filter(({ name }) => !PRIVATE.has(name));
}

const PRIVATE: ReadonlySet<string> = new Set(['job-name', 'job-originating-user-name', 'document-name-supplied']);

function identity(job: JobView, context: JobContext): readonly Attribute[] {
  return [
    attr.integer('job-id', job.id),
    attr.uri('job-uri', `${context.printerUri}/${job.id}`),
    attr.uri('job-uuid', `urn:uuid:${job.uuid}`),
    attr.uri('job-printer-uri', context.printerUri),
    attr.name('job-name', job.name),
    attr.name('job-originating-user-name', job.userName),
  ];
}

function state(job: JobView): readonly Attribute[] {
  return [
    attr.enum('job-state', JOB_STATE[job.state]),
    attr.keyword('job-state-reasons', job.stateReasons.length === 0 ? 'none' : job.stateReasons),
    ...(job.stateMessage === undefined ? [] : [attr.text('job-state-message', job.stateMessage)]),
  ];
}

function progress(job: JobView): readonly Attribute[] {
  return [
    ...state(job),
    attr.integer('job-k-octets', Math.ceil(job.bytes / 1024)),
    ...(job.impressions === undefined ? [] : [attr.integer('job-impressions', job.impressions)]),
    attr.integer('job-impressions-completed', job.impressionsCompleted),
    attr.integer('job-media-sheets-completed', job.sheetsCompleted),
  ];
}

/** RFC 8011 §5.3.14: times in printer-up-time, 0 or less for what was before the last start; and as dates. */
function times(job: JobView, context: JobContext): readonly Attribute[] {
  const at = (name: string, time: Instant | undefined): readonly Attribute[] =>
    time === undefined
      ? [attr.outOfBand(`time-at-${name}`, 'no-value'), attr.outOfBand(`date-time-at-${name}`, 'no-value')]
      : [
          attr.integer(`time-at-${name}`, context.upTime - Math.max(0, Math.floor((context.now - time) / 1000))),
          attr.dateTime(`date-time-at-${name}`, toDateTime(time)),
        ];
  const completed = isTerminal(job.state) ? job.completedAt : undefined;
  return [...at('creation', job.createdAt), ...at('processing', job.processingAt), ...at('completed', completed)];
}
