import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { concatBytes, Fault, fromUtf8, utf8 } from '@holdover/kernel';

/** A key that seals values at rest, with the name a reader finds it by. */
export interface SealingKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FORMAT = 1;

/** HKDF-SHA-256 (RFC 5869) without salt: one 32-byte key a label from one master key. */
export function deriveKey(master: Uint8Array, label: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hkdfSync('sha256', master, new Uint8Array(0), utf8(label), KEY_BYTES));
}

/** `HMAC-SHA-256(key, stretched)`: what a store is searched by; without the key it tells nothing. */
export function keyedLookup(key: Uint8Array, stretched: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHmac('sha256', key).update(stretched).digest());
}

/**
 * AES-256-GCM. Layout: format 1 ‖ length of key id ‖ key id ‖ nonce (12, random) ‖ ciphertext ‖ tag (16).
 * The bytes before the nonce are authenticated together with `associated`.
 * Random nonces bound one key to 2^32 values (NIST SP 800-38D §8.3).
 */
export function seal(key: SealingKey, plaintext: Uint8Array, associated: Uint8Array): Uint8Array<ArrayBuffer> {
  const id = utf8(key.id);
  const header = concatBytes([Uint8Array.of(FORMAT, id.length), id]);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key.key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(concatBytes([header, associated]));
  return concatBytes([header, nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/**
 * @param keyFor the key of that id, or undefined when it is not held
 * @throws Fault `sealed-value-damaged` (changed, cut, or for another purpose), `sealing-key-unknown`, `sealed-value-newer`
 */
export function open(
  keyFor: (id: string) => Uint8Array | undefined,
  sealed: Uint8Array,
  associated: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const { id, header, nonce, ciphertext, tag } = parse(sealed);
  const key = keyFor(id);
  if (key === undefined)
    throw fault('sealing-key-unknown', `A value is sealed under key ${id}, which is not held here`);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(concatBytes([header, associated]));
  decipher.setAuthTag(tag);
  try {
    return concatBytes([decipher.update(ciphertext), decipher.final()]);
  } catch (cause) {
    throw fault('sealed-value-damaged', 'A sealed value does not open', cause);
  }
}

function parse(sealed: Uint8Array) {
  const [format, idLength] = sealed;
  if (format === undefined || idLength === undefined || format === 0) throw damaged();
  if (format > FORMAT)
    throw fault('sealed-value-newer', `A sealed value has format ${format}; this program knows ${FORMAT}`);
  const bodyAt = 2 + idLength + NONCE_BYTES;
  if (sealed.length < bodyAt + TAG_BYTES) throw damaged();
  return {
    id: readId(sealed.subarray(2, 2 + idLength)),
    header: sealed.subarray(0, 2 + idLength),
    nonce: sealed.subarray(2 + idLength, bodyAt),
    ciphertext: sealed.subarray(bodyAt, sealed.length - TAG_BYTES),
    tag: sealed.subarray(sealed.length - TAG_BYTES),
  };
}

function readId(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch {
    throw damaged();
  }
}

const damaged = (): Fault => fault('sealed-value-damaged', 'A sealed value is cut off or has no format');

function fault(code: string, message: string, cause?: unknown): Fault {
  return new Fault({ owner: 'environment', code, message, cause });
}
