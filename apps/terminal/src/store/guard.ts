import type { Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';

/** For work nobody waits for, from timers and frames: a full disk is logged, and does not end a program that can still serve. */
export function guard(logger: Logger, failure: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    logger.error(failure, { error: describeError(error) });
  }
}
