import { Fault, milliseconds, type Cancel, type Clock, type Duration } from '@holdover/kernel';

/** Nothing came back in time, or the way to it is closed. */
export function unreachableDevice(name: string, cause?: unknown): Fault {
  const message = `The device at ${name} does not answer`;
  return new Fault({ owner: 'environment', code: 'device-unreachable', message, retryable: true, cause });
}

/** It understood, and will not. */
export function refusedByDevice(name: string, what: string, cause?: unknown): Fault {
  return new Fault({ owner: 'peer', code: 'device-refused', message: `The device at ${name} refused: ${what}`, cause });
}

/** What came back is no answer to what was asked. */
export function notUnderstood(name: string, what: string, cause?: unknown): Fault {
  const message = `The device at ${name} answered what nobody asked: ${what}`;
  return new Fault({ owner: 'peer', code: 'device-not-understood', message, cause });
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Fault ? error.code : undefined;
}

/** Settles within `limit`, whatever the work does. @throws Fault `device-unreachable` */
export async function within<T>(clock: Clock, { limit, name }: Deadline, work: Promise<T>): Promise<T> {
  let cancel: Cancel = () => undefined;
  const late = new Promise<never>((_resolve, reject) => {
    cancel = clock.after(limit, () => reject(unreachableDevice(name)));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    cancel();
  }
}

export interface Deadline {
  readonly limit: Duration;
  readonly name: string;
}

/** Of one call: somebody stands at the panel. */
export const CALL_LIMIT = milliseconds(4_000);
