import { accept, createPrinter, describePrinter, EVERYWHERE_OPERATIONS, refuse, type JobView } from '@holdover/ipp';
import { createLogger, createSystemClock, listenIpp } from '@holdover/nodejs';
import process from 'node:process';

/*
 * A printer that takes documents as fast as they come and keeps nothing of them, in a process of its own. Prints `ready URI`, and for
 * each document `took OCTETS at MILLISECONDS`, of the machine's clock.
 */
const PATH = '/ipp/print';
const clock = createSystemClock();
const startedAt = clock.wall();
const uuid = '0198c1d2-0000-7000-8000-0000000000f0';
const printed: JobView[] = [];
const never = async () => refuse('client-error-not-possible', 'every job is over at once');
const description = describePrinter({
  name: 'Null',
  makeAndModel: 'Null printer',
  manufacturer: 'Holdover',
  model: 'Null',
  location: '',
  organization: '',
  uuid,
  color: true,
  duplex: true,
  formats: ['application/octet-stream', 'application/pdf'],
  compressions: ['none'],
  pagesPerMinute: 60,
  media: ['iso_a4_210x297mm'],
  operations: EVERYWHERE_OPERATIONS,
});
const printer = createPrinter({
  path: PATH,
  description: () => description,
  status: () => ({ state: 'idle', reasons: [], acceptingJobs: true, changedAt: startedAt, attributes: [] }),
  clock,
  jobs: {
    check: async () => accept(undefined),
    async print(ticket, document) {
      let bytes = 0;
      for await (const part of document.data) bytes += part.length;
      process.stdout.write(`took ${bytes} at ${Date.now()}\n`);
      const now = clock.wall();
      const job: JobView = {
        id: printed.length + 1,
        uuid,
        name: ticket.name,
        userName: ticket.userName,
        state: 'completed',
        stateReasons: ['job-completed-successfully'],
        createdAt: now,
        processingAt: now,
        completedAt: now,
        bytes,
        documents: 1,
        impressions: 1,
        impressionsCompleted: 1,
        sheetsCompleted: 1,
        template: ticket.template,
      };
      printed.push(job);
      return accept(job);
    },
    open: never,
    addDocument: never,
    close: never,
    find: async (id) => printed.find((job) => job.id === id),
    list: async () => printed,
    cancel: never,
    hold: never,
    release: never,
    setAttributes: never,
  },
});
const listener = await listenIpp({
  printerAt: (path) => (path === PATH || path === '/' ? printer : undefined),
  host: '127.0.0.1',
  port: 0,
  logger: createLogger({ level: 'warn' }),
  title: 'Null printer',
});
process.stdout.write(`ready ${listener.uriOf(PATH)}\n`);
