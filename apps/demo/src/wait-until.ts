import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault, milliseconds, type Duration } from '@holdover/kernel';

const POLL = milliseconds(100);

/**
 * Waits for something another program does.
 * @param what completes "Waited … s for …" when the deadline passes
 * @returns the first answer of `look` that is not undefined
 */
export async function waitUntil<T>(
  what: string,
  deadline: Duration,
  look: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
  const end = performance.now() + deadline;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (performance.now() >= end) {
      const message = `Waited ${deadline / 1_000} s for ${what}, in vain`;
      throw new Fault({ owner: 'environment', code: 'waited-in-vain', message });
    }
    await sleep(POLL);
  }
}
