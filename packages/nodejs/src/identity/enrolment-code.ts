import { createHash } from 'node:crypto';
import { concatBytes, equalBytes, Fault, fromUtf8, utf8 } from '@holdover/kernel';

/** What a terminal must know before it can trust anything. */
export interface EnrolmentCode {
  readonly host: string;
  readonly enrolmentPort: number;
  readonly gatewayPort: number;
  /** SHA-256 of the authority's SubjectPublicKeyInfo. */
  readonly authorityHash: Uint8Array;
  /** 128 bits, good for one enrolment. */
  readonly secret: Uint8Array;
}

const VERSION = 1;
const HASH_BYTES = 32;
const SECRET_BYTES = 16;
const CHECK_BYTES = 3;
const HOST_MOST = 253;
const GROUP = 5;

/** Crockford's base 32: no I, L, O or U, so that a code read aloud or copied by hand comes back as itself. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Layout: version 1 ‖ enrolment port (2, big-endian) ‖ gateway port (2) ‖ authority hash (32) ‖ secret (16) ‖ host (UTF-8) ‖
 * first 3 bytes of the SHA-256 of all before. Written in base 32 in groups of five.
 * @throws Fault `enrolment-code-impossible` for a host or port that does not fit
 */
export function encodeEnrolmentCode(code: EnrolmentCode): string {
  const host = utf8(code.host);
  if (host.length === 0 || host.length > HOST_MOST) throw impossible(`host must have 1 to ${HOST_MOST} bytes`);
  const body = concatBytes([
    Uint8Array.of(VERSION),
    portBytes(code.enrolmentPort),
    portBytes(code.gatewayPort),
    exactly(code.authorityHash, HASH_BYTES),
    exactly(code.secret, SECRET_BYTES),
    host,
  ]);
  return toGroups(toBase32(concatBytes([body, checkOf(body)])));
}

/**
 * Accepts lower case, any spaces and dashes, and O, I, L for 0, 1, 1.
 * @throws Fault `enrolment-code-mistyped`, `enrolment-code-newer`
 */
export function decodeEnrolmentCode(text: string): EnrolmentCode {
  const bytes = fromBase32(text.toUpperCase().replaceAll(/[\s-]/g, ''));
  const hostAt = 5 + HASH_BYTES + SECRET_BYTES;
  if (bytes === undefined || bytes.length < hostAt + 1 + CHECK_BYTES) throw mistyped();
  const body = bytes.subarray(0, -CHECK_BYTES);
  if (!equalBytes(checkOf(body), bytes.subarray(-CHECK_BYTES))) throw mistyped();
  if (body[0] !== VERSION) {
    throw new Fault({
      owner: 'caller',
      code: 'enrolment-code-newer',
      message: `The enrolment code has version ${body[0]}; this program knows ${VERSION}`,
    });
  }
  return {
    enrolmentPort: portAt(body, 1),
    gatewayPort: portAt(body, 3),
    authorityHash: body.slice(5, 5 + HASH_BYTES),
    secret: body.slice(5 + HASH_BYTES, hostAt),
    host: hostOf(body.subarray(hostAt)),
  };
}

function toBase32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    held += 8;
    while (held >= 5) {
      held -= 5;
      text += ALPHABET.charAt(bits >> held);
      bits &= (1 << held) - 1;
    }
  }
  return held === 0 ? text : text + ALPHABET.charAt(bits << (5 - held));
}

/** Undefined for foreign letters, an impossible length, or left-over bits that are not zero. */
function fromBase32(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const letter of text.replaceAll('O', '0').replaceAll(/[IL]/g, '1')) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return undefined;
    bits = (bits << 5) | value;
    held += 5;
    if (held >= 8) {
      held -= 8;
      bytes.push(bits >> held);
      bits &= (1 << held) - 1;
    }
  }
  return held < 5 && bits === 0 ? Uint8Array.from(bytes) : undefined;
}

const toGroups = (text: string): string => text.replaceAll(new RegExp(`.{${GROUP}}(?=.)`, 'g'), '$&-');

function checkOf(body: Uint8Array): Uint8Array {
  return createHash('sha256').update(body).digest().subarray(0, CHECK_BYTES);
}

function portBytes(port: number): Uint8Array {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw impossible(`port ${port} is not within 1 to 65535`);
  return Uint8Array.of(port >> 8, port & 0xff);
}

const portAt = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

function exactly(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length !== length) throw impossible(`a part has ${bytes.length} bytes instead of ${length}`);
  return bytes;
}

function hostOf(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch {
    throw mistyped();
  }
}

const impossible = (why: string): Fault =>
  new Fault({ owner: 'ours', code: 'enrolment-code-impossible', message: `No enrolment code can be made: ${why}` });

const mistyped = (): Fault =>
  new Fault({
    owner: 'caller',
    code: 'enrolment-code-mistyped',
    message: 'The enrolment code is incomplete or has a typing error',
  });
