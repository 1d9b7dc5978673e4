import {
  booleanOf,
  find,
  integerOf,
  jobStateOf,
  stringOf,
  stringsOf,
  type Attribute,
  type IppClient,
} from '@holdover/ipp';
import type { JobAtPrinter, PrinterState } from '@holdover/journal';
import type { DeviceAbilities } from '../spool/device-queue.ts';

/** A job at the printer as it stands; its number there is needed to ask again. */
export interface PrinterJob {
  readonly number: number;
  readonly report: Extract<JobAtPrinter, { readonly found: true }>;
}

const STATE = ['printer-uuid', 'printer-up-time', 'printer-impressions-completed'];
const JOB = ['job-id', 'job-name', 'job-state', 'job-impressions-completed', 'job-media-sheets-completed'];

/** F4: what the printer says of itself before the first byte. Null where it does not say who it is. */
export async function askState(client: IppClient): Promise<PrinterState | null> {
  const { ok, printer } = await client.getPrinterAttributes(STATE);
  const uuid = stringOf(printer, 'printer-uuid');
  if (!ok || uuid === undefined || uuid === '') return null;
  return {
    uuid: uuid.slice(0, 128),
    upTime: count(printer, 'printer-up-time'),
    lifetimeImpressions: count(printer, 'printer-impressions-completed'),
  };
}

export async function askJob(client: IppClient, number: number): Promise<PrinterJob | undefined> {
  const { ok, job } = await client.getJobAttributes(number, JOB);
  return ok ? printerJobOf(job) : undefined;
}

/**
 * F4: the job of our own name. Null where the printer keeps no list of past jobs.
 * The newest of the name counts: an earlier one was refused or canceled before this.
 */
export async function findJob(client: IppClient, name: string): Promise<PrinterJob | 'none' | null> {
  let listed = false;
  for (const which of ['not-completed', 'completed'] as const) {
    const { ok, jobs } = await client.getJobs(which, JOB);
    if (!ok) continue;
    listed ||= which === 'completed';
    const named = jobs.filter((job) => stringOf(job, 'job-name') === name).flatMap((job) => printerJobOf(job) ?? []);
    const newest = named.toSorted((a, b) => b.number - a.number).at(0);
    if (newest !== undefined) return newest;
  }
  return listed ? 'none' : null;
}

/** G7: what the queue may advertise of its device. */
export async function askAbilities(client: IppClient): Promise<DeviceAbilities | undefined> {
  const { ok, printer } = await client.getPrinterAttributes(ABILITIES);
  const formats = stringsOf(printer, 'document-format-supported').map((format) => format.toLowerCase());
  const media = stringsOf(printer, 'media-supported').filter((name) => /^[a-z]+_.+_[0-9.]+x[0-9.]+(mm|in)$/.test(name));
  if (!ok || formats.length === 0) return undefined;
  const ready = stringsOf(printer, 'media-default').filter((name) => media.includes(name));
  return {
    makeAndModel: (stringOf(printer, 'printer-make-and-model') ?? 'IPP Everywhere Printer').slice(0, 127),
    color: booleanOf(printer, 'color-supported') ?? false,
    duplex: stringsOf(printer, 'sides-supported').includes('two-sided-long-edge'),
    formats,
    pagesPerMinute: integerOf(printer, 'pages-per-minute') ?? 20,
    supplies: printer.filter(({ name }) => name.startsWith('printer-supply')),
    media: media.length === 0 ? ['iso_a4_210x297mm'] : [...new Set([...ready, ...media])].slice(0, 40),
  };
}

const ABILITIES = [
  'printer-make-and-model',
  'color-supported',
  'document-format-supported',
  'pages-per-minute',
  'sides-supported',
  'media-supported',
  'media-default',
  'printer-supply',
  'printer-supply-description',
];

function printerJobOf(job: readonly Attribute[]): PrinterJob | undefined {
  const number = integerOf(job, 'job-id');
  const state = jobStateOf(integerOf(job, 'job-state') ?? 0);
  if (number === undefined || state === undefined) return undefined;
  const impressions = count(job, 'job-impressions-completed');
  const sheets = count(job, 'job-media-sheets-completed');
  return { number, report: { found: true, state: stateWord(state), impressions, sheets } };
}

function stateWord(state: NonNullable<ReturnType<typeof jobStateOf>>): PrinterJob['report']['state'] {
  if (state === 'completed' || state === 'aborted') return state;
  if (state === 'canceled') return 'cancelled';
  return state === 'processing' || state === 'processing-stopped' ? 'printing' : 'waiting';
}

export function isOver({ report }: PrinterJob): boolean {
  return report.state !== 'waiting' && report.state !== 'printing';
}

/** What a journal record can hold; printers in the field tell the time of day as their up-time. */
const LARGEST = 1_000_000_000;

/** A counter that is absent, out of band or out of range is not known. */
function count(attributes: readonly Attribute[], name: string): number | null {
  const value = find(attributes, name)?.values[0];
  return value?.syntax === 'integer' && value.value >= 0 && value.value <= LARGEST ? value.value : null;
}
