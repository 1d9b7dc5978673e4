import type { Benchmark } from './benchmark.ts';
import { interleave } from './interleave.ts';
import { inTurn, startProductionFleet, synchronizedStation, timeLogin } from './offline-station.ts';
import { median } from './statistics.ts';

const MANY = 10_000;
const FEW = 100;

/** The same login, with a hundred times as many people in the cache. */
export const loginPopulation: Benchmark = {
  name: 'login-population',
  unit: 'ms',
  aim: 'ratio ≤ 1.05',
  async measure({ dir, quick }) {
    const fleet = await startProductionFleet(dir);
    try {
      const stations = { many: await synchronizedStation(fleet, MANY), few: await synchronizedStation(fleet, FEW) };
      fleet.cable.set(false);
      const running = { many: await fleet.run(stations.many), few: await fleet.run(stations.few) };
      const logins = quick ? 2 : 7;
      return await interleave({
        runs: quick ? 3 : 9,
        ours: async () => median(await inTurn(logins, () => timeLogin(running.many, 'offline'))),
        reference: async () => median(await inTurn(logins, () => timeLogin(running.few, 'offline'))),
      });
    } finally {
      await fleet.close();
    }
  },
};
