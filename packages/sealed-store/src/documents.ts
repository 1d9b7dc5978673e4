import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createSealedFileWriter, openSealedFile, type SealedFileWriter } from './sealed-file.ts';

/** Documents by the id of what they belong to, one for each. Nothing of them is on a disk in clear. */
export interface Documents<I extends string> {
  /** One of that id must not exist. It is durable once `finish` resolved, and gone after `abort`. */
  create(id: I): Promise<SealedFileWriter>;
  /** @throws Fault `sealed-file-damaged` at the first part that is not as it was stored */
  read(id: I): AsyncIterable<Uint8Array>;
  /** Harmless where there is none. */
  remove(id: I): Promise<void>;
  /** What a power cut left behind goes. */
  keepOnly(ids: Iterable<I>): Promise<void>;
}

/**
 * The folder is made where there is none, for its owner alone. An id is part of a file name.
 * @param key 32 bytes
 */
export async function openDocuments<I extends string>(folder: string, key: Uint8Array): Promise<Documents<I>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const fileOf = (id: I): string => join(folder, nameOf(id));
  return {
    create: (id) => createSealedFileWriter({ file: fileOf(id), key, context: id }),
    async *read(id) {
      const file = await openSealedFile({ file: fileOf(id), key, context: id });
      yield* file.chunks();
    },
    remove: (id) => rm(fileOf(id), { force: true }),
    async keepOnly(ids) {
      const known = new Set([...ids].map(nameOf));
      for (const file of await readdir(folder)) {
        if (!known.has(file)) await rm(join(folder, file), { force: true });
      }
    },
  };
}

function nameOf(id: string): string {
  return `${id}.sealed`;
}
