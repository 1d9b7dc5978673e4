import { Fault, seconds } from '@holdover/kernel';
import type { World } from '../world/world.ts';

/** How a step of the story ended; `detail` is one English sentence. */
export interface StepReport {
  readonly step: string;
  readonly ok: boolean;
  readonly detail: string;
}

export interface Step {
  readonly name: string;
  /** Answers with what was seen; rejects when the step did not hold. */
  readonly play: (world: World, notes: StoryNotes) => Promise<string>;
}

/** What one step leaves for a later one. */
export interface StoryNotes {
  /** Pages of the document sent, once it is. */
  sentPages?: number;
}

/** A machine that builds and tests beside the story is slow; a person would have given up long before. */
export const PATIENCE = seconds(45);

/** The step did not hold, for this reason. */
export const notHeld = (message: string): Fault => new Fault({ owner: 'ours', code: 'story-broken', message });
