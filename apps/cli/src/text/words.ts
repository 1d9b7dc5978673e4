/** `2026-11-23 02:13Z`: the same for everybody who reads it. */
export function timeText(time: string | null): string {
  return time === null ? '-' : `${time.slice(0, 10)} ${time.slice(11, 16)}Z`;
}

export function countText(count: number): string {
  return count.toLocaleString('en');
}

/** `1 row`, `2 rows`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

export const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

export function listText(items: readonly string[]): string {
  return items.length === 0 ? '-' : items.join(', ');
}
