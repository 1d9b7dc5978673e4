import {
  PRINTER_STATE,
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
import type { PanelJob } from '@holdover/api';
import type { DeviceAbilities } from '../spool/device-queue.ts';

/** A job at the printer as it stands; its number there is needed to ask again. */
export interface PrinterJob {
  readonly number: number;
  /** Begun, and nothing moves. */
  readonly isStopped: boolean;
  readonly report: Extract<JobAtPrinter, { readonly found: true }>;
}

/** Why nothing comes out: the device prints something else, lacks paper, or somebody must see to it. */
export type WaitsFor = NonNullable<PanelJob['waitsFor']>;

const STATE = ['printer-uuid', 'printer-up-time', 'printer-impressions-completed'];
const JOB = [
  'job-id',
  'job-name',
  'job-state',
  'job-state-reasons',
  'job-impressions-completed',
  'job-media-sheets-completed',
];

/** F4: what the printer says of itself before the first byte. Null where it does not say who it is. */
export async function askState(client: IppClient): Promise<PrinterState | null> {
  const { ok, printer } = await client.getPrinterAttributes(STATE);
  return ok ? stateOf(printer) : null;
}

/** What the printer says before a job is sent to it. */
export interface Readiness {
  /** Null where it does not say who it is. */
  readonly state: PrinterState | null;
  /** What it takes, in lower case; none where it does not say. */
  readonly formats: readonly string[];
  /** Undefined while it prints nothing and could. */
  readonly waitsFor: WaitsFor | undefined;
}

export async function askReadiness(client: IppClient): Promise<Readiness> {
  const { ok, printer } = await client.getPrinterAttributes([...STATE, ...WHY, 'document-format-supported']);
  if (!ok) return { state: null, formats: [], waitsFor: undefined };
  return { state: stateOf(printer), formats: formatsOf(printer), waitsFor: waitsForOf(printer, false) };
}

/** Undefined where nothing keeps it from printing; `hasBegun` where what it processes is the job in question. */
export async function askWaitsFor(client: IppClient, hasBegun: boolean): Promise<WaitsFor | undefined> {
  return waitsForOf((await client.getPrinterAttributes(WHY)).printer, hasBegun);
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

export interface AskedAbilities {
  /** Null where it does not say who it is. */
  readonly uuid: string | null;
  readonly abilities: DeviceAbilities;
}

/** G7: what the queue may advertise of its device. */
export async function askAbilities(client: IppClient): Promise<AskedAbilities | undefined> {
  const { ok, printer } = await client.getPrinterAttributes(ABILITIES);
  const formats = formatsOf(printer);
  const media = stringsOf(printer, 'media-supported').filter((name) => /^[a-z]+_.+_[0-9.]+x[0-9.]+(mm|in)$/.test(name));
  if (!ok || formats.length === 0) return undefined;
  const ready = stringsOf(printer, 'media-default').filter((name) => media.includes(name));
  const abilities = {
    makeAndModel: (stringOf(printer, 'printer-make-and-model') ?? 'IPP Everywhere Printer').slice(0, 127),
    color: booleanOf(printer, 'color-supported') ?? false,
    duplex: stringsOf(printer, 'sides-supported').includes('two-sided-long-edge'),
    formats,
    pagesPerMinute: integerOf(printer, 'pages-per-minute') ?? 20,
    supplies: printer.filter(({ name }) => name.startsWith('printer-supply')),
    media: media.length === 0 ? ['iso_a4_210x297mm'] : [...new Set([...ready, ...media])].slice(0, 40),
  };
  return { uuid: stringOf(printer, 'printer-uuid')?.slice(0, 128) || null, abilities };
}

const WHY = ['printer-state', 'printer-state-reasons'];

function stateOf(printer: readonly Attribute[]): PrinterState | null {
  const uuid = stringOf(printer, 'printer-uuid');
  if (uuid === undefined || uuid === '') return null;
  return {
    uuid: uuid.slice(0, 128),
    upTime: count(printer, 'printer-up-time'),
    lifetimeImpressions: count(printer, 'printer-impressions-completed'),
  };
}

function formatsOf(printer: readonly Attribute[]): readonly string[] {
  return stringsOf(printer, 'document-format-supported').map((format) => format.toLowerCase());
}

/**
 * RFC 8011 §5.4.11 and §5.4.12: a printer that is stopped says why; reasons may end in their severity. Some go on calling
 * themselves processing with an empty tray: that counts once the job in question is the one they process.
 */
function waitsForOf(printer: readonly Attribute[], hasBegun: boolean): WaitsFor | undefined {
  const state = integerOf(printer, 'printer-state');
  if (state === PRINTER_STATE.processing && !hasBegun) return 'busy';
  if (state !== PRINTER_STATE.processing && state !== PRINTER_STATE.stopped) return undefined;
  const reasons = stringsOf(printer, 'printer-state-reasons').map((reason) => reason.replace(SEVERITY, ''));
  if (reasons.some((reason) => reason === 'media-empty' || reason === 'media-needed')) return 'paper';
  return state === PRINTER_STATE.stopped ? 'attention' : undefined;
}

const SEVERITY = /-(error|warning|report)$/;

const ABILITIES = [
  'printer-uuid',
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
  const isStopped = state === 'processing-stopped' || stringsOf(job, 'job-state-reasons').includes('printer-stopped');
  return { number, isStopped, report: { found: true, state: stateWord(state), impressions, sheets } };
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
