import { Button, Checkbox, Menu, Skeleton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react';
import { columnVisibilityFeature, createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table';
import { useMemo, type KeyboardEvent, type ReactNode } from 'react';
import { useTexts } from '../app/texts.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import classes from './data-table.module.css';
import { useHiddenColumns } from './use-hidden-columns.ts';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** What the server sorts by; absent: this column cannot be sorted. */
  readonly sort?: string;
  readonly numeric?: boolean;
  /** Of a column of buttons, which need no heading to be understood. */
  readonly titleHidden?: boolean;
  /** The reader may hide it, or show one that is `hidden` at first; the first column always stays. */
  readonly optional?: boolean | 'hidden';
}

/** What an endless query gives, as far as a table cares. */
export interface Rows<Row> {
  readonly data: { readonly pages: readonly { readonly items: readonly Row[] }[] } | undefined;
  readonly error: Error | null;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
  readonly refetch: () => unknown;
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

const features = tableFeatures({ columnVisibilityFeature });
const NOTHING: readonly never[] = [];

/** A table over an endless list: columns to choose, sorting by the server, arrow keys from row to row; stacks when narrow. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { t, format } = useTexts();
  const { columns, rows, name } = props;
  const [hidden, setHidden] = useHiddenColumns(
    name,
    columns.filter((column) => column.optional === 'hidden').map(({ id }) => id),
  );
  const data = useMemo(() => rows.data?.pages.flatMap((page) => page.items) ?? NOTHING, [rows.data]);
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>();
    return columns.map((column) =>
      helper.display({ id: column.id, header: column.title, cell: ({ row }) => column.cell(row.original) }),
    );
  }, [columns]);
  const columnVisibility = useMemo(() => Object.fromEntries(hidden.map((id) => [id, false])), [hidden]);
  const table = useTable({
    features,
    columns: definitions,
    data,
    getRowId: props.rowId,
    state: { columnVisibility },
    onColumnVisibilityChange: () => undefined,
  });
  const shown = columns.filter(({ id }) => !hidden.includes(id));
  const columnOf = new Map(columns.map((column) => [column.id, column]));

  return (
    <>
      <div className={classes['toolbar']}>
        {props.toolbar}
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
        <div className={classes['scroll']}>
          <table className={classes['table']} aria-label={props.label} role="table">
            <thead role="rowgroup">
              <tr role="row">
                {shown.map((column) => (
                  <Heading key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
                ))}
              </tr>
            </thead>
            <tbody role="rowgroup" onKeyDown={moveBetweenRows}>
              {table.getRowModel().rows.map((row) => (
                <RowGroup key={row.id} span={shown.length} detail={props.detail?.(row.original)}>
                  {row.getVisibleCells().map((cell) => (
                    <td
                      key={cell.id}
                      role="cell"
                      data-title={titleBeside(columnOf.get(cell.column.id))}
                      data-numeric={columnOf.get(cell.column.id)?.numeric}
                    >
                      <div>
                        <table.FlexRender cell={cell} />
                      </div>
                    </td>
                  ))}
                </RowGroup>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {data.length === 0 ? null : (
        <div className={classes['foot']}>
          <span role="status">
            {t('console.common.shown', { count: data.length, number: format.number(data.length) })}
          </span>
          {rows.hasNextPage ? (
            <Button
              variant="default"
              size="xs"
              loading={rows.isFetchingNextPage}
              onClick={() => void rows.fetchNextPage()}
            >
              {t('console.common.showMore')}
            </Button>
          ) : null}
        </div>
      )}
    </>
  );
}

/** In narrow rows each value has its name beside it; buttons have theirs on them. */
function titleBeside<Row>(column: Column<Row> | undefined): string | undefined {
  return column?.titleHidden === true ? undefined : column?.title;
}

function RowGroup({ span, detail, children }: { span: number; detail: ReactNode; children: ReactNode }) {
  return (
    <>
      <tr role="row">{children}</tr>
      {detail === undefined || detail === null ? null : (
        <tr role="row" className={classes['detail']}>
          <td role="cell" colSpan={span}>
            {detail}
          </td>
        </tr>
      )}
    </>
  );
}

function Heading<Row>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>;
  sort: string | undefined;
  onSort: DataTableProps<Row>['onSort'];
}) {
  const field = column.sort;
  if (field === undefined || onSort === undefined) {
    return (
      <th role="columnheader" scope="col" data-numeric={column.numeric}>
        <span className={column.titleHidden === true ? 'sr-only' : undefined}>{column.title}</span>
      </th>
    );
  }
  const direction = sort === field ? 'ascending' : sort === `-${field}` ? 'descending' : 'none';
  const Arrow = direction === 'descending' ? IconArrowDown : IconArrowUp;
  return (
    <th role="columnheader" scope="col" aria-sort={direction} data-numeric={column.numeric}>
      <button
        type="button"
        className={classes['sort']}
        onClick={() => onSort(direction === 'ascending' ? `-${field}` : field)}
      >
        {column.title}
        <Arrow size={15} aria-hidden data-quiet={direction === 'none'} />
      </button>
    </th>
  );
}

function ColumnMenu<Row>({
  columns,
  hidden,
  onChange,
}: {
  columns: readonly Column<Row>[];
  hidden: readonly string[];
  onChange: (hidden: readonly string[]) => void;
}) {
  const { t } = useTexts();
  const optional = columns.filter((column) => column.optional !== undefined);
  if (optional.length === 0) return null;
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <Button
          className={classes['columns']}
          variant="default"
          leftSection={<IconColumns3 size={17} stroke={1.7} aria-hidden />}
        >
          {t('console.common.columns')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {optional.map(({ id, title }) => {
          const visible = !hidden.includes(id);
          return (
            <Menu.Item
              key={id}
              role="menuitemcheckbox"
              aria-checked={visible}
              leftSection={<Checkbox.Indicator checked={visible} size="xs" />}
              onClick={() => onChange(visible ? [...hidden, id] : hidden.filter((one) => one !== id))}
            >
              {title}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
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

/** Up, Down, Home and End go from row to row, as in a list; Tab still visits what a row holds. */
function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-link]')];
  const here = links.findIndex((link) => link === document.activeElement);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: here + 1,
    ArrowUp: here - 1,
    Home: 0,
    End: links.length - 1,
  };
  const next = steps[event.key];
  if (here < 0 || next === undefined) return;
  event.preventDefault();
  links[next]?.focus();
}
