import { Fault } from '@holdover/kernel';

/** Code of the fault when an address cannot mean anything. */
export const NO_SUCH_PAGE = 'no-such-page';

/** The router hands on what a parameter's parser throws as the cause of an error of its own. */
export function isAddressFault(error: unknown): boolean {
  if (error instanceof Fault) return error.code === NO_SUCH_PAGE;
  return error instanceof Error && error.cause !== undefined && isAddressFault(error.cause);
}
