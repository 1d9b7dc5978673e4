import { createSecretKey } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { concatBytes, Fault } from '@holdover/kernel';
import { isSegment, openSegments, unlessGone, type DocumentSegments } from './document-segments.ts';
import { CHUNK_BYTES, damaged } from './sealed-chunks.ts';
import { createSealedFileWriter, openSealedFile, type SealedFileWriter } from './sealed-file.ts';

/** Documents by the id of what they belong to, one for each. Nothing of them is on a disk in clear. */
export interface Documents<I extends string> {
  /** One of that id must not exist. It is durable once `finish` resolved, and gone after `abort`. */
  create(id: I): Promise<SealedFileWriter>;
  /** @throws Fault `sealed-file-damaged` where there is none, and at the first part that is not as it was stored */
  read(id: I): AsyncIterable<Uint8Array>;
  /** Harmless where there is none. */
  remove(id: I): Promise<void>;
  /** What a power cut left behind goes. */
  keepOnly(ids: Iterable<I>): Promise<void>;
}

/**
 * The folder is made where there is none, for its owner alone. An id is part of a file name. Before anything is removed `keepOnly`
 * has to have said, at every start, what is not to be found again.
 *
 * Documents of up to 64 KiB lie together in segments, and those that are finished at the same time are flushed at once;
 * a larger one is a file of its own.
 * @param key 32 bytes
 */
export async function openDocuments<I extends string>(folder: string, key: Uint8Array): Promise<Documents<I>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const segments = await openSegments({ folder, key: createSecretKey(key) });
  const fileOf = (id: I): string => join(folder, nameOf(id));
  const startFile = (id: I): Promise<SealedFileWriter> =>
    createSealedFileWriter({ file: fileOf(id), key, context: id });
  return {
    async create(id) {
      if (segments.has(id)) throw taken(id);
      return new DocumentWriter(segments, id, () => startFile(id));
    },
    async *read(id) {
      if (segments.has(id)) {
        yield await segments.read(id);
        return;
      }
      const file = await openSealedFile({ file: fileOf(id), key, context: id }).catch(unlessGone);
      if (file === undefined) throw damaged('is not there');
      yield* file.chunks();
    },
    remove: (id) => (segments.has(id) ? segments.remove(id) : rm(fileOf(id), { force: true })),
    async keepOnly(ids) {
      const known = new Set<string>(ids);
      await segments.keepOnly(known);
      const files = new Set([...known].map(nameOf));
      for (const file of await readdir(folder)) {
        if (!files.has(file) && !isSegment(file)) await rm(join(folder, file), { force: true });
      }
    },
  };
}

/** Invariant: holds one chunk at most; what is larger than that went on to a file. */
class DocumentWriter implements SealedFileWriter {
  readonly #segments: DocumentSegments;
  readonly #id: string;
  readonly #startFile: () => Promise<SealedFileWriter>;
  #held: Uint8Array[] = [];
  #length = 0;
  #file: SealedFileWriter | undefined;

  constructor(segments: DocumentSegments, id: string, startFile: () => Promise<SealedFileWriter>) {
    this.#segments = segments;
    this.#id = id;
    this.#startFile = startFile;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#file !== undefined) return this.#file.write(bytes);
    this.#length += bytes.length;
    if (this.#length <= CHUNK_BYTES) {
      // A copy: the sender may use its buffer again.
      this.#held.push(bytes.slice());
      return;
    }
    this.#file = await this.#startFile();
    for (const part of [...this.#held.splice(0), bytes]) await this.#file.write(part);
  }

  async finish(): Promise<number> {
    if (this.#file !== undefined) return this.#file.finish();
    await this.#segments.add(this.#id, concatBytes(this.#held.splice(0)));
    return this.#length;
  }

  async abort(): Promise<void> {
    this.#held = [];
    await this.#file?.abort();
  }
}

function nameOf(id: string): string {
  return `${id}.sealed`;
}

function taken(id: string): Fault {
  return new Fault({ owner: 'ours', code: 'invariant-broken', message: `There is a document of ${id} already` });
}
