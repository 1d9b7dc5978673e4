import type { Instant } from '@holdover/kernel';
import type { Language } from '@holdover/phrases';

/** A time inside a sentence, to the minute, with its zone named. Programs read a field beside it. */
export function momentOf(at: Instant, language: Language, timeZone: string): string {
  const format = new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  });
  return format.format(at);
}
