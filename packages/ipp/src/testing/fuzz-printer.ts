import { bootTime, instant, type Clock } from '@holdover/kernel';
import { decodeMessage } from '../codec/decoder.ts';
import { encodeMessage } from '../codec/encode.ts';
import { RESPONSE_LIMITS } from '../codec/limits.ts';
import type { Message } from '../codec/message.ts';
import { GROUP } from '../codec/tags.ts';
import { attr } from '../model/attr.ts';
import { describePrinter } from '../printer/description.ts';
import { accept, refuse, type JobsPort, type JobView } from '../printer/jobs-port.ts';
import { createPrinter, type Printer } from '../printer/printer.ts';
import type { PrinterControl } from '../printer/served.ts';
import { checkSyntax } from '../registry/check-syntax.ts';
import { OPERATION, type Operation } from '../registry/operations.ts';
import { statusOf } from '../registry/statuses.ts';

export const PRINTER_PATH = '/ipp/print';

const URI = `ipp://localhost:631${PRINTER_PATH}`;
const NOW = instant(1_750_000_000_000);
const CLOCK: Clock = { wall: () => NOW, boot: () => bootTime(0), bootId: 'fuzz', after: () => () => {} };

const DESCRIPTION = describePrinter({
  name: 'Fuzz',
  makeAndModel: 'Fuzz 1',
  manufacturer: 'Fuzz',
  model: '1',
  location: 'here',
  organization: '',
  uuid: '00000000-0000-7000-8000-000000000000',
  color: true,
  duplex: true,
  formats: ['application/octet-stream', 'application/pdf'],
  compressions: ['none'],
  pagesPerMinute: 1,
  media: ['iso_a4_210x297mm', 'na_letter_8.5x11in'],
  // `Object.keys` widens keys to string; the table has no others.
  operations: Object.keys(OPERATION) as readonly Operation[],
});

/** A printer that does nothing to its two jobs but keep them; as new for each request, so that no request decides another. */
export function createFuzzPrinter(): Printer {
  return createPrinter({
    path: PRINTER_PATH,
    description: () => DESCRIPTION,
    status: () => ({ state: 'idle', reasons: [], acceptingJobs: true, changedAt: NOW, attributes: [] }),
    jobs: JOBS,
    control: CONTROL,
    clock: CLOCK,
  });
}

/** What is wrong with the answer to a request: it cannot be read, is no answer to it, or is not as registered. */
export async function answerFault(printer: Printer, request: Message, rest: Uint8Array): Promise<string | undefined> {
  const answer = await printer.handle(request, once(rest), { printerUri: URI, uris: [URI] });
  if (answer.requestId !== request.requestId) return 'another request is answered';
  if (statusOf(answer.code) === undefined) return `status 0x${answer.code.toString(16)}`;
  const [operation] = answer.groups;
  if (operation?.tag !== GROUP.operation || operation.attributes[0]?.name !== 'attributes-charset') {
    return 'the answer does not begin with its charset';
  }
  decodeMessage(encodeMessage(answer), { limits: RESPONSE_LIMITS });
  for (const { tag, attributes } of answer.groups) {
    // What is not supported is named as it came.
    const faults = tag === GROUP.unsupported ? [] : attributes.map((attribute) => checkSyntax(attribute, tag));
    const fault = faults.find((each) => each !== undefined);
    if (fault !== undefined) return `the answer is not as registered: ${fault.message}`;
  }
  return undefined;
}

const WAITING: JobView = {
  id: 1,
  uuid: '00000000-0000-7000-8000-000000000001',
  name: 'Waiting',
  userName: 'anna',
  state: 'pending-held',
  stateReasons: ['job-incoming'],
  createdAt: NOW,
  bytes: 1000,
  documents: 0,
  impressionsCompleted: 0,
  sheetsCompleted: 0,
  template: [attr.integer('copies', 2)],
};
const DONE: JobView = {
  ...WAITING,
  id: 7,
  name: 'Done',
  state: 'completed',
  stateReasons: [],
  processingAt: NOW,
  completedAt: NOW,
  documents: 1,
  documentFormat: 'application/pdf',
};
const KNOWN: readonly JobView[] = [WAITING, DONE];

const JOBS: JobsPort = {
  check: () => Promise.resolve(accept(undefined)),
  print: (ticket) => Promise.resolve(accept({ ...WAITING, id: 8, name: ticket.name, template: ticket.template })),
  open: (ticket) => Promise.resolve(accept({ ...WAITING, id: 8, name: ticket.name, template: ticket.template })),
  addDocument: (id) => known(id),
  close: (id) => known(id),
  find: (id) => Promise.resolve(KNOWN.find((job) => job.id === id)),
  list: () => Promise.resolve(KNOWN),
  cancel: (id) => changed(id),
  hold: (id) => changed(id),
  release: (id) => changed(id),
  setAttributes: (id) => changed(id),
  restart: (id) => changed(id),
};

/** Everybody may do everything. */
const CONTROL: PrinterControl = {
  isOperator: () => true,
  pause: () => Promise.resolve(accept(undefined)),
  resume: () => Promise.resolve(accept(undefined)),
  accept: () => Promise.resolve(accept(undefined)),
};

async function known(id: number) {
  const job = KNOWN.find((each) => each.id === id);
  return Promise.resolve(job === undefined ? refuse('client-error-not-found', 'no job') : accept(job));
}

async function changed(id: number) {
  const job = await known(id);
  return job.ok ? accept(undefined) : job;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
