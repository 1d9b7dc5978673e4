import { addDays, dayIn, startOfDay, type Zone } from './zoned-time.ts';

export const TIME_PRESETS = ['today', '7d', '30d'] as const;
export type TimePreset = (typeof TIME_PRESETS)[number];

/** As in the address: a preset that moves on with the days, or days that stay. */
export interface TimeFilter {
  readonly time?: TimePreset | undefined;
  /** `2026-11-23`. */
  readonly from?: string | undefined;
  /** Included. */
  readonly until?: string | undefined;
}

const DAYS: Readonly<Record<TimePreset, number>> = { today: 1, '7d': 7, '30d': 30 };

/** What the server is asked: days of that zone become instants, the last one included; `now` in milliseconds. */
export function timeQuery({ time, from, until }: TimeFilter, zone: Zone, now: number) {
  if (time !== undefined) return { from: isoOf(addDays(dayIn(now, zone), 1 - DAYS[time]), zone), until: undefined };
  return { from: isoOf(from, zone), until: until === undefined ? undefined : isoOf(dayAfter(until), zone) };
}

/** What somebody wrote there by hand and means nothing is left out. */
export function timeFilterOf({ time, from, until }: Readonly<Record<string, unknown>>): TimeFilter {
  const preset = TIME_PRESETS.find((one) => one === time);
  return preset === undefined ? { from: dayOf(from), until: dayOf(until) } : { time: preset };
}

function dayOf(value: unknown): string | undefined {
  return typeof value === 'string' && !Number.isNaN(startOfDay(value, 'UTC')) ? value : undefined;
}

function dayAfter(day: string): string | undefined {
  return dayOf(day) === undefined ? undefined : addDays(day, 1);
}

function isoOf(day: string | undefined, zone: Zone): string | undefined {
  const at = startOfDay(day ?? '', zone);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
