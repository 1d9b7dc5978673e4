import type { Branded } from './brand.ts';
import type { Duration } from './duration.ts';

/** A point in time: milliseconds since 1970-01-01T00:00:00Z. Stored and sent as an integer. */
export type Instant = Branded<number, 'Instant'>;

/** Milliseconds since an origin that means nothing outside this boot. Never goes back; counts suspend. */
export type BootTime = Branded<number, 'BootTime'>;

export const instant = (ms: number): Instant => ms as Instant;
export const bootTime = (ms: number): BootTime => ms as BootTime;

export const later = (from: Instant, by: Duration): Instant => (from + by) as Instant;
export const between = (from: Instant, to: Instant): Duration => (to - from) as unknown as Duration;
export const earliest = (a: Instant, b: Instant): Instant => (a <= b ? a : b);
/** Time passed between two readings of one boot's clock. */
export const elapsed = (from: BootTime, to: BootTime): Duration => (to - from) as unknown as Duration;

/** RFC 3339 with `Z`, the form of every time in the REST interface. */
export function toRfc3339(at: Instant): string {
  return new Date(at).toISOString();
}

/** Undefined unless the text is RFC 3339 with a zone. */
export function fromRfc3339(text: string): Instant | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : instant(ms);
}
