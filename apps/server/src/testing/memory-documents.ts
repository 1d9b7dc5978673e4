import { concatBytes, Fault, present, type JobId } from '@holdover/kernel';
import type { Documents } from '@holdover/sealed-store';

/** Documents that a test can look at and spoil. */
export function createMemoryDocuments<I extends string = JobId>(): Documents<I> & {
  readonly files: Map<I, Uint8Array>;
} {
  const files = new Map<I, Uint8Array>();
  return {
    files,
    create: async (id) => {
      const parts: Uint8Array[] = [];
      return {
        write: async (bytes) => void parts.push(bytes.slice()),
        finish: async () => {
          files.set(id, concatBytes(parts));
          return present(files.get(id), 'the document').length;
        },
        abort: async () => undefined,
      };
    },
    async *read(id) {
      const file = files.get(id);
      if (file === undefined) {
        throw new Fault({ owner: 'environment', code: 'sealed-file-damaged', message: 'No such document' });
      }
      yield file;
    },
    remove: async (id) => void files.delete(id),
    keepOnly: async (ids) => {
      const known = new Set(ids);
      for (const id of files.keys()) if (!known.has(id)) files.delete(id);
    },
  };
}
