import { randomBytes } from 'node:crypto';
import { open, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { concatBytes } from '@holdover/kernel';
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
  chunks(): AsyncGenerator<Uint8Array<ArrayBuffer>>;
}

/** Makes the file, mode 0600; one of that name must not exist. Holds one chunk in memory. */
export async function createSealedFileWriter({ file, key, context }: SealedFileOptions): Promise<SealedFileWriter> {
  const salt = randomBytes(SALT_BYTES);
  const ownKey = fileKey(key, salt, context);
  const handle = await open(file, 'wx', 0o600);
  await handle.writeFile(header(salt));

  const pending = new Uint8Array(CHUNK_BYTES);
  let filled = 0;
  let number = 0;
  let total = 0;
  let finished = false;

  // A full chunk is sealed only when a further byte arrives: until then it may be the last.
  const flush = async (last: boolean): Promise<void> => {
    await handle.writeFile(concatBytes(sealChunk(ownKey, { number, last }, pending.subarray(0, filled))));
    number += 1;
    filled = 0;
  };

  return {
    write: async (bytes) => {
      for (let at = 0; at < bytes.length;) {
        if (filled === CHUNK_BYTES) await flush(false);
        const part = bytes.subarray(at, at + CHUNK_BYTES - filled);
        pending.set(part, filled);
        filled += part.length;
        at += part.length;
      }
      total += bytes.length;
    },
    finish: async () => {
      await flush(true);
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
      await handle.close();
      await rm(file, { force: true });
    },
  };
}

/** @throws Fault `sealed-file-damaged`, `sealed-file-newer`; what the file system says when there is none */
export async function openSealedFile({ file, key, context }: SealedFileOptions): Promise<SealedFile> {
  const { size: sealedBytes } = await stat(file);
  const salt = await withFile(file, async (handle) => readHeader(await readAt(handle, 0, HEADER_BYTES)));
  const ownKey = fileKey(key, salt, context);
  const bodyBytes = sealedBytes - HEADER_BYTES;
  const count = Math.ceil(bodyBytes / (CHUNK_BYTES + TAG_BYTES));
  if (count === 0) throw damaged('is cut off');

  return {
    size: bodyBytes - count * TAG_BYTES,
    chunks: async function* () {
      const handle = await open(file, 'r');
      try {
        for (let number = 0; number < count; number++) {
          const sealed = await readAt(
            handle,
            HEADER_BYTES + number * (CHUNK_BYTES + TAG_BYTES),
            CHUNK_BYTES + TAG_BYTES,
          );
          yield openChunk(ownKey, { number, last: number === count - 1 }, sealed);
        }
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

/** As many bytes as there are, at most `length`. */
async function readAt(handle: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await handle.read(bytes, read, length - read, position + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return bytes.subarray(0, read);
}
