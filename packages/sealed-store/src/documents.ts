import { createSecretKey } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@holdover/kernel';
import { createChunkBuffers, type ChunkBuffers } from './chunk-buffers.ts';
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
  const buffers = createChunkBuffers();
  const fileOf = (id: I): string => join(folder, nameOf(id));
  const startFile = (id: I): Promise<SealedFileWriter> =>
    createSealedFileWriter({ file: fileOf(id), key, context: id });
  return {
    async create(id) {
      if (segments.has(id)) throw taken(id);
      return new DocumentWriter({ segments, buffers, id, startFile: () => startFile(id) });
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

interface WriterOptions {
  readonly segments: DocumentSegments;
  readonly buffers: ChunkBuffers;
  readonly id: string;
  readonly startFile: () => Promise<SealedFileWriter>;
}

/** Invariant: holds one chunk at most; what is larger than that went on to a file. What it held is overwritten. */
class DocumentWriter implements SealedFileWriter {
  readonly #options: WriterOptions;
  #held: Uint8Array | undefined;
  #length = 0;
  #file: SealedFileWriter | undefined;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#file !== undefined) return this.#file.write(bytes);
    if (this.#length + bytes.length <= CHUNK_BYTES) {
      this.#held ??= this.#options.buffers.take();
      this.#held.set(bytes, this.#length);
      this.#length += bytes.length;
      return;
    }
    const file = await this.#options.startFile();
    this.#file = file;
    if (this.#held !== undefined) await file.write(this.#held.subarray(0, this.#length));
    this.#letGo();
    await file.write(bytes);
  }

  async finish(): Promise<number> {
    if (this.#file !== undefined) return this.#file.finish();
    const added = this.#options.segments.add(this.#options.id, this.#held?.subarray(0, this.#length) ?? NOTHING);
    // It was sealed at once; only the flush is waited for.
    this.#letGo();
    await added;
    return this.#length;
  }

  async abort(): Promise<void> {
    this.#letGo();
    await this.#file?.abort();
  }

  #letGo(): void {
    if (this.#held !== undefined) this.#options.buffers.giveBack(this.#held, this.#length);
    this.#held = undefined;
  }
}

const NOTHING = new Uint8Array(0);

function nameOf(id: string): string {
  return `${id}.sealed`;
}

function taken(id: string): Fault {
  return new Fault({ owner: 'ours', code: 'invariant-broken', message: `There is a document of ${id} already` });
}
