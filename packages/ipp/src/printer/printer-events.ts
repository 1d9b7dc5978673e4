import type { Attribute } from '../codec/message.ts';
import { attr } from '../model/attr.ts';
import { JOB_STATE, PRINTER_STATE, isTerminal } from '../registry/states.ts';
import type { JobView } from './jobs-port.ts';
import type { PrinterStatus } from './served.ts';

/** What events are told from. */
export interface Snapshot {
  readonly status: Pick<PrinterStatus, 'state' | 'reasons' | 'acceptingJobs'>;
  readonly jobs: ReadonlyMap<number, Pick<JobView, 'id' | 'state' | 'stateReasons' | 'impressionsCompleted'>>;
}

export interface PrinterEvent {
  /** RFC 3995 §5.3.3: what it can be subscribed to by, narrowest first. */
  readonly keywords: readonly string[];
  readonly jobId: number | undefined;
  readonly text: string;
  /** RFC 3995 §9.1. */
  readonly attributes: readonly Attribute[];
}

type Job = Snapshot['jobs'] extends ReadonlyMap<number, infer J> ? J : never;

/** States in between are not told of where nobody looked. */
export function eventsBetween(before: Snapshot, now: Snapshot): readonly PrinterEvent[] {
  return [
    ...printerEvents(before.status, now.status),
    ...[...now.jobs.values()].flatMap((job) => jobEvents(before, job)),
  ];
}

function printerEvents(before: Snapshot['status'], now: Snapshot['status']): readonly PrinterEvent[] {
  const same =
    before.state === now.state &&
    before.acceptingJobs === now.acceptingJobs &&
    before.reasons.join() === now.reasons.join();
  if (same) return [];
  const stopped = now.state === 'stopped' && before.state !== 'stopped';
  return [
    {
      keywords: [...(stopped ? ['printer-stopped'] : []), 'printer-state-changed'],
      jobId: undefined,
      text: `The printer is ${now.state}.`,
      attributes: [
        attr.enum('printer-state', PRINTER_STATE[now.state]),
        attr.keyword('printer-state-reasons', now.reasons.length === 0 ? 'none' : now.reasons),
        attr.boolean('printer-is-accepting-jobs', now.acceptingJobs),
      ],
    },
  ];
}

function jobEvents({ jobs }: Snapshot, job: Job): readonly PrinterEvent[] {
  const before = jobs.get(job.id);
  if (before?.state === job.state && before.stateReasons.join() === job.stateReasons.join()) return [];
  const ended = isTerminal(job.state);
  const event = {
    jobId: job.id,
    text: `Job ${job.id} is ${job.state}.`,
    attributes: [
      attr.enum('job-state', JOB_STATE[job.state]),
      attr.keyword('job-state-reasons', job.stateReasons.length === 0 ? 'none' : job.stateReasons),
      ...(ended ? [attr.integer('job-impressions-completed', job.impressionsCompleted)] : []),
    ],
  };
  return [
    ...(before === undefined ? [{ ...event, keywords: ['job-created', ...(ended ? [] : ['job-state-changed'])] }] : []),
    ...(before !== undefined || ended ? [{ ...event, keywords: [...narrowest(job), 'job-state-changed'] }] : []),
  ];
}

function narrowest(job: Job): readonly string[] {
  if (isTerminal(job.state)) return ['job-completed'];
  return job.state === 'processing-stopped' ? ['job-stopped'] : [];
}
