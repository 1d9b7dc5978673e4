import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeId } from '@holdover/kernel';
import { createIppTransport, createSystemClock, createSystemEntropy } from '@holdover/nodejs';
import {
  createDeviceQueue,
  openPrinting,
  openQueueTls,
  openTerminalStores,
  type Printing,
  type PrintingOptions,
} from '@holdover/terminal';
import { createMemoryLogger } from '@holdover/testbed';
import { scratchFolder } from '@holdover/testbed/peers';
import { createVirtualDevice, type VirtualDevice } from '@holdover/virtual-device';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runSuite } from './run-suite.ts';
import { writeSuiteDocuments } from './suite-documents.ts';

const scratch = scratchFolder('suites');
const documents = join(scratch.path, 'documents');
const ports = { clock: createSystemClock(), entropy: createSystemEntropy(), logger: createMemoryLogger() };
const EVA = {
  id: makeId('user', ports.clock.wall(), ports.entropy),
  userName: 'eva',
  fullName: 'Eva',
  language: null,
  color: true,
};
const SESSION = { id: makeId('session', ports.clock.wall(), ports.entropy), user: EVA, mode: 'offline' as const };
const LOOPBACK = { host: '127.0.0.1', port: 0 };

/** The suites and how many of their tests a printer of ours is known to pass; fewer is a loss. */
const SUITES = [
  ['ipp-1.1', 35],
  ['ipp-2.0', 36],
  ['ipp-everywhere', 37],
] as const;

/** One port takes both schemes. */
const AT_THE_QUEUE = [
  ...SUITES.map(([suite, known]) => [suite, 'ipp', known] as const),
  ['ipp-2.0', 'ipps', 36] as const,
];

let device: VirtualDevice;

beforeAll(async () => {
  writeSuiteDocuments(documents);
  const out = join(scratch.path, 'paper');
  device = await createVirtualDevice({
    model: 'kyocera',
    name: 'Suite',
    ipp: LOOPBACK,
    out,
    pagesPerMinute: 6_000,
    ...ports,
  });
});

afterAll(async () => {
  await device.close();
  scratch.remove();
});

describe('ipptool finds no fault with the virtual device', () => {
  test.each(SUITES)('%s', async (suite, known) => {
    const result = await runSuite(suite, device.uri, documents);
    expect(result).toMatchObject({ failed: 0, failures: '' });
    expect(result.passed).toBeGreaterThanOrEqual(known);
  });
});

describe('ipptool finds no fault with the device queue', () => {
  test.each(AT_THE_QUEUE)('%s by %s', async (suite, scheme, known) => {
    const folder = join(scratch.path, `terminal-${suite}-${scheme}`);
    await mkdir(folder, { mode: 0o700 });
    const stores = await openTerminalStores(folder, ports.entropy.bytes(32));
    const printing = await openPrinting({
      ...ports,
      database: stores.spool,
      documents: stores.documents,
      transport: createIppTransport(),
      printer: device.uri,
      isOffline: () => false,
      resolveOwner: () => EVA.id,
      userNameOf: () => EVA.userName,
      journal: forgetfulJournal(),
    });
    const queue = await createDeviceQueue({
      ...ports,
      ...LOOPBACK,
      ...printing,
      tls: await openQueueTls({ database: stores.spool, now: ports.clock.wall(), entropy: ports.entropy }),
      name: 'Suite queue',
      uuid: '0198c1d2-0000-7000-8000-00000000000d',
      releases: printing.jobs,
    });
    releaseFirst(printing);
    const result = await runSuite(suite, queue.uri.replace('ipp:', `${scheme}:`), documents);
    await queue.close();
    await printing.close();
    stores.close();
    expect(result).toMatchObject({ failed: 0, failures: '' });
    expect(result.passed).toBeGreaterThanOrEqual(known);
  });
});

/** The suites wait for the end of the first job: its owner comes to the device once. */
function releaseFirst(printing: Printing): void {
  let came = false;
  printing.jobs.subscribe(() => {
    const [job] = came ? [] : printing.jobs.list(EVA);
    if (job === undefined) return;
    came = true;
    printing.jobs.print(SESSION, [job.id]).catch(() => undefined);
  });
}

function forgetfulJournal(): PrintingOptions['journal'] {
  return {
    recordBegin: async () => makeId('activity', ports.clock.wall(), ports.entropy),
    recordEnd: async () => undefined,
    leftOpen: () => [],
  };
}
