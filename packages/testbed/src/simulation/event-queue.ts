import type { Cancel } from '@holdover/kernel';

/** What is to happen, by when it is due and, at the same time, by when it was asked for. */
export interface EventQueue {
  add(due: number, action: () => void): Cancel;
  /** Takes out the first that is due at `until` or before. */
  take(until: number): DueEvent | undefined;
  readonly size: number;
}

export interface DueEvent {
  readonly due: number;
  readonly action: () => void;
}

export function createEventQueue(): EventQueue {
  // Invariant: the next event stands last. Of two due at once the one asked for first stands behind the other.
  const events: DueEvent[] = [];
  return {
    add(due, action) {
      const event = { due, action };
      events.splice(placeOf(events, due), 0, event);
      return () => {
        const at = indexOf(events, event);
        if (at >= 0) events.splice(at, 1);
      };
    },
    take: (until) => ((events.at(-1)?.due ?? Infinity) <= until ? events.pop() : undefined),
    get size() {
      return events.length;
    },
  };
}

/** Behind everything due later, before everything due earlier or at the same time. */
function placeOf(events: readonly DueEvent[], due: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle]?.due ?? 0) > due) low = middle + 1;
    else high = middle;
  }
  return low;
}

function indexOf(events: readonly DueEvent[], event: DueEvent): number {
  for (let at = placeOf(events, event.due); events[at]?.due === event.due; at++) {
    if (events[at] === event) return at;
  }
  return -1;
}
