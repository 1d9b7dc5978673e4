import type { ReactNode } from 'react';

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
