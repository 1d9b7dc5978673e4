import type { FileHandle } from 'node:fs/promises';

/** Writes one behind the other: one batch is on its way to the disk while the next is put together. */
export interface BatchWriter {
  /** Resolves when there is room for more. Rejects, here or later, with what the disk said. */
  add(part: Uint8Array): Promise<void>;
  /** Everything is handed to the system. */
  end(): Promise<void>;
  /** Nothing is on its way any more; never rejects. */
  settled(): Promise<void>;
}

/** @param bytes of one batch */
export function createBatchWriter(file: FileHandle, bytes: number): BatchWriter {
  let [filling, other] = [Buffer.allocUnsafeSlow(bytes), Buffer.allocUnsafeSlow(bytes)];
  let filled = 0;
  let position = 0;
  let writing: Promise<void> = Promise.resolve();

  const flush = async (): Promise<void> => {
    await writing;
    writing = writeAll(file, filling.subarray(0, filled), position);
    // Whoever comes next is told; until then it is nobody's unhandled rejection.
    writing.catch(() => undefined);
    [filling, other] = [other, filling];
    position += filled;
    filled = 0;
  };
  return {
    async add(part) {
      for (let at = 0; at < part.length;) {
        const piece = part.subarray(at, at + bytes - filled);
        filling.set(piece, filled);
        filled += piece.length;
        at += piece.length;
        if (filled === bytes) await flush();
      }
    },
    async end() {
      await flush();
      await writing;
    },
    settled: () => writing.catch(() => undefined),
  };
}

export async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
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
    const batch = readInto(reading.subarray(0, Math.min(bytes, to - at)), file, at);
    batch.catch(() => undefined);
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
