import type { Closers } from './closers.ts';
import { startFleet, type Fleet, type Person, type Station } from './fleet.ts';
import { runInOwnProcess } from './own-process.ts';

export interface CutOffStation {
  readonly fleet: Fleet;
  readonly station: Station;
}

/** A terminal that has synchronized this person, is stopped, and will find its server gone when it starts again. */
export async function prepareCutOffStation(dir: string, person: Person, closers: Closers): Promise<CutOffStation> {
  const fleet = await startFleet({ dir });
  closers.add(() => fleet.close());
  await fleet.addPerson(person);
  const station = await fleet.addStation();
  const first = await runInOwnProcess(station);
  closers.add(() => first.process.stop());
  await fleet.synchronize([station], [person]);
  await first.process.stop();
  fleet.cable.set(false);
  return { fleet, station };
}
