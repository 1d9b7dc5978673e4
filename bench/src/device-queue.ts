import { randomBytes } from 'node:crypto';
import process from 'node:process';
import { makeId } from '@holdover/kernel';
import { createIppTransport, createLogger, createSystemClock, createSystemEntropy } from '@holdover/nodejs';
import { createDeviceQueue, openPrinting, openTerminalStores } from '@holdover/terminal';
import { USER } from './print-jobs.ts';

/*
 * The queue of a terminal in a process of its own: its spool is on disk and nobody is at the device.
 * Argument: a folder. Prints `ready URI`.
 */
const ports = { clock: createSystemClock(), entropy: createSystemEntropy(), logger: createLogger({ level: 'warn' }) };
const owner = makeId('user', ports.clock.wall(), ports.entropy);
const stores = await openTerminalStores(process.argv[2] ?? '', randomBytes(32));
const printing = await openPrinting({
  ...ports,
  database: stores.spool,
  documents: stores.documents,
  limits: { jobs: 100_000, bytes: 64 * 1024 ** 3 },
  transport: createIppTransport(),
  printer: 'ipp://127.0.0.1:1/ipp/print',
  isOffline: () => false,
  resolveOwner: () => owner,
  userNameOf: () => USER,
  journal: {
    recordBegin: async () => undefined,
    recordEnd: async () => undefined,
    leftOpen: () => [],
  },
});
const queue = await createDeviceQueue({
  ...ports,
  ...printing,
  host: '127.0.0.1',
  port: 0,
  name: 'Bench',
  uuid: '0198c1d2-0000-7000-8000-00000000000d',
});
process.stdout.write(`ready ${queue.uri}\n`);
process.once('SIGTERM', () => {
  void queue
    .close()
    .then(() => printing.close())
    .finally(() => stores.close());
});
