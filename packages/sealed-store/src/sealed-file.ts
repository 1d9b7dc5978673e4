import { randomBytes } from 'node:crypto';
import { open, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createBatchWriter, readBatches, readInto } from './batched-file.ts';
import {
  CHUNK_BYTES,
  damaged,
  fileKey,
  header,
  HEADER_BYTES,
  openChunk,
  readHeader,
  SALT_BYTES,
  sealChunk,
  TAG_BYTES,
} from './sealed-chunks.ts';
import { syncFolder } from './sync-folder.ts';

const SEALED_CHUNK = CHUNK_BYTES + TAG_BYTES;
/** Read and written at once: fewer and larger calls, and the disk works while the next ones are sealed or opened. */
const BATCH_CHUNKS = 8;
const BATCH_BYTES = BATCH_CHUNKS * SEALED_CHUNK;

export interface SealedFileOptions {
  readonly file: string;
  /** The machine key, 32 bytes; every file gets a key of its own from it. */
  readonly key: Uint8Array;
  /** What the file is, such as the job's id: under another context it does not open. */
  readonly context: string;
}

/** One file being written. Calls follow one another: each is awaited before the next. */
export interface SealedFileWriter {
  write(bytes: Uint8Array): Promise<void>;
  /** Seals the last chunk and flushes file and folder. @returns plaintext bytes in all */
  finish(): Promise<number>;
  /** Removes what was written; harmless after `finish`. */
  abort(): Promise<void>;
}

export interface SealedFile {
  /** Plaintext bytes. */
  readonly size: number;
  /**
   * Every chunk is authenticated before it is handed out; that the file is whole is known when the last one was.
   * @throws Fault `sealed-file-damaged` at the first chunk that is not authentic
   */
  chunks(): AsyncGenerator<Uint8Array>;
}

/** Makes the file, mode 0600; one of that name must not exist. Holds two batches of chunks in memory. */
export async function createSealedFileWriter({ file, key, context }: SealedFileOptions): Promise<SealedFileWriter> {
  const salt = randomBytes(SALT_BYTES);
  const ownKey = fileKey(key, salt, context);
  const handle = await open(file, 'wx', 0o600);
  const output = createBatchWriter(handle, BATCH_BYTES);
  const pending = new Uint8Array(CHUNK_BYTES);
  let filled = 0;
  let number = 0;
  let total = 0;
  let finished = false;

  // A full chunk is sealed only when a further byte arrives: until then it may be the last.
  const seal = (last: boolean): Promise<void> => {
    const sealed = sealChunk(ownKey, { number, last }, pending.subarray(0, filled));
    number += 1;
    filled = 0;
    return output.add(sealed);
  };
  await output.add([header(salt)]);

  return {
    write: async (bytes) => {
      for (let at = 0; at < bytes.length;) {
        if (filled === CHUNK_BYTES) await seal(false);
        const part = bytes.subarray(at, at + CHUNK_BYTES - filled);
        pending.set(part, filled);
        filled += part.length;
        at += part.length;
      }
      total += bytes.length;
    },
    finish: async () => {
      await seal(true);
      await output.end();
      await handle.sync();
      await handle.close();
      finished = true;
      pending.fill(0);
      await syncFolder(dirname(file));
      return total;
    },
    abort: async () => {
      if (finished) return;
      finished = true;
      pending.fill(0);
      await output.settled();
      await handle.close();
      await rm(file, { force: true });
    },
  };
}

/** @throws Fault `sealed-file-damaged`, `sealed-file-newer`; what the file system says when there is none */
export async function openSealedFile({ file, key, context }: SealedFileOptions): Promise<SealedFile> {
  const { size: sealedBytes } = await stat(file);
  const salt = await withFile(file, async (handle) =>
    readHeader(await readInto(Buffer.alloc(HEADER_BYTES), handle, 0)),
  );
  const ownKey = fileKey(key, salt, context);
  const bodyBytes = sealedBytes - HEADER_BYTES;
  const count = Math.ceil(bodyBytes / SEALED_CHUNK);
  if (count === 0) throw damaged('is cut off');

  return {
    size: bodyBytes - count * TAG_BYTES,
    chunks: async function* () {
      const handle = await open(file, 'r');
      const input = readBatches(handle, { from: HEADER_BYTES, to: sealedBytes, bytes: BATCH_BYTES });
      let number = 0;
      try {
        for await (const batch of input) {
          for (let at = 0; at < batch.length; at += SEALED_CHUNK, number += 1) {
            yield openChunk(ownKey, { number, last: number === count - 1 }, batch.subarray(at, at + SEALED_CHUNK));
          }
        }
        if (number < count) throw damaged('is cut off');
      } finally {
        await handle.close();
      }
    },
  };
}

async function withFile<T>(file: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(file, 'r');
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}
