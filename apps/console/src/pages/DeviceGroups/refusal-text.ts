import { ApiFault } from '@holdover/api';

/** Why one of many was refused, in the server's words: what it says of the field says most. */
export function refusalText(error: unknown, otherwise: string): string {
  if (!(error instanceof ApiFault)) return otherwise;
  return error.problem.errors[0]?.message ?? error.problem.title;
}
