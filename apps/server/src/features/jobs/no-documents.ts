import { Fault } from '@holdover/kernel';
import type { Documents } from '@holdover/sealed-store';

/** Of a server that was given no place for documents: it takes neither jobs nor scans. */
export const NO_DOCUMENTS: Documents<string> = {
  create: () => Promise.reject(nowhere()),
  // oxlint-disable-next-line require-yield -- there is nothing to yield
  async *read() {
    throw nowhere();
  },
  remove: () => Promise.resolve(),
  keepOnly: () => Promise.resolve(),
};

const nowhere = (): Fault =>
  new Fault({ owner: 'environment', code: 'no-spool', message: 'This server has no place for documents' });
