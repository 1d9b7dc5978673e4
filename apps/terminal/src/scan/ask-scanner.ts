import type { ScannerClient, ScanJobRef, ScanRefusal, ScanTicket } from '@holdover/escl';
import { Fault, unreachable, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { ScanFailure, TaskInput } from './task.ts';

/** Asks the scanner to take a scan on. Never rejects. */
export async function askToScan(
  scanner: ScannerClient,
  ticket: ScanTicket,
  { turn, logger }: Asking,
): Promise<TaskInput> {
  try {
    const begun = await scanner.begin(ticket);
    return 'refusal' in begun ? refusalInput(begun, turn) : { input: 'taken-on', turn, job: begun };
  } catch (error) {
    return failureInput(error, { turn, logger });
  }
}

export interface Asking {
  readonly turn: number;
  readonly logger: Logger;
}

/** Waits for the next page and keeps it. Never rejects. @param keep resolves once the page is durable */
export async function fetchPage(
  scanner: ScannerClient,
  job: ScanJobRef,
  keep: (page: AsyncIterable<Uint8Array>) => Promise<void>,
  { turn, logger }: Asking,
): Promise<TaskInput> {
  try {
    const next = await scanner.next(job);
    if ('refusal' in next) return refusalInput(next, turn);
    if ('done' in next) return { input: 'no-more', turn };
    await keep(next.page);
    return { input: 'page', turn };
  } catch (error) {
    return failureInput(error, { turn, logger });
  }
}

function refusalInput({ refusal }: ScanRefusal, turn: number): TaskInput {
  switch (refusal) {
    case 'busy':
    case 'feeder-empty':
    case 'cover-open':
      return { input: 'held-up', turn, why: refusal };
    case 'jam':
      return { input: 'held-up', turn, why: 'feeder-jam' };
    case 'trouble':
      return { input: 'held-up', turn, why: 'attention' };
    case 'gone':
      return { input: 'gone', turn };
    case 'refused':
      return { input: 'failed', turn, why: 'scanner-refused' };
    default:
      return unreachable(refusal);
  }
}

function failureInput(error: unknown, { turn, logger }: Asking): TaskInput {
  logger.warn('The scanner gave no page', { error: describeError(error) });
  const code = error instanceof Fault ? error.code : undefined;
  const why = code === undefined ? undefined : FAILURES[code];
  if (why !== undefined) return { input: 'failed', turn, why };
  if (code?.startsWith('scanner-') === true) return { input: 'held-up', turn, why: 'scanner-unreachable' };
  return { input: 'failed', turn, why: 'scanner-refused' };
}

const FAILURES: Readonly<Record<string, ScanFailure>> = { 'disk-full': 'disk-full', 'page-too-large': 'too-large' };
