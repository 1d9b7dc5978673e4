import type { Run } from './benchmark.ts';

export interface Interleaved {
  readonly runs: number;
  readonly ours: () => Promise<number>;
  readonly reference: () => Promise<number>;
}

/**
 * Measures both in turn, so that whatever else the machine does meets both; who goes first changes with every run. One more
 * run goes before and does not count: what is compiled, opened or read for the first time is not what is asked for.
 */
export async function interleave({ runs, ours, reference }: Interleaved): Promise<readonly Run[]> {
  const measured: Run[] = [];
  for (let run = 0; run <= runs; run++) measured.push(await measureBoth(run % 2 === 0, ours, reference));
  return measured.slice(1);
}

async function measureBoth(
  oursFirst: boolean,
  ours: () => Promise<number>,
  reference: () => Promise<number>,
): Promise<Run> {
  if (oursFirst) return { ours: await ours(), reference: await reference() };
  const first = await reference();
  return { ours: await ours(), reference: first };
}

/** Milliseconds until it is done. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
