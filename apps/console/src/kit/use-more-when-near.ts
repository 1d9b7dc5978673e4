import { useEffect, useRef, type RefObject } from 'react';
import type { Rows } from './data-table.tsx';

/** How far below the window its end may be when the next rows are asked for, in pixels: two windows of a laptop. */
const AHEAD = 1_500;

/** Asks for the next rows of an endless list before its end comes into sight. What failed is asked again by a button alone. */
export function useMoreWhenNear<Row>(end: RefObject<HTMLElement | null>, rows: Rows<Row>, count: number): void {
  const latest = useRef(rows);
  latest.current = rows;
  const wanted =
    rows.hasNextPage &&
    !rows.isFetchingNextPage &&
    rows.isFetchNextPageError !== true &&
    rows.isPlaceholderData !== true;
  useEffect(() => {
    const element = end.current;
    if (!wanted || element === null) return undefined;
    const watch = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) void latest.current.fetchNextPage();
      },
      { rootMargin: `${AHEAD}px 0px` },
    );
    watch.observe(element);
    return () => watch.disconnect();
  }, [end, wanted, count]);
}
