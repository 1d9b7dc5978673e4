import { minutes, type Clock, type Duration, type Instant } from '@holdover/kernel';
import type { ServerEvent } from '@holdover/api';

export interface NumberedEvent {
  readonly id: number;
  readonly event: ServerEvent;
}

/** Tells everybody who listens what has just become true. Telling is never waited for. */
export interface EventHub {
  publish(event: ServerEvent): void;
  /** What became true at another server over the same database: told here, and no further. */
  hear(event: ServerEvent): void;
  /** Is given all that is published here, for other servers. */
  pass(on: (event: ServerEvent) => void): void;
  /**
   * Hears what comes, and first what came after `lastId`.
   * `resync` when that is further back than is kept, or of another start of the server.
   */
  subscribe(lastId: string | undefined, listener: (event: NumberedEvent) => void): Subscription;
}

interface Subscription {
  readonly resync: boolean;
  readonly missed: readonly NumberedEvent[];
  /** As sent in `id:`. */
  idText(event: NumberedEvent): string;
  readonly end: () => void;
}

/** How long a reader may be away and miss nothing. */
const KEPT_FOR: Duration = minutes(10);
const KEPT_MOST = 10_000;

/** @param start names this run of the server, so that numbers of an earlier one are not taken for its own */
export function createEventHub(clock: Clock, start: string): EventHub {
  const listeners = new Set<(event: NumberedEvent) => void>();
  let kept: (NumberedEvent & { readonly at: Instant })[] = [];
  let last = 0;
  let passOn: (event: ServerEvent) => void = () => undefined;
  const hear = (event: ServerEvent): void => {
    last += 1;
    const numbered = { id: last, event };
    const since = clock.wall() - KEPT_FOR;
    kept = [...kept, { ...numbered, at: clock.wall() }].filter(({ at }) => at >= since).slice(-KEPT_MOST);
    for (const listener of listeners) listener(numbered);
  };

  return {
    publish: (event) => {
      hear(event);
      passOn(event);
    },
    hear,
    pass: (on) => {
      passOn = on;
    },
    subscribe: (lastId, listener) => {
      listeners.add(listener);
      const from = numberIn(lastId, start);
      const complete =
        from === undefined ? lastId === undefined : from === last || (kept[0]?.id ?? Infinity) <= from + 1;
      return {
        resync: !complete,
        missed: complete && from !== undefined ? kept.filter(({ id }) => id > from) : [],
        idText: ({ id }) => `${start}-${id}`,
        end: () => void listeners.delete(listener),
      };
    },
  };
}

function numberIn(lastId: string | undefined, start: string): number | undefined {
  if (lastId === undefined || !lastId.startsWith(`${start}-`)) return undefined;
  const number = Number(lastId.slice(start.length + 1));
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}
