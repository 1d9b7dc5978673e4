import { CHUNK_BYTES } from './sealed-chunks.ts';

/** Buffers of one chunk that are used again. Invariant: none that waits holds a byte of a document. */
export interface ChunkBuffers {
  take(): Uint8Array;
  /** @param used octets from its beginning that were written */
  giveBack(buffer: Uint8Array, used: number): void;
}

/** Enough for those who send at the same time. */
const MOST_SPARE = 16;

export function createChunkBuffers(): ChunkBuffers {
  const spare: Uint8Array[] = [];
  return {
    take: () => spare.pop() ?? new Uint8Array(CHUNK_BYTES),
    giveBack(buffer, used) {
      buffer.fill(0, 0, used);
      if (spare.length < MOST_SPARE) spare.push(buffer);
    },
  };
}
