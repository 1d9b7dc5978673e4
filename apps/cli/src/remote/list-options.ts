import { InvalidArgumentError, type Option } from 'commander';
import { option } from '../options.ts';

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

/** The first `limit` items of a list that comes by pages. */
export async function* firstItems<T>(
  pages: AsyncIterable<{ readonly items: readonly T[] }>,
  limit = Infinity,
): AsyncGenerator<readonly T[], void> {
  let left = limit;
  for await (const { items } of pages) {
    yield items.slice(0, left);
    left -= items.length;
    if (left <= 0) return;
  }
}

/** Of what comes whole. */
export async function* onePage<T>(items: readonly T[]): AsyncGenerator<readonly T[], void> {
  yield await Promise.resolve(items);
}

/** Adds what was collected by an option that is given more than once. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
