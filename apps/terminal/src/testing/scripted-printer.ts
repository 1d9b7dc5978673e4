import {
  accept,
  attr,
  createPrinter,
  describePrinter,
  encodeMessage,
  EVERYWHERE_OPERATIONS,
  isTerminal,
  readMessage,
  refuse,
  type IppTransport,
  type JobsPort,
  type JobState,
  type JobView,
  type Status,
} from '@holdover/ipp';
import { concatBytes, Fault, present, type Clock } from '@holdover/kernel';

/** A printer in memory that does what a test says, at the level of IPP messages. */
export interface ScriptedPrinter {
  readonly uri: string;
  readonly transport: IppTransport;
  /** What arrived whole, by the name of its job. */
  readonly documents: Map<string, string>;
  readonly jobs: Map<number, JobView>;
  /** Pages in the life of the device; undefined where it does not count. */
  lifetime: number | undefined;
  uuid: string;
  /** Instead of its true one. */
  upTime: number | undefined;
  /** Answers creations with this. */
  refusing: Status | undefined;
  reachable: boolean;
  /** RFC 8011 §5.4.11 and §5.4.12. */
  state: 'idle' | 'processing' | 'stopped';
  reasons: readonly string[];
  formats: readonly string[];
  /** Instead of an answer. */
  fault: Fault | undefined;
  /** The connection breaks when so many octets of a document have come; what came may become a job. */
  breaksAfter: { readonly octets: number; readonly makesJob: boolean } | undefined;
  /** A new job is at once so. */
  finishing: Partial<JobView> | undefined;
  /** Moves a job on. */
  set(number: number, change: Partial<JobView>): void;
  end(state: JobState, impressions: number): Partial<JobView>;
}

const PATH = '/ipp/print';
const URI = `ipp://printer.test:631${PATH}`;

export function createScriptedPrinter(clock: Clock): ScriptedPrinter {
  const jobs = new Map<number, JobView>();
  const documents = new Map<string, string>();
  const printer: ScriptedPrinter = {
    uri: URI,
    jobs,
    documents,
    lifetime: 1000,
    uuid: '0198c1d2-0000-7000-8000-00000000000a',
    upTime: undefined,
    refusing: undefined,
    reachable: true,
    state: 'idle',
    reasons: [],
    formats: ['application/octet-stream', 'application/pdf', 'text/plain'],
    fault: undefined,
    breaksAfter: undefined,
    finishing: undefined,
    set(number, change) {
      jobs.set(number, { ...present(jobs.get(number), 'the job'), ...change });
    },
    end: (state, impressions) => ({
      state,
      impressionsCompleted: impressions,
      sheetsCompleted: impressions,
      completedAt: clock.wall(),
    }),
    transport: { send: (_, body) => serve(body) },
  };
  const ipp = createPrinter({
    path: PATH,
    description: () => description(printer),
    status: () => ({
      state: printer.state,
      reasons: printer.reasons,
      acceptingJobs: true,
      changedAt: clock.wall(),
      attributes: [
        ...(printer.lifetime === undefined ? [] : [attr.integer('printer-impressions-completed', printer.lifetime)]),
        ...(printer.upTime === undefined ? [] : [attr.integer('printer-up-time', printer.upTime)]),
      ],
    }),
    jobs: jobsPort(printer, clock),
    clock,
  });

  async function serve(body: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
    if (printer.fault !== undefined) throw printer.fault;
    if (!printer.reachable) throw broken('printer-unreachable', true);
    const { message, document } = await readMessage(body);
    const answer = await ipp.handle(message, document, { printerUri: URI, uris: [URI] });
    return once(encodeMessage(answer));
  }
  return printer;
}

function jobsPort(printer: ScriptedPrinter, clock: Clock): JobsPort {
  const { jobs, documents } = printer;
  const refusal = (): ReturnType<typeof refuse> | undefined =>
    printer.refusing === undefined ? undefined : refuse(printer.refusing, 'as told');
  const make: JobsPort['open'] = async (ticket) => {
    const view: JobView = {
      id: jobs.size + 1,
      uuid: '0198c1d2-0000-7000-8000-00000000000b',
      name: ticket.name,
      userName: ticket.userName,
      state: 'pending',
      stateReasons: [],
      createdAt: clock.wall(),
      bytes: 0,
      documents: 1,
      impressionsCompleted: 0,
      sheetsCompleted: 0,
      template: ticket.template,
      ...printer.finishing,
    };
    jobs.set(view.id, view);
    return accept(view);
  };
  return {
    check: async () => refusal() ?? accept(undefined),
    open: make,
    async print(ticket, document) {
      const refused = refusal();
      if (refused !== undefined) return refused;
      const parts: Uint8Array[] = [];
      for await (const part of document.data) {
        parts.push(part);
        if (printer.breaksAfter === undefined || concatBytes(parts).length < printer.breaksAfter.octets) continue;
        if (printer.breaksAfter.makesJob) await make(ticket);
        throw broken('printer-connection-lost', false);
      }
      documents.set(ticket.name, new TextDecoder().decode(concatBytes(parts)));
      return make(ticket);
    },
    addDocument: async () => refuse('client-error-not-possible', 'not here'),
    close: async () => refuse('client-error-not-possible', 'not here'),
    find: async (id) => jobs.get(id),
    list: async () => [...jobs.values()],
    async cancel(id) {
      const job = jobs.get(id);
      if (job === undefined || isTerminal(job.state)) return refuse('client-error-not-possible', 'over');
      printer.set(id, { state: 'canceled', completedAt: clock.wall() });
      return accept(undefined);
    },
    hold: async () => refuse('client-error-not-possible', 'not here'),
    release: async () => refuse('client-error-not-possible', 'not here'),
    setAttributes: async () => refuse('client-error-not-possible', 'not here'),
  };
}

function description({ uuid, formats }: ScriptedPrinter): ReturnType<typeof describePrinter> {
  return describePrinter({
    name: 'Scripted',
    makeAndModel: 'Scripted 1',
    manufacturer: 'Scripted',
    model: '1',
    location: '',
    organization: '',
    uuid,
    color: true,
    duplex: true,
    formats,
    compressions: ['none'],
    pagesPerMinute: 10,
    media: ['iso_a4_210x297mm'],
    operations: EVERYWHERE_OPERATIONS,
  });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function broken(code: string, retryable: boolean): Fault {
  return new Fault({ owner: 'environment', code, message: 'as the test told', retryable });
}
