import { Fault, type JobId } from '@holdover/kernel';
import type { Documents } from '@holdover/sealed-store';
import type { Life } from '@holdover/testbed/simulation';

/** The documents on a disk that outlives programs: what was finished stays, what was not is never found. */
export interface MemoryDocuments {
  /** Each folder is for itself. */
  open<I extends string = JobId>(life: Pick<Life, 'alive'>, folder?: string): Documents<I>;
  /** Ids of what is in a folder. */
  held(folder?: string): ReadonlySet<string>;
  image(): ReadonlyMap<string, Uint8Array>;
  restore(image: ReadonlyMap<string, Uint8Array>): void;
}

export function createMemoryDocuments(): MemoryDocuments {
  let files = new Map<string, Uint8Array>();
  return {
    held: (folder = 'documents') =>
      new Set(
        [...files.keys()].flatMap((file) => (file.startsWith(`${folder}/`) ? [file.slice(folder.length + 1)] : [])),
      ),
    image: () => new Map(files),
    restore: (image) => {
      files = new Map(image);
    },
    open(life, folder = 'documents') {
      const fileOf = (id: string): string => `${folder}/${id}`;
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
              files.set(fileOf(id), whole);
              return whole.length;
            },
            abort: async () => undefined,
          };
        },
        async *read(id) {
          expectPower();
          const file = files.get(fileOf(id));
          if (file === undefined)
            throw new Fault({ owner: 'environment', code: 'sealed-file-damaged', message: 'No such file' });
          yield file;
        },
        async remove(id) {
          expectPower();
          files.delete(fileOf(id));
        },
        async keepOnly(ids) {
          expectPower();
          const known = new Set([...ids].map(fileOf));
          for (const file of files.keys()) {
            if (file.startsWith(`${folder}/`) && !known.has(file)) files.delete(file);
          }
        },
      };
    },
  };
}
