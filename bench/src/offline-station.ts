import { CARD_STRETCH, PIN_STRETCH } from '@holdover/nodejs';
import { Fault } from '@holdover/kernel';
import { startFleet, type Fleet, type Station, type StationRunning } from '../../tests/support/fleet.ts';
import { fillCache } from './fill-cache.ts';
import { timed } from './interleave.ts';

/** Who logs in. */
export const ADA = { userName: 'ada', pin: '482915' };

/** A server, and Ada with a PIN, at the cost that the slow hash has in production. */
export async function startProductionFleet(dir: string): Promise<Fleet> {
  const fleet = await startFleet({ dir, hashing: { pin: PIN_STRETCH, card: CARD_STRETCH } });
  await fleet.addPerson(ADA);
  return fleet;
}

/** A terminal that has synchronized `cached` users, Ada among them, and does not run. */
export async function synchronizedStation(fleet: Fleet, cached: number): Promise<Station> {
  const station = await fleet.addStation();
  const { terminal } = await fleet.run(station);
  await fleet.synchronize([station], [ADA]);
  await terminal.close();
  await fillCache(station.dataDir, cached - 1);
  return station;
}

/** One whole login at the panel's API, in milliseconds; the logout after it does not count. */
export async function timeLogin({ panel }: Pick<StationRunning, 'panel'>, mode: 'online' | 'offline'): Promise<number> {
  const took = await timed(async () => {
    const answer = await panel.login({ method: 'pin', pin: ADA.pin });
    if ('session' in answer && answer.session.mode === mode) return;
    const what = 'session' in answer ? `a session ${answer.session.mode}` : answer.refusal.code;
    throw new Fault({ owner: 'ours', code: 'login-went-wrong', message: `Expected a session ${mode}, got ${what}` });
  });
  await panel.logout();
  return took;
}

/** The median of `times` logins would hide that one waits for another: they come one after the other, as people do. */
export async function inTurn(times: number, once: () => Promise<number>): Promise<readonly number[]> {
  const taken: number[] = [];
  for (let n = 0; n < times; n++) taken.push(await once());
  return taken;
}
