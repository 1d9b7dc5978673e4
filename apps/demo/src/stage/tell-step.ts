import { pinDevice, pinUser, strangersDevice } from '../story/log-in.ts';
import type { StepReport } from '../story/step.ts';
import type { World } from '../world/world.ts';
import type { Told } from './stage.ts';

/** What is said of a step of the story beyond what a look around shows anyway. */
export function tellStep(world: World, { step, ok, detail }: StepReport): Told | undefined {
  if (!ok) return { phrase: 'notDone', values: { why: `${step}: ${detail}` } };
  switch (step) {
    case 'unknown PIN refused':
      return { phrase: 'refusedStranger', values: { device: strangersDevice(world).name } };
    case 'job sent while offline':
      return { phrase: 'sent', values: { device: pinDevice(world).name, name: pinUser(world).fullName } };
    case 'upload repeated':
      return { phrase: 'repeated', values: {} };
    default:
      return undefined;
  }
}
