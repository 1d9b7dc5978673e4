import { waitUntil } from '../wait-until.ts';
import type { World } from '../world/world.ts';
import { pinDevice } from './log-in.ts';
import { notHeld, PATIENCE } from './step.ts';

const SHEETS = 2;

/** E6: two sheets from the feeder, copied by whoever logged in with the PIN. */
export async function copyOffline(world: World): Promise<string> {
  const { name, hands, panel } = pinDevice(world);
  hands.load(SHEETS);
  const { id } = await panel.copy({ source: 'feeder' });
  const task = await waitUntil(`${name} to copy`, PATIENCE, async () => {
    const now = (await panel.tasks()).find((candidate) => candidate.id === id);
    return now?.state === 'done' || now?.state === 'failed' ? now : undefined;
  });
  if (task.state !== 'done') throw notHeld(`the copy failed: ${task.reason ?? 'no reason given'}`);
  if (task.impressions !== SHEETS) throw notHeld(`${name} printed ${task.impressions} pages instead of ${SHEETS}`);
  return `${name} copied ${SHEETS} sheets from its feeder`;
}
