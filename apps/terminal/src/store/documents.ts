import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobId } from '@holdover/kernel';
import { ensurePrivateFolder } from '@holdover/nodejs';
import { createSealedFileWriter, openSealedFile, type SealedFileWriter } from '@holdover/sealed-store';

/** The documents of held jobs, one for each. Nothing of them is on a disk in clear. */
export interface Documents {
  /** One of that job must not exist. It is durable once `finish` resolved, and gone after `abort`. */
  create(id: JobId): Promise<SealedFileWriter>;
  /** @throws Fault `sealed-file-damaged` at the first part that is not as it was stored */
  read(id: JobId): AsyncIterable<Uint8Array>;
  /** Harmless where there is none. */
  remove(id: JobId): Promise<void>;
  /** What a power cut left behind goes. */
  keepOnly(ids: Iterable<JobId>): Promise<void>;
}

/** @param key 32 bytes */
export async function openDocuments(folder: string, key: Uint8Array): Promise<Documents> {
  await ensurePrivateFolder(folder);
  const fileOf = (id: JobId): string => join(folder, nameOf(id));
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

function nameOf(id: JobId): string {
  return `${id}.sealed`;
}
