import { InvalidArgumentError, type Option } from 'commander';
import { option } from '../options.ts';
import type { Output } from '../output.ts';
import type { Column } from '../text/table.ts';
import { counted } from '../text/words.ts';

export interface ListOptions {
  readonly search?: string;
  readonly limit?: number;
}

export const limitOption = (): Option =>
  option('--limit <n>', 'at most so many; all of them unless given').argParser(readCount);

export const searchOption = (what: string): Option => option('--search <text>', what);

export function readCount(text: string): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count < 1) throw new InvalidArgumentError(`"${text}" is not a number from 1 on.`);
  return count;
}

/** Of one page that is asked for. */
const PAGE_MOST = 1_000;

export function pageQuery({ search, limit }: ListOptions): { q?: string; limit: number } {
  return { limit: Math.min(limit ?? PAGE_MOST, PAGE_MOST), ...(search === undefined ? {} : { q: search }) };
}

/**
 * The first `limit` items of a list that comes by pages.
 * @param onMore called when there are others
 */
export async function* firstItems<T>(
  pages: AsyncIterable<{ readonly items: readonly T[]; readonly nextCursor?: string | null }>,
  limit = Infinity,
  onMore: () => void = () => undefined,
): AsyncGenerator<readonly T[], void> {
  let left = limit;
  for await (const { items, nextCursor } of pages) {
    yield items.slice(0, left);
    left -= items.length;
    if (left > 0) continue;
    if (left < 0 || (nextCursor ?? null) !== null) onMore();
    return;
  }
}

/** A list as a table, or an object a line; says how many, and on a limit whether that is all. */
export async function printList<T extends object>(
  output: Output,
  pages: Parameters<typeof firstItems<T>>[0],
  list: {
    readonly columns: readonly Column<T>[];
    readonly limit: number | undefined;
    /** `user`; and `entries` where the plural is no -s. */
    readonly noun: readonly [one: string, many?: string];
  },
): Promise<void> {
  let hasMore = false;
  const onMore = (): void => {
    hasMore = true;
  };
  const count = await output.rows(firstItems(pages, list.limit, onMore), list.columns);
  const number = counted(count, ...list.noun);
  if (!output.json) output.note(hasMore ? `${number} shown; there are more: --limit, --search` : number);
}

/** Of what comes whole. */
export async function* onePage<T>(items: readonly T[]): AsyncGenerator<readonly T[], void> {
  yield await Promise.resolve(items);
}

/** Adds what was collected by an option that is given more than once. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
