import type { QueryClient } from '@tanstack/react-query';
import { createThrottle, type Throttle } from './throttle.ts';

/** A fleet that returns says so ten thousand times: what is asked for anew follows once a second a name (milliseconds). */
const PAUSE = 1_000;

/** Says that what is cached under a name, and all below it, may be true no more. */
export type Stale = (key: readonly (string | undefined)[]) => void;

/** Whoever shows it asks again, but never in a storm. */
export function createStale(queries: QueryClient, throttle: Throttle = pausing()): Stale {
  return (queryKey) => throttle(queryKey.join(' '), () => queries.invalidateQueries({ queryKey }));
}

function pausing(): Throttle {
  return createThrottle({ pause: PAUSE, after: (milliseconds, then) => void setTimeout(then, milliseconds) });
}
