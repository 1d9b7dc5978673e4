import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import process from 'node:process';
import { startCupsd, startForeignProcess } from '@holdover/testbed/peers';
import type { Benchmark, Series } from './benchmark.ts';
import { interleave } from './interleave.ts';
import { createPrintClient, type PrintClient } from './print-jobs.ts';

/** A queue that holds what is printed to it. */
interface Spooler {
  readonly client: PrintClient;
  /** Removes every job. */
  empty(): Promise<void>;
  stop(): Promise<void>;
}

const SIZES = [
  { bytes: 3_000, label: '3 kB' },
  { bytes: 50_000, label: '50 kB' },
];

/**
 * Jobs a second that are acknowledged and held, at queues that are empty at the beginning of each run. Everybody gets the same octets
 * from the same sender. CUPS acknowledges as shipped before it has flushed anything, and made durable when it has flushed all.
 */
export const spoolIngest: Benchmark = {
  name: 'spool-ingest',
  unit: 'jobs/s',
  aim: '–',
  async measure({ dir, quick }) {
    const started: Spooler[] = [];
    const start = async (spooler: Promise<Spooler>): Promise<Spooler> => {
      started.push(await spooler);
      return spooler;
    };
    try {
      const device = await start(startDeviceQueue(join(dir, 'device')));
      const references = [
        { label: 'CUPS durable', aim: 'ratio ≥ 5', spooler: await start(startCups(join(dir, 'durable'), true)) },
        { label: 'CUPS as shipped', aim: '–', spooler: await start(startCups(join(dir, 'shipped'), false)) },
      ];
      const series: Series[] = [];
      for (const { bytes, label } of SIZES) {
        for (const connections of [16, 1]) {
          for (const reference of references) {
            const load = { bytes, connections, jobs: quick ? 50 : connections === 1 ? 200 : 1_000 };
            series.push({
              label: `device, ${label} × ${connections}, ${reference.label}`,
              aim: connections === 16 ? reference.aim : '–',
              runs: await interleave({
                runs: quick ? 1 : 5,
                ours: () => aSecond(device, load),
                reference: () => aSecond(reference.spooler, load),
              }),
            });
          }
        }
      }
      return series;
    } finally {
      for (const one of started) await one.stop();
    }
  },
};

async function aSecond({ client, empty }: Spooler, load: Parameters<PrintClient['print']>[0]): Promise<number> {
  const took = await client.print(load);
  await empty();
  return (load.jobs * 1_000) / took;
}

async function startDeviceQueue(dir: string): Promise<Spooler> {
  mkdirSync(dir, { mode: 0o700 });
  const script = fileURLToPath(new URL('device-queue.js', import.meta.url));
  const child = startForeignProcess(process.execPath, [...process.execArgv, script, dir]);
  const uri = (): string | undefined => /ready (\S+)/.exec(child.output())?.[1];
  await child.ready('the device queue to listen', () => uri() !== undefined);
  const client = createPrintClient(uri() ?? '');
  return {
    client,
    empty: () => client.ask('Cancel-My-Jobs'),
    async stop() {
      await client.close();
      await child.stop();
    },
  };
}

async function startCups(dir: string, durable: boolean): Promise<Spooler> {
  mkdirSync(dir, { mode: 0o711 });
  const cupsd = await startCupsd(dir, { durable });
  await cupsd.addHoldingQueue('held');
  const client = createPrintClient(`ipp://${cupsd.server}/printers/held`);
  return {
    client,
    empty: () => cupsd.purge('held'),
    async stop() {
      await client.close();
      await cupsd.stop();
    },
  };
}
