import { infiniteQueryOptions, keepPreviousData, type InfiniteData } from '@tanstack/react-query';

/** How many rows a table asks for at a time. */
export const PAGE = 50;
/** And the later ones, once somebody scrolls. */
const LATER_PAGE = 200;
/** Groups and profiles are shown whole; a fleet has tens of them. */
export const WHOLE = 1_000;
/** Somebody who has come this far down a list reads it: events keep it true, asking for all of it again does not. */
const REREAD_PAGES = 4;
/** For what changes by time, or at terminals without a word of it; all else is asked anew by events. */
export const POLLED = { refetchInterval: 30_000 } as const;

interface Page {
  readonly items: readonly object[];
  readonly nextCursor: string | null;
}

/** Where a page begins, and how many rows it has at most when not as many as usual. */
interface At {
  cursor?: string;
  limit?: number;
}

/**
 * An endless list by cursor: the next page is asked for with what the last one answered. Read anew, a list is asked for
 * its first pages alone: whoever has come further down reads on, and events that bring a thing along change it there.
 */
export function pages<P extends Page>(key: readonly unknown[], load: (at: At) => Promise<P>) {
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam, client }) => {
      const known = client.getQueryData<InfiniteData<P, string | null>>(key);
      const number = known?.pageParams.indexOf(pageParam) ?? -1;
      const page = known?.pages[number];
      if (known === undefined || page === undefined || known.pages.length <= REREAD_PAGES)
        return load(pageParam === null ? {} : { cursor: pageParam, limit: LATER_PAGE });
      if (number >= REREAD_PAGES) return page;
      return reread({ page, next: known.pages[number + 1], load, cursor: pageParam });
    },
    initialPageParam: null as string | null, // the type of every later one
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
}

interface Reread<P extends Page> {
  readonly page: P;
  readonly next: P | undefined;
  readonly cursor: string | null;
  readonly load: (at: At) => Promise<P>;
}

/**
 * Invariant: a page read anew ends where it ended, before the first row of the next that is still there, so that all later
 * ones stay as they are. Where no such row was found (many came or went at once) the page stays as it was.
 */
async function reread<P extends Page>({ page, next, cursor, load }: Reread<P>): Promise<P> {
  const limit = page.items.length + LATER_PAGE;
  const fresh = await load({ limit, ...(cursor === null ? {} : { cursor }) });
  const places = new Map(fresh.items.map((item, place) => [idOf(item), place]));
  const end = next?.items
    .map(idOf)
    .filter((id) => id !== undefined)
    .map((id) => places.get(id))
    .find((place) => place !== undefined);
  return end === undefined ? page : { ...fresh, items: fresh.items.slice(0, end), nextCursor: page.nextCursor };
}

function idOf(item: object): unknown {
  return 'id' in item ? item.id : undefined;
}

/** Leaves out what is not set, so that the address of a request holds only what was asked. */
export function given<T extends object>(query: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const set = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(set) as { [K in keyof T]?: NonNullable<T[K]> }; // only undefined was taken out
}
