import { describeError } from '@holdover/nodejs';
import type { World } from '../world/world.ts';
import { accountingEqualsPaper, drainJournals, repeatUpload } from './accounting.ts';
import { importSampleUsers } from './import-users.ts';
import { copyOffline } from './copy-offline.ts';
import { cutLink, mendLink } from './link.ts';
import { logInByCard, logInByPin, logInOnline, refuseUnknownPin } from './log-in.ts';
import { otherLeftOut } from './other-left-out.ts';
import { printOnDevice, sendWhileOffline } from './print-offline.ts';
import type { Step, StepReport, StoryNotes } from './step.ts';
import { synchronizeEverybody } from './synchronize.ts';

/** How the demonstration gets from empty to ready. */
export const PREPARATION: readonly Step[] = [
  { name: 'users imported', play: importSampleUsers },
  { name: 'terminal synchronized', play: synchronizeEverybody },
  { name: 'device of model other left out', play: otherLeftOut },
];

export const OUTAGE: readonly Step[] = [
  { name: 'PIN login online', play: logInOnline },
  { name: 'link cut', play: cutLink },
  { name: 'PIN login offline', play: logInByPin },
  { name: 'card login offline', play: logInByCard },
  { name: 'unknown PIN refused', play: refuseUnknownPin },
  { name: 'copied at the device', play: copyOffline },
  { name: 'job sent while offline', play: sendWhileOffline },
  { name: 'printed on the virtual device', play: printOnDevice },
  { name: 'link back', play: mendLink },
  { name: 'journal drained', play: drainJournals },
  { name: 'accounting equals what the device printed', play: accountingEqualsPaper },
  { name: 'upload repeated', play: repeatUpload },
];

export interface PlayOptions {
  readonly onStep: (report: StepReport) => void;
  readonly stop?: AbortSignal;
  /** Runs after each step that held: a pause for people who watch. */
  readonly pause?: () => Promise<void>;
}

/**
 * Plays steps in order and ends at the first that does not hold: what follows would only repeat its failure.
 * @returns whether every step held
 */
export async function play(world: World, steps: readonly Step[], options: PlayOptions): Promise<boolean> {
  const notes: StoryNotes = {};
  const stopped = abortionOf(options.stop);
  for (const step of steps) {
    // A step that is left alone ends by its own deadline, and nobody hears of it.
    const report = await Promise.race([playStep(world, step, notes), stopped]);
    if (report === undefined) return false;
    options.onStep(report);
    if (!report.ok) return false;
    await options.pause?.();
  }
  return true;
}

/** Never without a signal. */
function abortionOf(signal: AbortSignal | undefined): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) resolve(undefined);
    signal?.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

async function playStep(world: World, { name, play: run }: Step, notes: StoryNotes): Promise<StepReport> {
  try {
    return { step: name, ok: true, detail: await run(world, notes) };
  } catch (error) {
    const described = describeError(error);
    const detail = typeof described === 'string' ? described : String(described['message']);
    return { step: name, ok: false, detail };
  }
}
