import type { Language } from '@holdover/api';

/** `0:09`, `4:35`, `1:29:59`: seconds as people read a countdown. */
export function countdown(secondsLeft: number): string {
  const whole = Math.max(0, Math.ceil(secondsLeft));
  const two = (n: number): string => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** `5 minutes ago`; null below a minute, for which each page has its word. */
export function ago(ageSeconds: number, language: Language): string | null {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (ageSeconds < 60) return null;
  if (ageSeconds < 3600) return format.format(-Math.floor(ageSeconds / 60), 'minute');
  if (ageSeconds < 86_400) return format.format(-Math.floor(ageSeconds / 3600), 'hour');
  return format.format(-Math.floor(ageSeconds / 86_400), 'day');
}

export function timeOfDay(at: Date, language: Language): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { hour: '2-digit', minute: '2-digit' }).format(
    at,
  );
}

export function dayOf(at: Date, language: Language): string {
  const locale = language === 'en' ? 'en-GB' : language;
  return new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }).format(at);
}
