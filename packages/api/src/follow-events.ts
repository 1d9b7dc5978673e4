import { Fault, retryDelay, seconds, shareOf, type Clock, type Entropy, type RetrySchedule } from '@holdover/kernel';
import { createEventStreamReader, type StreamEvent } from './event-stream.ts';
import { serverEvents, type ServerEvent, type ServerEventName } from './events.ts';
import { misfit } from './read-answer.ts';
import { pause } from './retry-answer.ts';
import type { Abort } from './transport.ts';

/** An event, and what `Last-Event-ID` resumes after it. */
export type FollowedEvent = ServerEvent & { readonly id: string };

export interface FollowDeps {
  /** The stream from after `lastId` on; a fault that is not retryable ends the following. */
  readonly open: (lastId: string | undefined) => AsyncIterable<Uint8Array>;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly abort?: Abort | undefined;
}

/** Streams end at balancers and restarts: a server that is there is asked again within seconds. */
const AGAIN: RetrySchedule = { first: seconds(1), most: seconds(15), factor: 2 };

/**
 * Events as they come, over as many connections as it takes; those missed meanwhile come first, or `resync` says that they
 * cannot. Names a newer server knows beyond these are passed over. Ends when it is aborted.
 * @throws Fault when the server refuses, or sends what this program cannot read
 */
export async function* followEvents(
  { open, clock, entropy, abort }: FollowDeps,
  from?: string,
): AsyncGenerator<FollowedEvent, void> {
  let lastId = from;
  let failures = 0;
  const isOver = (): boolean => abort?.aborted === true;
  while (!isOver()) {
    try {
      const read = createEventStreamReader();
      for await (const piece of open(lastId)) {
        failures = 0;
        for (const event of read(piece)) {
          const known = readEvent(event);
          if (event.id !== '') lastId = event.id;
          if (known !== undefined) yield known;
        }
      }
    } catch (error) {
      if (isOver()) return;
      if (!(error instanceof Fault) || !error.retryable) throw error;
    }
    await pause(clock, retryDelay(AGAIN, failures++, shareOf(entropy.bytes(3))), abort);
  }
}

/** Undefined for a name that is not known here. @throws Fault as of `readAnswer` */
function readEvent({ id, name, data }: StreamEvent): FollowedEvent | undefined {
  if (!isKnown(name)) return undefined;
  const value: unknown = JSON.parse(data);
  const read = serverEvents[name].safeParse(value);
  if (!read.success) throw misfit(`the event ${name}`, read.error.issues[0], value);
  return { id, name, data: read.data } as FollowedEvent; // the schema of `name` was asked
}

const isKnown = (name: string): name is ServerEventName => Object.hasOwn(serverEvents, name);
