import { defaultRangeExtractor, useWindowVirtualizer, type Range, type Virtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useMediaQuery } from '@mantine/hooks';
import classes from './data-table.module.css';
import type { Column } from './table-column.ts';
import { useRowWalk } from './use-row-walk.ts';

/** Up to here all rows are in the page: the browser's own search, selection and printing see every one. */
export const PLAIN_MOST = 100;
/** Rows drawn beyond the window on either side. */
const OVERSCAN = 12;
/** Heights in pixels until rows were measured: of one line, and of a card on a narrow screen. */
const LINE = 49;
const CARD = 190;

interface TableRowsProps<Row> {
  readonly table: RefObject<HTMLTableElement | null>;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowId: (row: Row) => string;
  readonly detail: ((row: Row) => ReactNode) | undefined;
  readonly hasMore: boolean;
  readonly onMore: () => void;
}

/**
 * Rows of a list however long: those in and near the window are drawn, and spaces as high as the others. Each row and
 * its detail are a body of the table, measured as it is.
 */
export function TableRows<Row extends object>({ table, rows, columns, rowId, detail, ...more }: TableRowsProps<Row>) {
  const plain = rows.length <= PLAIN_MOST;
  const narrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const focused = useRef<number | null>(null);
  const usual = useUsualHeight(narrow ? CARD : LINE);
  const virtualizer = useWindowVirtualizer<HTMLTableSectionElement>({
    count: rows.length,
    estimateSize: () => usual.height,
    getItemKey: (index) => keyAt(rows, index, rowId),
    overscan: OVERSCAN,
    // Heights come from the observer alone: asked for at once, they would lay the page out twice a frame.
    measureElement: (element, entry, { itemSizeCache }) =>
      entry === undefined ? (itemSizeCache.get(keyAt(rows, indexOf(element), rowId)) ?? usual.height) : heightIn(entry),
    scrollMargin: useTopOf(table),
    initialRect: { width: innerWidth, height: innerHeight },
    rangeExtractor: (range) => withFocused(range, focused.current),
    useFlushSync: false,
  });
  usual.learn(virtualizer);
  useRowWalk({ table, focused, count: rows.length, ...more, scrollTo: (index) => virtualizer.scrollToIndex(index) });

  const items = plain ? rows.map((_, index) => ({ index, start: 0, end: 0 })) : virtualizer.getVirtualItems();
  const bodies: ReactNode[] = [];
  let drawn = virtualizer.options.scrollMargin;
  for (const { index, start, end } of items) {
    const row = rows[index];
    if (row === undefined) continue;
    if (!plain && start > drawn)
      bodies.push(<Space key={`above-${index}`} height={start - drawn} span={columns.length} />);
    drawn = end;
    bodies.push(
      <TableRow
        key={rowId(row)}
        row={row}
        index={index}
        columns={columns}
        detail={detail?.(row)}
        measure={virtualizer.measureElement}
      />,
    );
  }
  const below = virtualizer.getTotalSize() + virtualizer.options.scrollMargin - drawn;
  if (!plain && below > 0) bodies.push(<Space key="below" height={below} span={columns.length} />);
  return <>{bodies}</>;
}

interface TableRowProps<Row> {
  readonly row: Row;
  readonly index: number;
  readonly columns: readonly Column<Row>[];
  readonly detail: ReactNode;
  readonly measure: (element: HTMLTableSectionElement | null) => void;
}

function PlainTableRow<Row>({ row, index, columns, detail, measure }: TableRowProps<Row>) {
  return (
    <tbody role="presentation" ref={measure} data-index={index}>
      {/* The heading is the first row. */}
      <tr role="row" aria-rowindex={index + 2}>
        {columns.map((column) => (
          <td key={column.id} role="cell" data-title={titleBeside(column)} data-numeric={column.numeric}>
            <div>{column.cell(row)}</div>
          </td>
        ))}
      </tr>
      {detail === undefined || detail === null ? null : (
        <tr role="row" className={classes['detail']}>
          <td role="cell" colSpan={columns.length}>
            {detail}
          </td>
        </tr>
      )}
    </tbody>
  );
}
const TableRow = memo(PlainTableRow) as typeof PlainTableRow; // memo forgets what the row's type is a parameter of

/** In narrow rows each value has its name beside it; buttons have theirs on them. */
function titleBeside<Row>(column: Column<Row>): string | undefined {
  return column.titleHidden === true ? undefined : column.title;
}

function Space({ height, span }: { height: number; span: number }) {
  return (
    <tbody aria-hidden className={classes['space']}>
      <tr>
        <td colSpan={span} style={{ height }} />
      </tr>
    </tbody>
  );
}

function keyAt<Row>(rows: readonly Row[], index: number, rowId: (row: Row) => string): string | number {
  const row = rows[index];
  return row === undefined ? index : rowId(row);
}

function indexOf({ dataset }: HTMLElement): number {
  return Number(dataset['index']);
}

function heightIn({ borderBoxSize, contentRect }: ResizeObserverEntry): number {
  return borderBoxSize[0]?.blockSize ?? contentRect.height;
}

/** A row that has the focus stays, however far one scrolls: the next key goes on from there. */
function withFocused(range: Range, focused: number | null): number[] {
  const near = defaultRangeExtractor(range);
  if (focused === null || focused >= range.count || near.includes(focused)) return near;
  return [...near, focused].toSorted((a, b) => a - b);
}

interface UsualHeight {
  readonly height: number;
  readonly learn: (virtualizer: Virtualizer<Window, HTMLTableSectionElement>) => void;
}

/** What a row of this table is usually high, so that a scroll bar tells the truth about rows never drawn. */
function useUsualHeight(first: number): UsualHeight {
  const [known, setKnown] = useState({ first, height: first });
  const height = known.first === first ? known.height : first;
  const current = useRef<Virtualizer<Window, HTMLTableSectionElement>>(undefined);
  useEffect(() => {
    const sizes = [...(current.current?.itemSizeCache.values() ?? [])].slice(0, 20).toSorted((a, b) => a - b);
    const middle = sizes[Math.floor(sizes.length / 2)];
    if (sizes.length < 5 || middle === undefined || (known.first === first && known.height === middle)) return;
    if (known.first === first && known.height !== first) return; // Once is enough: it is an estimate.
    setKnown({ first, height: middle });
  });
  return { height, learn: (virtualizer) => void (current.current = virtualizer) };
}

/** Where the rows begin, in pixels from the top of the page; what stands above may grow at any time. */
function useTopOf(table: RefObject<HTMLTableElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = (): void => {
      const head = table.current?.tHead;
      if (head === null || head === undefined) return;
      const now = Math.round(head.getBoundingClientRect().bottom + scrollY);
      setTop((before) => (Math.abs(before - now) > 1 ? now : before));
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(document.body);
    return () => watch.disconnect();
  }, [table]);
  return top;
}
