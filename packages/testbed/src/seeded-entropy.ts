import { createHash } from 'node:crypto';
import type { Entropy } from '@holdover/kernel';

/** Bytes that look random and are the same for the same seed: SHA-256 in counter mode. */
export function createSeededEntropy(seed: string | number): Entropy {
  let block = 0;
  let pool = Buffer.alloc(0);
  return {
    bytes(length) {
      while (pool.length < length) {
        const next = createHash('sha256').update(`${seed}/${block++}`).digest();
        pool = Buffer.concat([pool, next]);
      }
      const taken = new Uint8Array(pool.subarray(0, length));
      pool = pool.subarray(length);
      return taken;
    },
  };
}
