import { hours } from '@holdover/kernel';
import { lookAround } from './contact.ts';
import { restart } from './machines.ts';
import { passTime } from './pass-time.ts';
import type { Station, World } from './world.ts';

/** Longest synchronization interval of any story, with room for whatever a return waits for. */
const BOUND = hours(5);

/** Ends every fault, and gives the fleet the time that it may take (invariant 5). */
export async function heal(world: World): Promise<void> {
  const { server, network, time, clones, stations } = world;
  for (const disarm of world.armed.splice(0)) disarm();
  for (const twin of clones) twin.machine.powerOff();
  for (const { number } of stations) network.line(`terminal-${number}`).heal();
  for (const station of stations) mend(world, station);
  if (server.machine.state === 'off') server.machine.powerOn();
  server.machine.setWall(time.now());
  if (server.machine.life === undefined) restart(world, 'server');
  await passTime(world, BOUND);
  lookAround(world);
  world.trace.note('healed');
}

function mend(world: World, station: Station): void {
  const { machine, disk, printer } = station.node;
  if (machine.state === 'asleep') machine.resume();
  if (machine.state === 'off') machine.powerOn();
  machine.thawWall();
  disk.free();
  printer.heal();
  if (machine.life === undefined) restart(world, station);
}
