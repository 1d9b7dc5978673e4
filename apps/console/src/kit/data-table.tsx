import { Button, Loader, Skeleton } from '@mantine/core';
import { useMemo, useRef, type ReactNode } from 'react';
import { useTexts } from '../app/texts.tsx';
import classes from './data-table.module.css';
import { ProblemAlert } from './problem-alert.tsx';
import type { Column } from './table-column.ts';
import { ColumnMenu, Heading } from './table-head.tsx';
import { PLAIN_MOST, TableRows } from './table-rows.tsx';
import { useColumnWidths } from './use-column-widths.ts';
import { useHiddenColumns } from './use-hidden-columns.ts';
import { useMoreWhenNear } from './use-more-when-near.ts';
import { useSlow } from './use-slow.ts';

export type { Column } from './table-column.ts';

/** What an endless query gives, as far as a table cares. */
export interface Rows<Row> {
  readonly data: { readonly pages: readonly { readonly items: readonly Row[] }[] } | undefined;
  readonly error: Error | null;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
  readonly refetch: () => unknown;
  readonly isFetchNextPageError?: boolean;
  /** What is shown answers an earlier question; the present one is being asked. */
  readonly isPlaceholderData?: boolean;
}

export interface DataTableProps<Row> {
  readonly name: string;
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: Rows<Row>;
  readonly rowId: (row: Row) => string;
  readonly empty: ReactNode;
  readonly toolbar?: ReactNode;
  readonly sort?: string | undefined;
  readonly onSort?: (sort: string | undefined) => void;
  /** Shown in a row of its own below the row it belongs to. */
  readonly detail?: (row: Row) => ReactNode;
}

const NOTHING: readonly never[] = [];

/** A table over an endless list, loaded as one scrolls: columns to choose, sorting by the server, arrow keys from row to row; stacks when narrow. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { columns, rows, name } = props;
  const [hidden, setHidden] = useHiddenColumns(
    name,
    columns.filter((column) => column.optional === 'hidden').map(({ id }) => id),
  );
  const data = useMemo(() => rows.data?.pages.flatMap((page) => page.items) ?? NOTHING, [rows.data]);
  const shown = useMemo(() => columns.filter(({ id }) => !hidden.includes(id)), [columns, hidden]);
  const waits = useSlow(rows.isPlaceholderData === true);
  return (
    <>
      <div className={classes['toolbar']}>
        {props.toolbar}
        {waits ? <Loader size="sm" className={classes['waits']} /> : null}
        {data.length === 0 ? null : <ColumnMenu columns={columns} hidden={hidden} onChange={setHidden} />}
      </div>
      {rows.error !== null && rows.data === undefined ? (
        <div className={classes['pad']}>
          <ProblemAlert error={rows.error} onRetry={() => void rows.refetch()} />
        </div>
      ) : rows.data === undefined ? (
        <Waiting />
      ) : data.length === 0 ? (
        props.empty
      ) : (
        <Filled {...props} data={data} shown={shown} />
      )}
    </>
  );
}

interface FilledProps<Row> extends DataTableProps<Row> {
  readonly data: readonly Row[];
  readonly shown: readonly Column<Row>[];
}

function Filled<Row extends object>({ data, shown, rows, ...props }: FilledProps<Row>) {
  const { t, format } = useTexts();
  const table = useRef<HTMLTableElement>(null);
  const foot = useRef<HTMLDivElement>(null);
  const long = data.length > PLAIN_MOST;
  const widths = useColumnWidths(table, long, shown.map(({ id }) => id).join(' '));
  useMoreWhenNear(foot, rows, data.length);
  const more = (): void => void rows.fetchNextPage();
  return (
    <>
      <div className={classes['scroll']}>
        <table
          ref={table}
          className={classes['table']}
          aria-label={props.label}
          role="table"
          // Known when the end was reached, and until then not (WAI-ARIA: -1).
          aria-rowcount={rows.hasNextPage ? -1 : data.length + 1}
          data-fixed={widths !== null}
        >
          {widths === null ? null : (
            <colgroup>
              {shown.map(({ id }, column) => (
                <col key={id} style={{ width: `${(widths[column] ?? 0) * 100}%` }} />
              ))}
            </colgroup>
          )}
          <thead role="presentation">
            <tr role="row" aria-rowindex={1}>
              {shown.map((column) => (
                <Heading key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
              ))}
            </tr>
          </thead>
          <TableRows
            table={table}
            rows={data}
            columns={shown}
            rowId={props.rowId}
            detail={props.detail}
            hasMore={rows.hasNextPage}
            onMore={more}
          />
        </table>
      </div>
      <div className={classes['foot']} ref={foot}>
        <span role="status">
          {t(rows.hasNextPage ? 'console.table.shownSoFar' : 'console.common.shown', {
            count: data.length,
            number: format.number(data.length),
          })}
        </span>
        {rows.hasNextPage ? (
          <Button variant="default" size="xs" loading={rows.isFetchingNextPage} onClick={more}>
            {t('console.common.showMore')}
          </Button>
        ) : null}
      </div>
    </>
  );
}

function Waiting() {
  const { t } = useTexts();
  return (
    <div className={classes['pad']} aria-busy="true" aria-label={t('console.common.loading')} role="status">
      {[80, 62, 71, 55, 68].map((width) => (
        <Skeleton key={width} height={16} width={`${width}%`} my={14} />
      ))}
    </div>
  );
}
