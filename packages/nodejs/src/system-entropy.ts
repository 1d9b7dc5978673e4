import { randomFillSync } from 'node:crypto';
import type { Entropy } from '@holdover/kernel';

export function createSystemEntropy(): Entropy {
  return { bytes: (length) => randomFillSync(new Uint8Array(length)) };
}
