/**
 * The moments at which a power cut is worth a test:
 * `before-record` nothing is written yet · `after-record` the beginning is on disk, the effect has not begun ·
 * `after-effect` paper is out, the outcome is not on disk · `during-upload` a batch is sent, its answer not read.
 */
export type HookPoint = 'before-record' | 'after-record' | 'after-effect' | 'during-upload';

/** Told at each such moment; the system test ends the process there. */
export interface Hooks {
  at(point: HookPoint): void;
}

export const NO_HOOKS: Hooks = { at: () => undefined };
