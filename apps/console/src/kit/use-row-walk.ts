import { useEffect, useRef, type RefObject } from 'react';
import { nextRow } from './next-row.ts';

interface Walk {
  readonly table: RefObject<HTMLTableElement | null>;
  /** Of the row that has the focus; kept here for whoever draws. */
  readonly focused: RefObject<number | null>;
  readonly count: number;
  readonly hasMore: boolean;
  readonly onMore: () => void;
  readonly scrollTo: (index: number) => void;
}

/** Up, Down, Home and End go from row to row, as in a list, and on to rows not drawn or not loaded yet; Tab still visits what a row holds. */
export function useRowWalk(walk: Walk): void {
  const latest = useRef(walk);
  latest.current = walk;
  /** A row that is to have the focus as soon as it is drawn. */
  const awaited = useRef<number | null>(null);
  const { table, focused } = walk;

  useEffect(() => {
    const whole = table.current;
    if (whole === null) return undefined;
    const move = (event: KeyboardEvent): void => {
      const { count, hasMore, onMore, scrollTo } = latest.current;
      const here = focused.current;
      if (here === null || document.activeElement?.matches('[data-row-link]') !== true) return;
      const next = nextRow(event.key, here, count, hasMore);
      if (next === undefined) return;
      event.preventDefault();
      awaited.current = next;
      if (next >= count) onMore();
      else if (!focusRow(whole, next)) scrollTo(next);
      else awaited.current = null;
    };
    const enter = ({ target }: FocusEvent): void => {
      const index =
        target instanceof Element ? target.closest<HTMLElement>('[data-index]')?.dataset['index'] : undefined;
      focused.current = index === undefined ? null : Number(index);
    };
    const leave = ({ relatedTarget }: FocusEvent): void => {
      if (!(relatedTarget instanceof Node) || !whole.contains(relatedTarget)) focused.current = null;
    };
    const stop = (): void => void (awaited.current = null);
    whole.addEventListener('keydown', move);
    whole.addEventListener('focusin', enter);
    whole.addEventListener('focusout', leave);
    addEventListener('pointerdown', stop);
    return () => {
      whole.removeEventListener('keydown', move);
      whole.removeEventListener('focusin', enter);
      whole.removeEventListener('focusout', leave);
      removeEventListener('pointerdown', stop);
    };
  }, [table, focused]);

  useEffect(() => {
    if (awaited.current === null || table.current === null || awaited.current >= walk.count) return;
    if (focusRow(table.current, awaited.current)) awaited.current = null;
    else walk.scrollTo(awaited.current);
  });
}

/** @returns false while the row is not drawn */
function focusRow(table: HTMLTableElement, index: number): boolean {
  const row = table.querySelector(`[data-index="${index}"]`);
  if (row === null) return false;
  row.querySelector<HTMLElement>('[data-row-link]')?.focus();
  return true;
}
