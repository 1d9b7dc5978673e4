/** `undefined`: the zone of who reads. */
export type Zone = string | undefined;

/** `2026-11-23`: the day it is there; `at` in milliseconds. */
export function dayIn(at: number, zone: Zone): string {
  return wallText(at, zone).slice(0, 10);
}

/** `2026-11-23T14:05`: what a clock on the wall shows there, as a field of the type datetime-local holds it; `at` in milliseconds. */
export function minuteIn(at: number, zone: Zone): string {
  return wallText(at, zone).slice(0, 16);
}

/** The days of the calendar go on whatever clocks do. */
export function addDays(day: string, days: number): string {
  const at = Date.parse(`${day}T00:00Z`);
  return new Date(at + days * DAY).toISOString().slice(0, 10);
}

/** When a day begins there, in milliseconds; NaN for no day. */
export function startOfDay(day: string, zone: Zone): number {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? instantOf(`${day}T00:00`, zone) : Number.NaN;
}

/**
 * When a clock on the wall there shows `2026-11-23T14:05`, in milliseconds: the first time where it does so twice. Where it never does,
 * since clocks go forward over it, the moment they do. NaN for no such time.
 */
export function instantOf(minute: string, zone: Zone): number {
  const asUtc = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(minute) ? Date.parse(`${minute}Z`) : Number.NaN;
  if (Number.isNaN(asUtc) || new Date(asUtc).toISOString().slice(0, 16) !== minute) return Number.NaN;
  // The offset is that of some time within a day: earlier ones first, so that of two times the first is found.
  const [before, after] = [offsetAt(asUtc - DAY, zone), offsetAt(asUtc + DAY, zone)];
  const found = [asUtc - before, asUtc - after].find((at) => at + offsetAt(at, zone) === asUtc);
  return found ?? changeBetween(asUtc - Math.max(before, after), asUtc - Math.min(before, after), zone);
}

const DAY = 86_400_000;
const MINUTE = 60_000;

/** The first minute with the later offset. */
function changeBetween(from: number, until: number, zone: Zone): number {
  const later = offsetAt(until, zone);
  let [low, high] = [from, until];
  while (high - low > MINUTE) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE;
    if (offsetAt(middle, zone) === later) high = middle;
    else low = middle;
  }
  return high;
}

/** How far clocks there are ahead of UTC, in milliseconds. */
function offsetAt(at: number, zone: Zone): number {
  return Date.parse(`${wallText(at, zone)}Z`) - Math.floor(at / 1_000) * 1_000;
}

const formats = new Map<Zone, Intl.DateTimeFormat>();

/** `2026-11-23T14:05:09` */
function wallText(at: number, zone: Zone): string {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en', { ...FIELDS, ...(zone && { timeZone: zone }) });
  formats.set(zone, format);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const { year = '', month, day, hour, minute, second } = parts;
  return `${year.padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}`;
}

const FIELDS: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
};
