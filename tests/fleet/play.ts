import { milliseconds, minutes } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { lookAround } from './contact.ts';
import { createDice } from './dice.ts';
import { fixture } from './fixture.ts';
import { heal } from './heal.ts';
import { judgeEnd, judgeMoment } from './judge.ts';
import { passTime } from './pass-time.ts';
import { perform } from './perform.ts';
import type { Story } from './step.ts';
import type { Violation } from './watch.ts';
import { createWorld } from './world.ts';
import { withGroups, withLetters, writeStory } from './write-story.ts';

export interface Played {
  readonly seed: string;
  readonly story: Story;
  readonly violations: readonly Violation[];
  readonly trace: readonly string[];
  /** Of the trace: the same for the same seed and story. */
  readonly digest: string;
  readonly faults: ReadonlyMap<string, number>;
}

const STEPS = 60;

/** The story of a seed. */
export function storyOf(seed: string): Story {
  const dice = createDice(createSeededEntropy(`${seed}/story`));
  const letters = createDice(createSeededEntropy(`${seed}/letters`));
  const groups = createDice(createSeededEntropy(`${seed}/groups`));
  return withGroups(groups, withLetters(letters, writeStory(dice, { terminals: 3, people: 8 }, STEPS)));
}

/** Plays a story in the world of a seed, faster than real time. Stops at the first step that breaks something. */
export async function play(seed: string, story: Story = storyOf(seed)): Promise<Played> {
  const world = createWorld({ seed, fixture: await fixture(), heartbeatSeconds: 300 });
  const { trace, watch } = world;
  await world.server.start();
  for (const { node } of world.stations) await node.start();
  await passTime(world, minutes(2));
  lookAround(world);
  for (const [number, step] of story.entries()) {
    await passTime(world, milliseconds(step.after));
    lookAround(world);
    const { after: _, ...action } = step;
    const came = await perform(world, action);
    trace.note(`${number} ${JSON.stringify(action)}: ${came}`);
    lookAround(world);
    await passTime(world, milliseconds(1));
    judgeMoment(world);
    if (watch.violations.length > 0) break;
  }
  if (watch.violations.length === 0) {
    await heal(world);
    await judgeEnd(world);
  }
  for (const [kind, count] of world.network.injected) world.faults.set(`message-${kind}`, count);
  for (const machine of [world.server, ...world.stations.map(({ node }) => node), ...world.clones])
    machine.machine.kill();
  await world.time.settle();
  return {
    seed,
    story,
    violations: watch.violations,
    trace: trace.lines,
    digest: trace.digest(),
    faults: world.faults,
  };
}
