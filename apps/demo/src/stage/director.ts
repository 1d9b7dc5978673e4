import { setTimeout as sleep } from 'node:timers/promises';
import { Fault, milliseconds, seconds, type Duration, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import { createTranslators, demoPhrases } from '@holdover/phrases';
import { sampleDocument } from '../props/sample-document.ts';
import { sendDocument } from '../props/send-document.ts';
import type { SampleUser } from '../props/sample-users.ts';
import { OUTAGE, play } from '../story/outage-story.ts';
import type { StagedDevice, World } from '../world/world.ts';
import { lookAround } from './look.ts';
import type { Stage, Told } from './stage.ts';
import { findUser, NOTHING_SEEN, stageOf, tellDifference, type Seen } from './stage-model.ts';
import type { StageActions } from './stage-server.ts';
import { tellStep } from './tell-step.ts';

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
const STORY_PAUSE = seconds(3);
const MOST_PAGES = 4;

/** What changes while the curtain is up. */
interface Live {
  seen: Seen;
  told: Told;
  playing: Promise<unknown> | undefined;
  documentsSent: number;
  show: () => void;
  readonly over: AbortSignal;
}

export function createDirector(world: World, logger: Logger): Director {
  const curtain = new AbortController();
  const live: Live = {
    seen: NOTHING_SEEN,
    told: { phrase: 'ready', values: {} },
    playing: undefined,
    documentsSent: 0,
    show: () => {},
    over: curtain.signal,
  };
  let watching: Promise<void> = Promise.resolve();
  return {
    current: () => stageOf(world, live.seen, { told: live.told, playing: live.playing !== undefined }),
    watch(changed) {
      live.show = changed;
      watching = lookOn(world, live, logger);
    },
    async close() {
      curtain.abort();
      await live.playing;
      await watching;
    },
    actions: visitorActions(world, live),
  };
}

function visitorActions(world: World, live: Live): StageActions {
  return {
    async setCable(up) {
      world.cable.set(up);
      await look(world, live);
    },
    async tapCard(deviceId, userName) {
      const { device, user } = choose(world, deviceId, userName);
      const refused = await tap(device, user);
      if (refused) tell(live, { phrase: 'refused', values: { device: device.name, name: user.fullName } });
      await look(world, live);
    },
    async sendDocument({ deviceId, userName, to }) {
      const { device, user } = choose(world, deviceId, userName);
      const title = titleFor(user);
      const document = sampleDocument(title, 1 + (live.documentsSent++ % MOST_PAGES));
      const queueUri = to === 'server' ? world.serverQueueUri : device.queueUri;
      await sendDocument({ queueUri, userName, title, document });
      const phrase = to === 'server' ? 'sentToServer' : 'sent';
      tell(live, { phrase, values: { device: device.name, name: user.fullName } });
    },
    async handle({ deviceId, what }) {
      const device = world.devices.find(({ id }) => id === deviceId);
      if (device === undefined) throw notHere();
      const done = await device.hands.do(what);
      tell(live, { phrase: done ? HANDLED[what] : 'refused', values: { device: device.name, name: device.name } });
      await look(world, live);
    },
    async play() {
      live.playing ??= playStory(world, live).finally(() => {
        live.playing = undefined;
        live.show();
      });
      live.show();
    },
  };
}

const HANDLED = { 'load-feeder': 'loaded', jam: 'jammed', 'take-out': 'takenOut', 'walk-up': 'walkedUp' } as const;

function tell(live: Live, next: Told): void {
  live.told = next;
  live.show();
}

async function look(world: World, live: Live): Promise<void> {
  const before = live.seen;
  live.seen = await lookAround(world, before);
  const next = tellDifference(world, before, live.seen);
  if (next !== undefined) return tell(live, next);
  const text = (seen: Seen): string => JSON.stringify(stageOf(world, seen, STILL));
  if (text(before) !== text(live.seen)) live.show();
}

async function lookOn(world: World, live: Live, logger: Logger): Promise<void> {
  while (!live.over.aborted) {
    await look(world, live).catch((error: unknown) => logger.debug('A look failed', { error: describeError(error) }));
    await pause(LOOK_EVERY, live.over);
  }
}

/** Everybody logs out, then the story is told at a pace one can follow; the cable is left whole. */
async function playStory(world: World, live: Live): Promise<void> {
  await Promise.all(world.devices.map(({ panel }) => panel.logout().catch(() => undefined)));
  await play(world, OUTAGE, {
    stop: live.over,
    pause: () => pause(STORY_PAUSE, live.over),
    onStep: (report) => {
      const told = tellStep(world, report);
      if (told !== undefined) tell(live, told);
    },
  });
  world.cable.set(true);
}

const pause = (time: Duration, over: AbortSignal): Promise<void> =>
  sleep(time, undefined, { signal: over }).catch(() => undefined);

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
  if (device === undefined || user === undefined) throw notHere();
  return { device, user };
}

function notHere(): Fault {
  return new Fault({ owner: 'caller', code: 'not-found', message: 'There is no such device or person here' });
}

const texts = createTranslators(demoPhrases);

/** Documents are in English, as the sample people are. */
const titleFor = ({ fullName }: SampleUser): string => texts('en')('demo.shelf.documentTitle', { name: fullName });
