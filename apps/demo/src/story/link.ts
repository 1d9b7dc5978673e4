import { waitUntil } from '../wait-until.ts';
import type { World } from '../world/world.ts';
import { PATIENCE } from './step.ts';

/** C2: nobody is told; the terminals find out by themselves. */
export async function cutLink(world: World): Promise<string> {
  world.cable.set(false);
  await everyLink(world, 'offline');
  return 'no byte passes, nothing is closed; every terminal noticed by itself';
}

/** C3: return is automatic. */
export async function mendLink(world: World): Promise<string> {
  world.cable.set(true);
  await everyLink(world, 'online');
  return 'every terminal is back by itself';
}

async function everyLink({ devices }: World, wanted: 'online' | 'offline'): Promise<void> {
  await Promise.all(
    devices.map(({ name, panel }) =>
      waitUntil(`${name} to be ${wanted}`, PATIENCE, async () =>
        (await panel.state()).link === wanted ? true : undefined,
      ),
    ),
  );
}
