import { Fault } from '@holdover/kernel';

/** What a person reads about a failure: our own say what to do next, a foreign one comes with its stack. */
export function explainFailure(error: unknown): string {
  if (error instanceof Fault) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
