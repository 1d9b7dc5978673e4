/** `2026-11-23T14:05`: what a field of the type datetime-local holds, in the reader's zone; `at` in milliseconds. */
export function localInput(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The instant a datetime-local field names; null when it names none, or none after `now` in milliseconds. */
export function comingInstant(text: string, now: number): string | null {
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) ? new Date(text).getTime() : Number.NaN;
  return Number.isNaN(at) || at <= now ? null : new Date(at).toISOString();
}
