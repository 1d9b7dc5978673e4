import { toBase64Url, toHex, utf8, type Digest, type Entropy } from '@holdover/kernel';

/** 256 bits: found by no guessing, so a fast hash keeps it. */
const TOKEN_BYTES = 32;

export function newToken(entropy: Entropy): string {
  return toBase64Url(entropy.bytes(TOKEN_BYTES));
}

/** What is stored of a token. */
export function tokenHash(token: string, digest: Digest): string {
  return toHex(digest.sha256(utf8(token)));
}
