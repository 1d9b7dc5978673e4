import { milliseconds, type Cancel, type Clock } from '@holdover/kernel';
import type { Obstacle } from '../device-fault.ts';
import type { DeviceStateFile } from '../device-state.ts';

/** What a person copies at the device's own panel. */
export interface WalkUp {
  readonly copies: number;
  /** Where the device has colour at all; in colour unless told. */
  readonly color?: boolean;
  readonly twoSided?: boolean;
}

/**
 * `done` all came out · `locked` the panel is locked, or was before all of it came out · `stopped` no paper, a jam, a cover, or no power.
 * `impressions` came out.
 */
export interface WalkUpEnd {
  readonly outcome: 'done' | 'locked' | 'stopped';
  readonly impressions: number;
}

/** The device's own panel. Locked nobody does anything there; it stays as it is while the device is off. */
export interface PanelLock {
  isLocked(): boolean;
  /** Resolves when it is durable. A page that moves comes out. */
  setLocked(locked: boolean): Promise<void>;
  walkUp(order: WalkUp): Promise<WalkUpEnd>;
  /** The device goes off. */
  close(): void;
}

export interface PanelLockOptions {
  readonly state: DeviceStateFile;
  readonly color: boolean;
  readonly pagesPerMinute: number;
  readonly obstacle: () => Obstacle | undefined;
  readonly clock: Clock;
}

/** Invariant: a page begins only while the panel is free, and counts in the life of the device before it is told of. */
export function createPanelLock({ state, color, pagesPerMinute, obstacle, clock }: PanelLockOptions): PanelLock {
  let isOff = false;
  const waiting = new Set<() => void>();
  const wait = (): Promise<void> =>
    new Promise((resolve) => {
      let cancel: Cancel = () => undefined;
      const go = (): void => {
        cancel();
        waiting.delete(go);
        resolve();
      };
      waiting.add(go);
      cancel = clock.after(milliseconds(60_000 / pagesPerMinute), go);
    });
  const hindrance = (): 'locked' | 'stopped' | undefined => {
    if (state.now.locked) return 'locked';
    return isOff || obstacle() !== undefined ? 'stopped' : undefined;
  };
  return {
    isLocked: () => state.now.locked,
    setLocked: (locked) => state.change((now) => ({ ...now, locked })),
    async walkUp({ copies, color: inColor = true, twoSided = false }) {
      for (let page = 1; page <= copies; page++) {
        const outcome = hindrance();
        if (outcome !== undefined) return { outcome, impressions: page - 1 };
        await wait();
        if (isOff) return { outcome: 'stopped', impressions: page - 1 };
        await state.change((now) => ({
          ...now,
          impressions: now.impressions + 1,
          colorImpressions: now.colorImpressions + (color && inColor ? 1 : 0),
          sheets: now.sheets + (twoSided && page % 2 === 0 ? 0 : 1),
        }));
      }
      return { outcome: 'done', impressions: copies };
    },
    close() {
      isOff = true;
      for (const go of waiting) go();
    },
  };
}
