import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';

/** How many rows a table asks for at a time. */
export const PAGE = 50;
/** Groups and profiles are shown whole; a fleet has tens of them. */
export const WHOLE = 1_000;
/** Somebody who has come this far down a list reads it: events keep it true, asking for all of it again does not. */
const POLLED_PAGES = 4;
const POLL_MILLISECONDS = 30_000;

interface Page {
  readonly nextCursor: string | null;
}

/** An endless list by cursor: the next page is asked for with what the last one answered. */
export function pages<P extends Page>(key: readonly unknown[], load: (cursor: { cursor?: string }) => Promise<P>) {
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam }) => load(pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null, // the type of every later one
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > POLLED_PAGES ? false : POLL_MILLISECONDS),
  });
}

/** Leaves out what is not set, so that the address of a request holds only what was asked. */
export function given<T extends object>(query: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const set = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(set) as { [K in keyof T]?: NonNullable<T[K]> }; // only undefined was taken out
}
