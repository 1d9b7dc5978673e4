import type { FileHandle } from 'node:fs/promises';

/** Writes one behind the other: one batch is on its way to the disk while the next is put together. */
export interface BatchWriter {
  /** Resolves when there is room for more. Rejects, here or later, with what the disk said. */
  add(parts: readonly Uint8Array[]): Promise<void>;
  /** Everything is handed to the system; to be flushed once more. */
  end(): Promise<void>;
  /** Nothing is on its way any more; never rejects. */
  settled(): Promise<void>;
}

/** Between two flushes on the way: the disk then has little left to do when the last octet comes. */
const FLUSHED_BYTES = 32 * 1024 * 1024;

/** What is shorter is joined first: that costs less than to hand over many parts. */
const JOINED_BYTES = 64 * 1024;

/** @param bytes from which on a batch is written */
export function createBatchWriter(file: FileHandle, bytes: number): BatchWriter {
  let batch: Uint8Array[] = [];
  let length = 0;
  let position = 0;
  let flushedTo = 0;
  let writing: Promise<unknown> = Promise.resolve();
  let flushing: Promise<unknown> = Promise.resolve();

  const pass = async (): Promise<void> => {
    await writing;
    if (position - flushedTo >= FLUSHED_BYTES) {
      // What a flush once failed to write it does not report again: it fails the whole.
      await flushing;
      flushing = handled(file.datasync());
      flushedTo = position;
    }
    writing = handled(writeParts(file, batch, position));
    position += length;
    batch = [];
    length = 0;
  };
  return {
    async add(parts) {
      batch.push(...parts);
      length += lengthOf(parts);
      if (length >= bytes) await pass();
    },
    async end() {
      await pass();
      await Promise.all([writing, flushing]);
    },
    settled: async () => void (await Promise.allSettled([writing, flushing])),
  };
}

/** Whoever comes next is told; until then it is nobody's unhandled rejection. */
function handled<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}

export async function writeParts(file: FileHandle, parts: readonly Uint8Array[], position: number): Promise<void> {
  const length = lengthOf(parts);
  if (length <= JOINED_BYTES) return writeAll(file, Buffer.concat(parts), position);
  const { bytesWritten } = await file.writev(parts, position);
  if (bytesWritten === length) return;
  await writeAll(file, Buffer.concat(parts).subarray(bytesWritten), position + bytesWritten);
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}

export interface Range {
  readonly from: number;
  readonly to: number;
  /** In one batch. */
  readonly bytes: number;
}

/**
 * What is in the range, in batches that are all full but the last; the next is read while one is looked at.
 * A batch is good until the next one is asked for.
 */
export async function* readBatches(file: FileHandle, { from, to, bytes }: Range): AsyncGenerator<Uint8Array> {
  let [reading, looked] = [Buffer.allocUnsafeSlow(bytes), Buffer.allocUnsafeSlow(bytes)];
  const read = (at: number): Promise<Uint8Array> => {
    const batch = handled(readInto(reading.subarray(0, Math.min(bytes, to - at)), file, at));
    [reading, looked] = [looked, reading];
    return batch;
  };
  let next = read(from);
  try {
    for (let at = from; at < to; at += bytes) {
      const batch = await next;
      if (at + bytes < to) next = read(at + bytes);
      yield batch;
    }
  } finally {
    // Whoever closes the file must not do so under a read.
    await next.catch(() => undefined);
  }
}

/** As many bytes as there are, at most as many as fit. @returns the filled part */
export async function readInto(buffer: Buffer, file: FileHandle, position: number): Promise<Uint8Array> {
  let read = 0;
  while (read < buffer.length) {
    const { bytesRead } = await file.read(buffer, read, buffer.length - read, position + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return buffer.subarray(0, read);
}
