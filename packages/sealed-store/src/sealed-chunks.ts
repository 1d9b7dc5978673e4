import { createCipheriv, createDecipheriv, hkdfSync, type KeyObject } from 'node:crypto';
import { concatBytes, Fault, utf8 } from '@holdover/kernel';

/*
 * STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015) over AES-256-GCM, as age and Tink lay it out:
 *
 *   magic "HSF" ‖ format 1 ‖ salt (32) ‖ chunk 0 ‖ chunk 1 ‖ … ‖ last chunk
 *   file key  HKDF-SHA-256(machine key, salt, "holdover sealed file 1" ‖ 00 ‖ context)
 *   chunk     ciphertext (64 KiB, the last one 0 to 64 KiB) ‖ tag (16)
 *   nonce     number of the chunk (11 bytes, big-endian) ‖ 01 for the last chunk, else 00
 *
 * Invariant: a chunk opens only in its place, in its file, under its context, and only the true last chunk opens as the last;
 * so cut, reordered, doubled and swapped chunks are all one failure of authentication. Only an empty file has an empty chunk.
 */

export const CHUNK_BYTES = 65_536;
export const TAG_BYTES = 16;
export const SALT_BYTES = 32;

const MAGIC = utf8('HSF');
const FORMAT = 1;
export const HEADER_BYTES = MAGIC.length + 1 + SALT_BYTES;

const KEY_BYTES = 32;
const NONCE_BYTES = 12;

export interface Chunk {
  readonly number: number;
  readonly last: boolean;
}

/** @param machineKey 32 bytes; as a KeyObject it is not taken in anew each time */
export function fileKey(machineKey: Uint8Array | KeyObject, salt: Uint8Array, context: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', machineKey, salt, utf8(`holdover sealed file 1\0${context}`), KEY_BYTES));
}

export function header(salt: Uint8Array): Uint8Array {
  return concatBytes([MAGIC, Uint8Array.of(FORMAT), salt]);
}

/** The salt. @throws Fault `sealed-file-damaged`, `sealed-file-newer` */
export function readHeader(bytes: Uint8Array): Uint8Array {
  if (bytes.length < HEADER_BYTES || MAGIC.some((byte, i) => bytes[i] !== byte)) throw damaged('has no header');
  const format = bytes[MAGIC.length] ?? 0;
  if (format === 0) throw damaged('has no header');
  if (format > FORMAT) {
    throw new Fault({
      owner: 'environment',
      code: 'sealed-file-newer',
      message: `A sealed file has format ${format}; this program knows ${FORMAT}`,
    });
  }
  return bytes.slice(MAGIC.length + 1, HEADER_BYTES);
}

/** @returns the sealed chunk in parts, for a writer that takes them so */
export function sealChunk(key: Uint8Array, chunk: Chunk, plaintext: Uint8Array): readonly Uint8Array[] {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(chunk), { authTagLength: TAG_BYTES });
  const sealed = cipher.update(plaintext);
  // GCM is a stream: nothing is left for the end.
  cipher.final();
  return [sealed, cipher.getAuthTag()];
}

/** @throws Fault `sealed-file-damaged` */
export function openChunk(key: Uint8Array, chunk: Chunk, sealed: Uint8Array): Uint8Array {
  const bodyBytes = sealed.length - TAG_BYTES;
  if (bodyBytes < 0 || (bodyBytes === 0 && chunk.number > 0)) throw damaged('is cut off');
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(chunk), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(sealed.subarray(bodyBytes));
  try {
    const opened = decipher.update(sealed.subarray(0, bodyBytes));
    decipher.final();
    return opened;
  } catch (cause) {
    throw damaged(`does not open at chunk ${chunk.number}: it was changed or cut off, or belongs elsewhere`, cause);
  }
}

export function damaged(what: string, cause?: unknown): Fault {
  return new Fault({ owner: 'environment', code: 'sealed-file-damaged', message: `A sealed file ${what}`, cause });
}

function nonceOf({ number, last }: Chunk): Uint8Array {
  const nonce = Buffer.alloc(NONCE_BYTES);
  // Six bytes hold every number a file can reach; the upper five of the eleven stay zero.
  nonce.writeUIntBE(number, 5, 6);
  nonce[NONCE_BYTES - 1] = last ? 1 : 0;
  return nonce;
}
