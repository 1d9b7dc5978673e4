import { InvalidArgumentError, type Option } from 'commander';
import { option } from '../options.ts';

/** `2026-12-31` (to the end of that day, UTC) or an RFC 3339 time. */
export const expiresOption = (description: string): Option =>
  option('--expires <time>', description).argParser(readTime);

/** @throws InvalidArgumentError */
export function readTime(text: string): string {
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T23:59:59.999Z` : text;
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(whole) && !Number.isNaN(Date.parse(whole))) return whole;
  throw new InvalidArgumentError(`"${text}" is no time, as in 2026-12-31 or 2026-12-31T18:00:00Z.`);
}
