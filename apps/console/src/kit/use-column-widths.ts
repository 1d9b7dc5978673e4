import { useEffect, useLayoutEffect, useState, type RefObject } from 'react';

interface Kept {
  readonly key: string;
  readonly shares: readonly number[];
}

/**
 * Holds the columns of a long table where its first rows put them: laid out anew for each row that comes into sight, they
 * would dance. Measured again when the columns (`key`) or the width are others.
 * @returns each column's share of the width; null while the table lays itself out
 */
export function useColumnWidths(
  table: RefObject<HTMLTableElement | null>,
  active: boolean,
  key: string,
): readonly number[] | null {
  const [kept, setKept] = useState<Kept | null>(null);
  const current = active && kept?.key === key ? kept : null;
  useLayoutEffect(() => {
    const whole = table.current;
    const cells = whole?.tHead?.rows[0]?.cells;
    if (!active || current !== null || whole === null || cells === undefined || whole.offsetWidth === 0) return;
    setKept({ key, shares: Array.from(cells, (cell) => cell.offsetWidth / whole.offsetWidth) });
  });
  useEffect(() => {
    const around = table.current?.parentElement;
    if (!active || around === null || around === undefined) return undefined;
    let width = around.clientWidth;
    const watch = new ResizeObserver(() => {
      if (around.clientWidth === width) return;
      width = around.clientWidth;
      setKept(null);
    });
    watch.observe(around);
    return () => watch.disconnect();
  }, [table, active]);
  return current?.shares ?? null;
}
