import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readPrinted } from '@holdover/demo';
import { createIppTransport, createSystemClock, createSystemEntropy } from '@holdover/nodejs';
import { createMemoryLogger } from '@holdover/testbed';
import { describePrinterContract } from '@holdover/testbed/contracts';
import { freePort, scratchFolder } from '@holdover/testbed/peers';
import { createVirtualDevice } from '@holdover/virtual-device';
import { afterAll } from 'vitest';

const scratch = scratchFolder('virtual-device');
afterAll(() => scratch.remove());

const clock = createSystemClock();
const PATIENCE_MILLISECONDS = 20_000;
let devices = 0;

describePrinterContract('the virtual device over HTTP', async (pagesPerMinute) => {
  const out = join(scratch.path, `device-${++devices}`);
  const port = await freePort();
  const start = () =>
    createVirtualDevice({
      model: 'generic',
      name: 'Contract',
      ipp: { host: '127.0.0.1', port },
      out,
      pagesPerMinute,
      clock,
      logger: createMemoryLogger(),
      entropy: createSystemEntropy(),
    });
  let device = await start();
  return {
    transport: createIppTransport(),
    printerUri: device.uri,
    until: async (isSo) => {
      const last = clock.boot() + PATIENCE_MILLISECONDS;
      while (!(await isSo()) && clock.boot() < last) await sleep(10);
    },
    setBusy: (isBusy) => device.setFault(isBusy ? { kind: 'busy' } : undefined),
    setOutOfPaper: (isEmpty) => device.setFault(isEmpty ? { kind: 'out-of-paper' } : undefined),
    dieAfter: (page) => device.setFault({ kind: 'dies', page }),
    comeBack: async () => {
      await device.close();
      device = await start();
    },
    printed: async () => (await readPrinted(out)).map(({ jobName, impressions }) => ({ jobName, impressions })),
    end: () => device.close(),
  };
});
