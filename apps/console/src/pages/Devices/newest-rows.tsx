import type { ReactNode } from 'react';
import type { Rows } from '../../kit/data-table.tsx';
import kit from '../../kit/kit.module.css';
import { PagePending } from '../../kit/page-states.tsx';
import { ProblemAlert } from '../../kit/problem-alert.tsx';

/** How many are shown where a page of their own has the rest. */
const NEWEST = 10;

interface NewestRowsProps<Row> {
  readonly label: string;
  readonly rows: Rows<Row>;
  /** Said in their place. */
  readonly empty: string;
  readonly children: (row: Row) => ReactNode;
}

/** The beginning of an endless list, read rather than searched. */
export function NewestRows<Row extends { readonly id: string }>({
  label,
  rows,
  empty,
  children,
}: NewestRowsProps<Row>) {
  if (rows.data === undefined) {
    return rows.error === null ? (
      <PagePending />
    ) : (
      <ProblemAlert error={rows.error} onRetry={() => void rows.refetch()} />
    );
  }
  const newest = rows.data.pages.flatMap(({ items }) => items).slice(0, NEWEST);
  if (newest.length === 0) return <p className={kit['hint']}>{empty}</p>;
  return (
    <ul className={kit['rows']} aria-label={label}>
      {newest.map((row) => (
        <li key={row.id}>{children(row)}</li>
      ))}
    </ul>
  );
}
