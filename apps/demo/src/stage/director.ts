import { setTimeout as sleep } from 'node:timers/promises';
import { Fault, milliseconds, seconds, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import { createTranslators, demoPhrases } from '@holdover/phrases';
import { sampleDocument } from '../props/sample-document.ts';
import { sendDocument } from '../props/send-document.ts';
import type { SampleUser } from '../props/sample-users.ts';
import { OUTAGE, play } from '../story/outage-story.ts';
import type { StagedDevice, World } from '../world/world.ts';
import { lookAround } from './look.ts';
import type { Stage, Told } from './stage.ts';
import { findUser, NOTHING_SEEN, stageOf, tellDifference } from './stage-model.ts';
import type { StageActions } from './stage-server.ts';

/** Keeps the stage: does what the visitor asks, looks around, and tells what happened. */
export interface Director {
  readonly actions: StageActions;
  current(): Stage;
  /** Until then it looks around, calling back whenever something differs. */
  watch(changed: () => void): void;
  close(): Promise<void>;
}

/** As often as an eye would notice. */
const LOOK_EVERY = milliseconds(500);
/** Ten steps in about a minute. */
const STORY_PAUSE = seconds(4);
const MOST_PAGES = 4;

export function createDirector(world: World, logger: Logger): Director {
  let seen = NOTHING_SEEN;
  let told: Told = { phrase: 'ready', values: {} };
  let playing: Promise<boolean> | undefined;
  let sent = 0;
  let show = (): void => {};
  const over = new AbortController();
  let watching: Promise<void> = Promise.resolve();

  const tell = (next: Told): void => {
    told = next;
    show();
  };

  async function look(): Promise<void> {
    const before = seen;
    seen = await lookAround(world, before);
    const next = tellDifference(world, before, seen);
    if (next !== undefined) return tell(next);
    if (JSON.stringify(stageOf(world, before, STILL)) !== JSON.stringify(stageOf(world, seen, STILL))) show();
  }

  async function lookOn(): Promise<void> {
    while (!over.signal.aborted) {
      await look().catch((error: unknown) => logger.debug('A look failed', { error: describeError(error) }));
      await sleep(LOOK_EVERY, undefined, { signal: over.signal }).catch(() => undefined);
    }
  }

  async function playStory(): Promise<boolean> {
    const pause = (): Promise<void> => sleep(STORY_PAUSE, undefined, { signal: over.signal }).catch(() => undefined);
    await Promise.all(world.devices.map(({ panel }) => panel.logout().catch(() => undefined)));
    const held = await play(world, OUTAGE, {
      stop: over.signal,
      pause,
      onStep: ({ step, ok, detail }) => {
        if (!ok) tell({ phrase: 'notDone', values: { why: `${step}: ${detail}` } });
      },
    });
    world.cable.set(true);
    return held;
  }

  return {
    current: () => stageOf(world, seen, { told, playing: playing !== undefined }),
    watch(changed) {
      show = changed;
      watching = lookOn();
    },
    async close() {
      over.abort();
      await playing;
      await watching;
    },
    actions: {
      async setCable(up) {
        world.cable.set(up);
        tell({ phrase: up ? 'mended' : 'cut', values: {} });
      },
      async tapCard(deviceId, userName) {
        const { device, user } = choose(world, deviceId, userName);
        const refused = await tap(device, user);
        if (refused) tell({ phrase: 'refused', values: { device: device.name, name: user.fullName } });
        await look();
      },
      async sendDocument(deviceId, userName) {
        const { device, user } = choose(world, deviceId, userName);
        const document = sampleDocument(titleFor(user), 1 + (sent++ % MOST_PAGES));
        await sendDocument({ queueUri: device.queueUri, userName, title: titleFor(user), document });
        tell({ phrase: 'sent', values: { device: device.name, name: user.fullName } });
      },
      async play() {
        playing ??= playStory().finally(() => {
          playing = undefined;
          show();
        });
        show();
      },
    },
  };
}

/** What is said is no difference in what is seen. */
const STILL = { told: { phrase: 'ready', values: {} }, playing: false } as const;

/** D5: the same card again logs out; another person's takes the place of whoever forgot to. @returns whether it was refused */
async function tap({ panel }: StagedDevice, { userName, card }: SampleUser): Promise<boolean> {
  const { session } = await panel.state();
  if (session !== null) await panel.logout();
  if (session?.userName === userName) return false;
  return 'refusal' in (await panel.login({ method: 'card', card }));
}

function choose(world: World, deviceId: string, userName: string): { device: StagedDevice; user: SampleUser } {
  const device = world.devices.find(({ id }) => id === deviceId);
  const user = findUser(world, userName);
  if (device === undefined || user === undefined) {
    throw new Fault({ owner: 'caller', code: 'not-found', message: 'There is no such device or person here' });
  }
  return { device, user };
}

const texts = createTranslators(demoPhrases);

/** Documents are in English, as the sample people are. */
const titleFor = ({ fullName }: SampleUser): string => texts('en')('demo.shelf.documentTitle', { name: fullName });
