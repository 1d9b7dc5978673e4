import { Fault, type JobId } from '@holdover/kernel';
import type { Documents } from '@holdover/sealed-store';
import type { Life } from '@holdover/testbed/simulation';

/** The documents on a disk that outlives programs: what was finished stays, what was not is never found. */
export interface MemoryDocuments {
  open(life: Pick<Life, 'alive'>): Documents<JobId>;
  image(): ReadonlyMap<JobId, Uint8Array>;
  restore(image: ReadonlyMap<JobId, Uint8Array>): void;
}

export function createMemoryDocuments(): MemoryDocuments {
  let files = new Map<JobId, Uint8Array>();
  return {
    image: () => new Map(files),
    restore: (image) => {
      files = new Map(image);
    },
    open(life) {
      const expectPower = (): void => {
        if (!life.alive) throw new Fault({ owner: 'environment', code: 'power-is-off', message: 'The power is off' });
      };
      return {
        async create(id) {
          expectPower();
          const parts: Uint8Array[] = [];
          return {
            write: async (bytes) => void parts.push(bytes.slice()),
            finish: async () => {
              expectPower();
              const whole = Buffer.concat(parts);
              files.set(id, whole);
              return whole.length;
            },
            abort: async () => undefined,
          };
        },
        async *read(id) {
          expectPower();
          const file = files.get(id);
          if (file === undefined)
            throw new Fault({ owner: 'environment', code: 'sealed-file-damaged', message: 'No such file' });
          yield file;
        },
        async remove(id) {
          expectPower();
          files.delete(id);
        },
        async keepOnly(ids) {
          expectPower();
          const known = new Set(ids);
          for (const id of files.keys()) if (!known.has(id)) files.delete(id);
        },
      };
    },
  };
}
