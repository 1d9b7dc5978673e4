import { seconds } from '@holdover/kernel';
import { waitUntil } from '@holdover/testbed/peers';
import type { Fleet, Station } from '../../tests/support/fleet.ts';
import type { Benchmark, Run } from './benchmark.ts';
import { startProductionFleet, synchronizedStation, timeLogin } from './offline-station.ts';
import { quantile } from './statistics.ts';

const CACHED = 100;

/** The first login right after the link stopped passing bytes: nothing was closed, so nobody knows of it yet (C2). */
export const loginLinkCut: Benchmark = {
  name: 'login-link-cut',
  unit: 'ms',
  aim: 'p95 ≤ 2000',
  figure: (values) => quantile(values, 0.95),
  async measure({ dir, quick }) {
    const fleet = await startProductionFleet(dir);
    try {
      const station = await synchronizedStation(fleet, CACHED);
      const runs: Run[] = [];
      for (let n = 0; n < (quick ? 5 : 30); n++)
        runs.push({ ours: await cutAndLogIn(fleet, station), reference: null });
      return runs;
    } finally {
      await fleet.close();
    }
  },
};

/** A terminal that starts anew each time: one that lost its link thirty times in a row takes its time to come back (C3). */
async function cutAndLogIn(fleet: Fleet, station: Station): Promise<number> {
  fleet.cable.set(true);
  const running = await fleet.run(station);
  try {
    await waitUntil('the link to stand', () => running.terminal.link() === 'online', seconds(60));
    fleet.cable.set(false);
    return await timeLogin(running, 'offline');
  } finally {
    await running.terminal.close();
  }
}
