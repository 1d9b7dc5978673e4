import { concatBytes, instant, fromUtf8Lenient, utf8, type Clock } from '@holdover/kernel';
import { buildRequest, responseOf, type IppResponse, type RequestParts } from '../../client/client.ts';
import type { Attribute } from '../../codec/message.ts';
import { attr } from '../../model/attr.ts';
import type { Operation } from '../../registry/operations.ts';
import { describePrinter, type PrinterFeatures } from '../description.ts';
import { accept, changedTemplate, refuse, type JobsPort, type JobView } from '../jobs-port.ts';
import { createPrinter, type Printer } from '../printer.ts';
import type { PrinterOptions, PrinterStatus } from '../served.ts';
import { SERVED_OPERATIONS } from '../supported-operations.ts';

export const URI = 'ipp://printer.example:631/ipp/print';
export const ARRIVAL = { printerUri: URI, uris: [URI] };
export const START = instant(1_750_000_000_000);

const FEATURES: PrinterFeatures = {
  name: 'Test',
  makeAndModel: 'Test 1',
  manufacturer: 'Test',
  model: '1',
  location: 'here',
  organization: '',
  uuid: '0198c1d2-0000-7000-8000-000000000001',
  color: false,
  duplex: true,
  formats: ['application/octet-stream', 'application/pdf'],
  compressions: ['none', 'gzip'],
  pagesPerMinute: 10,
  media: ['iso_a4_210x297mm'],
  operations: SERVED_OPERATIONS,
};

/** A printer whose jobs do nothing by themselves. */
export interface FakePrinter {
  readonly printer: Printer;
  readonly jobs: FakeJobs;
  readonly status: { -readonly [K in keyof PrinterStatus]: PrinterStatus[K] };
  ask(operation: Operation, parts?: RequestParts, userName?: string): Promise<IppResponse>;
}

export function createFakePrinter(
  clock: Clock,
  options: Partial<PrinterOptions> = {},
  features: Partial<PrinterFeatures> = {},
): FakePrinter {
  const jobs = createFakeJobs();
  const status: FakePrinter['status'] = {
    state: 'idle',
    reasons: [],
    acceptingJobs: true,
    changedAt: START,
    attributes: [],
  };
  const printer = createPrinter({
    path: '/ipp/print',
    description: () => describePrinter({ ...FEATURES, ...features }),
    status: () => status,
    jobs,
    clock,
    decompress: { gzip: reversed },
    ...options,
  });
  return {
    printer,
    jobs,
    status,
    async ask(operation, parts = {}, userName = 'eva') {
      const request = buildRequest(operation, { printerUri: URI, userName, requestId: 1, ...parts });
      return responseOf(await printer.handle(request, parts.document ?? nothing(), ARRIVAL));
    },
  };
}

export interface FakeJobs extends JobsPort {
  readonly taken: { name: string; userName: string; template: readonly Attribute[]; format?: string; data?: string }[];
  readonly closed: number[];
  refuseWith(status: 'server-error-busy'): void;
}

export function createFakeJobs(): FakeJobs {
  const views = new Map<number, JobView>();
  const taken: FakeJobs['taken'] = [];
  const closed: number[] = [];
  let refusal: ReturnType<typeof refuse> | undefined;
  const create: JobsPort['open'] = async (ticket) => {
    const view: JobView = {
      id: views.size + 1,
      uuid: '0198c1d2-0000-7000-8000-000000000002',
      name: ticket.name,
      userName: ticket.userName,
      state: 'pending',
      stateReasons: [],
      createdAt: START,
      bytes: 0,
      documents: 0,
      impressionsCompleted: 0,
      sheetsCompleted: 0,
      template: ticket.template,
    };
    views.set(view.id, view);
    taken.push({ name: ticket.name, userName: ticket.userName, template: ticket.template });
    return accept(view);
  };
  const of = (id: number): ReturnType<typeof accept<JobView>> | ReturnType<typeof refuse> => {
    const view = views.get(id);
    return view === undefined ? refuse('client-error-not-found', 'gone') : accept(view);
  };
  return {
    taken,
    closed,
    refuseWith: (status) => (refusal = refuse(status, 'as told')),
    check: async () => refusal ?? accept(undefined),
    open: create,
    async print(ticket, document) {
      if (refusal !== undefined) return refusal;
      const made = await create(ticket);
      const last = taken.at(-1);
      if (last !== undefined) Object.assign(last, { format: document.format, data: await textOf(document.data) });
      return made;
    },
    async addDocument(id, document) {
      taken.push({ name: '', userName: '', template: [], data: await textOf(document.data) });
      return of(id);
    },
    async close(id) {
      closed.push(id);
      return of(id);
    },
    find: async (id) => views.get(id),
    list: async () => [...views.values()],
    async cancel(id) {
      const view = views.get(id);
      if (view === undefined || view.state === 'canceled') return refuse('client-error-not-possible', 'over');
      views.set(id, { ...view, state: 'canceled', completedAt: START });
      return accept(undefined);
    },
    ...createFakeChanges(views),
  };
}

function createFakeChanges(views: Map<number, JobView>): Pick<JobsPort, 'hold' | 'release' | 'setAttributes'> {
  return {
    async hold(id, until) {
      const view = views.get(id);
      if (view?.state !== 'pending') return refuse('client-error-not-possible', 'too late');
      const template = changedTemplate(view.template, {
        template: [attr.keyword('job-hold-until', until)],
        deleted: [],
      });
      views.set(id, { ...view, state: 'pending-held', template });
      return accept(undefined);
    },
    async release(id) {
      const view = views.get(id);
      if (view?.state !== 'pending-held') return refuse('client-error-not-possible', 'not held');
      views.set(id, { ...view, state: 'pending' });
      return accept(undefined);
    },
    async setAttributes(id, changes) {
      const view = views.get(id);
      if (view === undefined) return refuse('client-error-not-found', 'gone');
      views.set(id, { ...view, name: changes.name ?? view.name, template: changedTemplate(view.template, changes) });
      return accept(undefined);
    },
  };
}

export async function* nothing(): AsyncGenerator<Uint8Array> {}

export async function* some(text: string): AsyncGenerator<Uint8Array> {
  yield utf8(text);
}

async function* reversed(data: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield utf8(await textOf(data)).toReversed();
}

async function textOf(data: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of data) parts.push(part);
  return fromUtf8Lenient(concatBytes(parts));
}
