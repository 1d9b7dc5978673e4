import type { DateTime } from './message.ts';

/** RFC 2579 DateAndTime: what each field may be. */
export const DATE_TIME_BOUNDS = {
  year: [0, 65_535],
  month: [1, 12],
  day: [1, 31],
  hour: [0, 23],
  minute: [0, 59],
  second: [0, 60],
  deciSecond: [0, 9],
  // It allows 13; zones of +14:00 exist and are met.
  utcHours: [0, 14],
  utcMinutes: [0, 59],
} as const satisfies Readonly<Record<keyof Omit<DateTime, 'utcDirection'>, readonly [least: number, most: number]>>;
