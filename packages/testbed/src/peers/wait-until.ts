import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault, seconds, type Duration } from '@holdover/kernel';

const POLL_MS = 100;

/**
 * Waits for something outside this process to become so.
 * @param what completes "Waited for …" in the fault when `deadline` passes
 * @returns the first answer of `check` that is neither undefined nor false
 */
export async function waitUntil<T>(
  what: string,
  check: () => Promise<T | undefined | false> | T | undefined | false,
  deadline: Duration = seconds(20),
): Promise<T> {
  const end = performance.now() + deadline;
  for (;;) {
    const answer = await check();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > end) {
      throw new Fault({
        owner: 'environment',
        code: 'waited-too-long',
        message: `Waited for ${what} for ${deadline} ms`,
      });
    }
    await sleep(POLL_MS);
  }
}
