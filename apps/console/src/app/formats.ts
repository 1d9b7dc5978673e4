/** Numbers and times as the reader's language writes them; every time is the original one, in the organisation's zone. */
export interface Formats {
  readonly locale: string;
  /** Undefined while nobody has chosen one: then it is the reader's. */
  readonly timeZone: string | undefined;
  readonly number: (value: number) => string;
  /** A share of one, in percent to two digits: 0.0023 is 0.23 %. */
  readonly percent: (share: number) => string;
  /** 22 Nov 2026, 14:05 */
  readonly dateTime: (iso: string) => string;
  /** 22 Nov 2026, 14:05:09 */
  readonly moment: (iso: string) => string;
  /** 14:05:09 */
  readonly time: (iso: string) => string;
  /** 14:05 */
  readonly clock: (iso: string) => string;
  /** 22 Nov */
  readonly day: (iso: string) => string;
  /** "4 hrs 12 mins": its largest unit and the next one, rounded down; less than a minute in seconds. */
  readonly duration: (milliseconds: number) => string;
  /** "in 3 days", "2 minutes ago"; `now` in milliseconds. */
  readonly relative: (iso: string, now: number) => string;
  /** 1.2 MB, in powers of ten. */
  readonly bytes: (count: number) => string;
  readonly list: (items: readonly string[]) => string;
}

const SIZES = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

export function createFormats(locale: string, timeZone?: string): Formats {
  const zone = timeZone === undefined ? {} : { timeZone };
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumSignificantDigits: 2 });
  const dateTimes = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', ...zone });
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', ...zone });
  const clocks = new Intl.DateTimeFormat(locale, { timeStyle: 'short', ...zone });
  const days = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...zone });
  const times = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', ...zone });
  const relatives = new Intl.RelativeTimeFormat(locale);
  // "Now" is a word; "tomorrow" would speak of the calendar, and these are lengths of time.
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const sizes = SIZES.map(
    (unit, power) =>
      new Intl.NumberFormat(locale, {
        style: 'unit',
        unit,
        unitDisplay: power === 0 ? 'long' : 'short',
        maximumFractionDigits: power < 2 ? 0 : 1,
      }),
  );
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    locale,
    timeZone,
    number: (value) => numbers.format(value),
    percent: (share) => percents.format(share),
    dateTime: (iso) => dateTimes.format(new Date(iso)),
    moment: (iso) => moments.format(new Date(iso)),
    time: (iso) => times.format(new Date(iso)),
    clock: (iso) => clocks.format(new Date(iso)),
    day: (iso) => days.format(new Date(iso)),
    duration: durationsIn(locale),
    relative(iso, now) {
      const seconds = (Date.parse(iso) - now) / 1_000;
      const [unit, size] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? ['second', 1];
      // Below a minute the exact second only makes pages twitch.
      return size === 1 ? words.format(0, 'second') : relatives.format(Math.round(seconds / size), unit);
    },
    bytes(count) {
      // One of 999,999 bytes rounds to 1,000 kB: the next unit begins where its own rounding does.
      const power = Math.min(SIZES.length - 1, count < 1_000 ? 0 : Math.floor(Math.log10(count * 1.0005) / 3));
      return sizes[power]?.format(count / 1_000 ** power) ?? String(count);
    },
    list: (items) => lists.format(items),
  };
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

function durationsIn(locale: string): Formats['duration'] {
  const units = UNITS.map(([unit, size]) => ({
    size,
    format: new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }),
  }));
  const joined = new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' });
  return (milliseconds) => {
    const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
    const first = units.findIndex(({ size }) => seconds >= size);
    const parts = units.slice(first, first === 2 ? 3 : first + 2).map(({ size, format }, index) => {
      const count = Math.floor((index === 0 ? seconds : seconds % (units[first]?.size ?? 1)) / size);
      return { count, text: format.format(count) };
    });
    if (first < 0) return units[3]?.format.format(0) ?? '';
    return joined.format(parts.filter(({ count }) => count > 0).map(({ text }) => text));
  };
}

/** The reader's own variant of a language (en-US, de-AT), else the language alone. */
export function localeOf(language: string, preferred: readonly string[]): string {
  return (
    preferred.find((tag) => tag.toLowerCase().split('-')[0] === language) ?? (language === 'en' ? 'en-GB' : language)
  );
}
