import { ApiFault } from '@holdover/api';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { PagePending } from './page-states.tsx';
import { ProblemAlert } from './problem-alert.tsx';

interface LoadedProps<T> {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>;
  /** Until it is there; the shape of a page unless told. */
  pending?: ReactNode;
  /** Above a refusal, where the page's own heading needs what was asked for. */
  heading?: ReactNode;
  /** Instead of a refusal because there is no such thing. */
  missing?: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** What was asked for once it is there; what is there stays while it cannot be asked anew. */
export function Loaded<T>({ query, pending = <PagePending />, heading, missing, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error === null) return pending;
  if (missing !== undefined && isNotThere(query.error)) return missing;
  return (
    <>
      {heading}
      <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
    </>
  );
}

function isNotThere(error: unknown): boolean {
  return error instanceof ApiFault && (error.code === 'not-found' || error.code === 'invalid-path');
}
