import { instantOf, minuteIn, type Zone } from './zoned-time.ts';

/** What a field of the type datetime-local holds; `at` in milliseconds. */
export function localInput(at: number, zone: Zone): string {
  return minuteIn(at, zone);
}

/** The instant a datetime-local field names; null when it names none, or none after `now` in milliseconds. */
export function comingInstant(text: string, now: number, zone: Zone): string | null {
  const at = instantOf(text.slice(0, 16), zone);
  return Number.isNaN(at) || at <= now ? null : new Date(at).toISOString();
}
