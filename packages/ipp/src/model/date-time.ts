import { toRfc3339, type Instant } from '@holdover/kernel';
import type { DateTime } from '../codec/message.ts';

/** A point in time as IPP writes it, always in UTC. */
export function toDateTime(at: Instant): DateTime {
  // YYYY-MM-DDTHH:MM:SS.sssZ; toRfc3339 has no other form for the years 0 to 9999.
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0] = toRfc3339(at)
    .split(/[-:.TZ]/)
    .map(Number);
  const deciSecond = Math.floor(millisecond / 100);
  return { year, month, day, hour, minute, second, deciSecond, utcDirection: '+', utcHours: 0, utcMinutes: 0 };
}
