import { createHash, createHmac } from 'node:crypto';
import type { Digest } from '@holdover/kernel';

/** The Digest port for tests of pure packages. */
export function createNodeDigest(): Digest {
  return {
    sha256: (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()),
    hmacSha256: (key, bytes) => new Uint8Array(createHmac('sha256', key).update(bytes).digest()),
  };
}
