import { join } from 'node:path';
import { runForeignProcess } from '@holdover/testbed/peers';
import type { Benchmark, Series } from './benchmark.ts';
import { interleave } from './interleave.ts';
import type { PrintClient } from './print-jobs.ts';
import { startCupsQueue, startDeviceQueue, startServerQueue, type Spooler } from './spoolers.ts';

type Load = Parameters<PrintClient['print']>[0];

const SIZES = [
  { bytes: 3_000, size: '3 kB' },
  { bytes: 50_000, size: '50 kB' },
];
const AT_ONCE = 16;
/** G3: a spool in which the next job must cost what the first did. */
const MANY_HELD = 10_000;

/**
 * Jobs a second that are acknowledged and held, at queues that are empty at the beginning of each run. Everybody gets the same octets
 * from the same sender. CUPS as shipped acknowledges before it has flushed anything, made durable when it has flushed all.
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
      const ours = [
        { name: 'device', least: 5, startOne: startDeviceQueue },
        { name: 'server', least: 3, startOne: startServerQueue },
      ];
      const durable = await start(startCupsQueue(join(dir, 'durable'), true));
      const shipped = await start(startCupsQueue(join(dir, 'shipped'), false));
      const series: Series[] = [];
      for (const { name, least, startOne } of ours) {
        const spooler = await start(startOne(join(dir, name)));
        for (const { size, ...load } of loads(quick)) {
          const label = `${name}, ${size} × ${load.connections}`;
          const against = (reference: Spooler): Promise<Series['runs']> => compare(spooler, reference, load, quick);
          const aim = load.connections === AT_ONCE ? `ratio ≥ ${least}` : '–';
          series.push({ label: `${label}, CUPS durable`, aim, runs: await against(durable) });
          if (load.connections === AT_ONCE)
            series.push({ label: `${label}, CUPS as shipped`, runs: await against(shipped) });
        }
        const full = await start(startOne(join(dir, `full-${name}`)));
        series.push(await growth(name, full, spooler, quick));
      }
      return series;
    } finally {
      for (const one of started) await one.stop();
    }
  },
};

function loads(quick: boolean): readonly (Load & { readonly size: string })[] {
  return SIZES.flatMap(({ bytes, size }) =>
    [AT_ONCE, 1].map((connections) => ({
      bytes,
      size,
      connections,
      jobs: quick ? 50 : connections === 1 ? 200 : 1_000,
    })),
  );
}

function compare(ours: Spooler, reference: Spooler, load: Load, quick: boolean): Promise<Series['runs']> {
  return interleave({
    runs: quick ? 1 : 5,
    ours: () => fromEmpty(ours, load),
    reference: () => fromEmpty(reference, load),
  });
}

/** The rate of the next jobs where many are held already, against the same where none are. */
async function growth(name: string, full: Spooler, empty: Spooler, quick: boolean): Promise<Series> {
  const load = { bytes: 3_000, connections: AT_ONCE, jobs: quick ? 50 : 1_000 };
  const held = quick ? 500 : MANY_HELD;
  await full.client.print({ ...load, jobs: held });
  const runs = await interleave({
    runs: quick ? 1 : 5,
    ours: () => aSecond(full, load),
    reference: () => fromEmpty(empty, load),
  });
  return { label: `${name}, beside ${held} held`, aim: 'ratio ≥ 0.9', runs };
}

async function fromEmpty(spooler: Spooler, load: Load): Promise<number> {
  const rate = await aSecond(spooler, load);
  await spooler.empty();
  return rate;
}

async function aSecond({ client }: Spooler, load: Load): Promise<number> {
  // A file system flushes for the first who asks what others wrote before: nobody pays for who went before.
  await runForeignProcess('sync', []);
  return (load.jobs * 1_000) / (await client.print(load));
}
