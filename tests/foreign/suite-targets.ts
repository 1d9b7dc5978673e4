import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeId, seconds } from '@holdover/kernel';
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
import { waitUntil } from '@holdover/testbed/peers';
import { createVirtualDevice, type VirtualDevice } from '@holdover/virtual-device';

/** A printer of ours that suites are run against; each suite gets one of its own. */
export interface SuiteTarget {
  readonly uri: string;
  close(): Promise<void>;
}

/** @param released whether somebody comes and prints the first job that is held */
export type StartTarget = (folder: string, released: boolean) => Promise<SuiteTarget>;

const ports = { clock: createSystemClock(), entropy: createSystemEntropy(), logger: createMemoryLogger() };
const EVA = {
  id: makeId('user', ports.clock.wall(), ports.entropy),
  userName: 'eva',
  fullName: 'Eva',
  language: null,
  color: true,
  scanToMe: true,
};
const SESSION = { id: makeId('session', ports.clock.wall(), ports.entropy), user: EVA, mode: 'offline' as const };
const LOOPBACK = { host: '127.0.0.1', port: 0 };

/** Slow enough that a job of four pages is still there when the next request comes. */
const PAGES_PER_MINUTE = 600;

export async function startDeviceTarget(folder: string): Promise<VirtualDevice> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const out = join(folder, 'paper');
  return createVirtualDevice({
    model: 'kyocera',
    name: 'Suite',
    ipp: LOOPBACK,
    out,
    pagesPerMinute: PAGES_PER_MINUTE,
    ...ports,
  });
}

/** A device queue whose jobs belong to one person. */
export async function startQueueTarget(folder: string, released: boolean): Promise<SuiteTarget> {
  const device = await startDeviceTarget(folder);
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
  let open = true;
  const releasing = released ? releaseFirst(printing, () => open) : undefined;
  return {
    uri: queue.uri,
    async close() {
      open = false;
      await releasing;
      await queue.close();
      await printing.close();
      stores.close();
      await device.close();
    },
  };
}

async function releaseFirst({ jobs }: Printing, isOpen: () => boolean): Promise<void> {
  await waitUntil(
    'a job to be released',
    async () => {
      if (!isOpen()) return true;
      const first = jobs.list(EVA).at(-1);
      return first !== undefined && (await jobs.print(SESSION, [first.id])).outcome === 'started';
    },
    seconds(120),
  );
}

function forgetfulJournal(): PrintingOptions['journal'] {
  return {
    recordBegin: async () => undefined,
    recordEnd: async () => undefined,
    leftOpen: () => [],
  };
}
