import type { UseQueryResult } from '@tanstack/react-query';
import type { Rows } from './data-table.tsx';

/** A list that comes as one page, for a table of pages. */
export function wholeRows<Row>({
  data,
  error,
  refetch,
}: Pick<UseQueryResult<{ readonly items: readonly Row[] }>, 'data' | 'error' | 'refetch'>): Rows<Row> {
  return {
    data: data && { pages: [data] },
    error,
    hasNextPage: false,
    isFetchingNextPage: false,
    fetchNextPage: () => undefined,
    refetch,
  };
}
