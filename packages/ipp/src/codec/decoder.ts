import { IppFault, badRequest, tooLarge } from '../ipp-fault.ts';
import { createAssembler, type Assembler } from './assembler.ts';
import { decodeName, type Reading } from './decode-value.ts';
import { REQUEST_LIMITS, type Limits } from './limits.ts';
import type { Header, Message } from './message.ts';
import { END_OF_ATTRIBUTES, FIRST_VALUE_TAG } from './tags.ts';

/*
 * RFC 8010 §3.1
 *   version-number    2 octets
 *   operation-id / status-code  2 octets
 *   request-id        4 octets
 *   attribute-group*  delimiter tag, then attributes
 *   end-of-attributes-tag  0x03
 *   data              whatever follows
 * §3.1.4 an attribute or one more value of it:
 *   value-tag 1 · name-length 2 · name · value-length 2 · value
 */

export interface DecoderOptions {
  readonly limits?: Limits;
  /** Strict unless told. */
  readonly reading?: Reading;
}

export type Decoded =
  | { readonly done: false }
  /** `rest` is the beginning of the document data. */
  | { readonly done: true; readonly message: Message; readonly rest: Uint8Array };

export interface Decoder {
  /**
   * Takes the next octets. Work is linear in what was pushed, however it was cut.
   * Throws IppFault: bad request, entity too large, version not supported. After a throw or `done` it is spent.
   */
  push(chunk: Uint8Array): Decoded;
  /** The first eight octets, once they are there. */
  header(): Header | undefined;
}

const HEADER_OCTETS = 8;

/** Reads one message incrementally, within limits. */
export function createDecoder(options: DecoderOptions = {}): Decoder {
  return new MessageDecoder(options.limits ?? REQUEST_LIMITS, options.reading ?? 'strict');
}

/** Invariant: `at` is where the next token begins, and nothing can be read before `needed` octets are there. */
class MessageDecoder implements Decoder {
  readonly #limits: Limits;
  readonly #reading: Reading;
  readonly #assembler: Assembler;
  #buffer = new Uint8Array(0);
  #filled = 0;
  #at = 0;
  #needed = HEADER_OCTETS;
  #header: Header | undefined;

  constructor(limits: Limits, reading: Reading) {
    this.#limits = limits;
    this.#reading = reading;
    this.#assembler = createAssembler(limits, reading);
  }

  header(): Header | undefined {
    return this.#header;
  }

  push(chunk: Uint8Array): Decoded {
    try {
      this.#append(chunk);
      return this.#read();
    } catch (fault) {
      if (!(fault instanceof IppFault)) throw fault;
      throw fault.answering(this.#header);
    }
  }

  #read(): Decoded {
    if (this.#header === undefined) {
      if (this.#filled < HEADER_OCTETS) return { done: false };
      this.#header = readHeader(this.#buffer);
      this.#moveTo(HEADER_OCTETS);
      checkVersion(this.#header);
    }
    while (this.#filled >= this.#needed) {
      this.#checkLength(this.#at + 1);
      if (this.#buffer[this.#at] === END_OF_ATTRIBUTES) {
        const message = { ...this.#header, groups: this.#assembler.end() };
        return { done: true, message, rest: this.#buffer.slice(this.#at + 1, this.#filled) };
      }
      if (!this.#token()) break;
    }
    this.#checkLength(this.#needed);
    return { done: false };
  }

  /** Consumes one delimiter or one attribute value; false when octets are missing. */
  #token(): boolean {
    const tag = this.#buffer[this.#at] ?? 0;
    if (tag < FIRST_VALUE_TAG) {
      this.#assembler.group(tag);
      this.#moveTo(this.#at + 1);
      return true;
    }
    const nameAt = this.#at + 3;
    const nameLength = this.#length(this.#at + 1, this.#limits.nameBytes, 'name');
    if (nameLength === undefined) return false;
    const valueAt = nameAt + nameLength + 2;
    const valueLength = this.#length(valueAt - 2, this.#limits.valueBytes, 'value');
    if (valueLength === undefined) return false;
    const end = valueAt + valueLength;
    this.#needed = end;
    if (this.#filled < end) return false;
    this.#checkLength(end);
    const name = this.#buffer.subarray(nameAt, nameAt + nameLength);
    this.#assembler.value(
      tag,
      nameLength === 0 ? '' : decodeName(name, this.#reading),
      this.#buffer.subarray(valueAt, end),
    );
    this.#moveTo(end);
    return true;
  }

  /** RFC 8010 §3.2: SIGNED-SHORT, so the high bit is an error and never a large number. */
  #length(offset: number, most: number, what: string): number | undefined {
    this.#checkLength(offset + 2);
    if (this.#filled < offset + 2) {
      this.#needed = offset + 2;
      return undefined;
    }
    const value = ((this.#buffer[offset] ?? 0) << 8) | (this.#buffer[offset + 1] ?? 0);
    if (value > 0x7fff) throw badRequest(`a ${what} length is negative`);
    if (value > most) throw tooLarge(`a ${what} of ${value} octets is longer than ${most}`);
    return value;
  }

  #moveTo(offset: number): void {
    this.#at = offset;
    this.#needed = offset + 1;
  }

  #checkLength(end: number): void {
    const most = this.#limits.headerBytes;
    if (end > most) throw tooLarge(`the attributes are longer than ${most} octets`);
  }

  #append(chunk: Uint8Array): void {
    const end = this.#filled + chunk.length;
    if (end > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(2 * this.#buffer.length, end));
      larger.set(this.#buffer.subarray(0, this.#filled));
      this.#buffer = larger;
    }
    this.#buffer.set(chunk, this.#filled);
    this.#filled = end;
  }
}

/** The whole message at once; octets missing at the end are a bad request. */
export function decodeMessage(bytes: Uint8Array, options: DecoderOptions = {}): { message: Message; rest: Uint8Array } {
  const decoder = createDecoder(options);
  const decoded = decoder.push(bytes);
  if (!decoded.done) throw badRequest('the message ends within its attributes', decoder.header());
  return decoded;
}

function readHeader(bytes: Uint8Array): Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_OCTETS);
  return {
    version: { major: view.getUint8(0), minor: view.getUint8(1) },
    code: view.getUint16(2),
    requestId: view.getInt32(4),
  };
}

/** RFC 8011 §4.1.8: another major version may be encoded otherwise, so nothing behind it is read. */
function checkVersion(header: Header): void {
  const { major, minor } = header.version;
  if (major === 1 || major === 2) return;
  throw new IppFault({
    status: 'server-error-version-not-supported',
    message: `IPP version ${major}.${minor} is not supported`,
    header,
  });
}
