import { randomBytes } from 'node:crypto';
import { PIN_STRETCH, stretch } from '@holdover/nodejs';
import type { Benchmark } from './benchmark.ts';
import { interleave, timed } from './interleave.ts';
import { ADA, inTurn, startProductionFleet, synchronizedStation, timeLogin } from './offline-station.ts';
import { median } from './statistics.ts';

const CACHED = 100;

/** A whole offline login at the panel's API, from request to answer, against the one slow hash that it cannot do without. */
export const loginOffline: Benchmark = {
  name: 'login-offline',
  unit: 'ms',
  aim: 'ratio ≤ 1.15',
  async measure({ dir, quick }) {
    const fleet = await startProductionFleet(dir);
    try {
      const station = await synchronizedStation(fleet, CACHED);
      fleet.cable.set(false);
      const running = await fleet.run(station);
      const logins = quick ? 2 : 7;
      const salt = randomBytes(16);
      const hash = () => timed(() => stretch(ADA.pin, { method: 'pin', salt, parameters: PIN_STRETCH }));
      return await interleave({
        runs: quick ? 3 : 9,
        ours: async () => median(await inTurn(logins, () => timeLogin(running, 'offline'))),
        reference: async () => median(await inTurn(logins, hash)),
      });
    } finally {
      await fleet.close();
    }
  },
};
