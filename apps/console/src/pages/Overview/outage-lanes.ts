import { addDays, dayIn, instantOf, startOfDay, type Zone } from '../../kit/zoned-time.ts';
import type { Outage } from '@holdover/api';
import type { DeviceId } from '@holdover/kernel';

/** Milliseconds since 1970, the later one not included. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

export interface LaneBar extends Span {
  readonly outage: Outage;
  /** Of the span shown, 0 to 1. */
  readonly start: number;
  readonly width: number;
  /** All of it, up to now while it lasts, in milliseconds. */
  readonly lasted: number;
}

/** The outages of one device. */
export interface Lane {
  readonly deviceId: DeviceId;
  readonly deviceName: string;
  readonly bars: readonly LaneBar[];
  /** Within the span, in milliseconds. */
  readonly total: number;
  /** Since when, while one lasts. */
  readonly lastsSince: string | null;
}

/** A lane a device: who is away now first, longest away on top; then by the time without a link. */
export function lanesOf(outages: readonly Outage[], span: Span): readonly Lane[] {
  const lanes = new Map<DeviceId, Lane>();
  for (const outage of outages) {
    const bar = barOf(outage, span);
    if (bar === undefined) continue;
    const lane = lanes.get(outage.deviceId) ?? {
      deviceId: outage.deviceId,
      deviceName: outage.deviceName,
      bars: [],
      total: 0,
      lastsSince: null,
    };
    lanes.set(outage.deviceId, {
      ...lane,
      bars: [...lane.bars, bar],
      total: lane.total + (bar.until - bar.from),
      lastsSince: outage.until === null ? outage.from : lane.lastsSince,
    });
  }
  return [...lanes.values()].toSorted(
    (a, b) =>
      Number(b.lastsSince !== null) - Number(a.lastsSince !== null) ||
      (a.lastsSince !== null && b.lastsSince !== null ? Date.parse(a.lastsSince) - Date.parse(b.lastsSince) : 0) ||
      b.total - a.total,
  );
}

/** Cut to what is shown; undefined where nothing of it is. */
function barOf(outage: Outage, span: Span): LaneBar | undefined {
  const began = Date.parse(outage.from);
  const ended = outage.until === null ? span.until : Date.parse(outage.until);
  const from = Math.max(began, span.from);
  const until = Math.min(ended, span.until);
  if (until <= from) return undefined;
  const length = span.until - span.from;
  return {
    outage,
    from,
    until,
    start: (from - span.from) / length,
    width: (until - from) / length,
    lasted: ended - began,
  };
}

export interface Tick {
  readonly at: number;
  /** Of the span shown, 0 to 1. */
  readonly start: number;
  readonly unit: 'hour' | 'day';
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Full hours or midnights of the zone: six or seven of them. */
export function ticksOf({ from, until }: Span, zone: Zone): readonly Tick[] {
  const length = until - from;
  const days = Math.round(length / DAY);
  const unit = days <= 2 ? 'hour' : 'day';
  const step = unit === 'hour' ? 4 : Math.max(1, Math.round(days / 6));
  const ticks: Tick[] = [];
  const first = dayIn(from, zone);
  // By the calendar: a day of the clock change has 23 hours or 25.
  for (let count = 0; ; count += step) {
    const at = unit === 'hour' ? hourOf(first, count, zone) : startOfDay(addDays(first, count), zone);
    if (at >= until) return ticks;
    if (at > from) ticks.push({ at, start: (at - from) / length, unit });
  }
}

function hourOf(day: string, hour: number, zone: Zone): number {
  const clock = String(hour % 24).padStart(2, '0');
  return instantOf(`${addDays(day, Math.floor(hour / 24))}T${clock}:00`, zone);
}
