import { IppFault, badRequest, tooLarge } from '../ipp-fault.ts';
import { createAssembler } from './assembler.ts';
import { decodeText, type TextReading } from './decode-value.ts';
import { REQUEST_LIMITS, type Limits } from './limits.ts';
import type { Header, Message } from './message.ts';
import { END_OF_ATTRIBUTES, LAST_DELIMITER } from './tags.ts';

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
  readonly text?: TextReading;
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
  const limits = options.limits ?? REQUEST_LIMITS;
  const reading = options.text ?? 'strict';
  const assembler = createAssembler(limits, reading);
  let buffer = new Uint8Array(1024);
  let filled = 0;
  let at = 0;
  /** Nothing can be read before this many octets are there. */
  let needed = HEADER_OCTETS;
  let header: Header | undefined;

  return { push: (chunk) => withHeader(() => push(chunk)), header: () => header };

  function push(chunk: Uint8Array): Decoded {
    append(chunk);
    if (header === undefined) {
      if (filled < HEADER_OCTETS) return { done: false };
      header = readHeader(buffer);
      at = HEADER_OCTETS;
      needed = at + 1;
      checkVersion(header);
    }
    while (filled >= needed) {
      if (at >= limits.headerBytes) throw tooLarge(`the attributes are longer than ${limits.headerBytes} octets`);
      if (buffer[at] === END_OF_ATTRIBUTES) {
        return { done: true, message: { ...header, groups: assembler.end() }, rest: buffer.slice(at + 1, filled) };
      }
      if (!token()) break;
    }
    if (needed > limits.headerBytes) throw tooLarge(`the attributes are longer than ${limits.headerBytes} octets`);
    return { done: false };
  }

  /** Consumes one delimiter or one attribute value; false when octets are missing, and `needed` says how many. */
  function token(): boolean {
    const tag = buffer[at] ?? 0;
    if (tag <= LAST_DELIMITER) {
      assembler.group(tag);
      at += 1;
      needed = at + 1;
      return true;
    }
    const nameLength = length(at + 1, limits.nameBytes, 'name');
    if (nameLength === undefined) return false;
    const valueAt = at + 3 + nameLength;
    const valueLength = length(valueAt, limits.valueBytes, 'value');
    if (valueLength === undefined) return false;
    const end = valueAt + 2 + valueLength;
    needed = end;
    if (filled < end) return false;
    if (end > limits.headerBytes) throw tooLarge(`the attributes are longer than ${limits.headerBytes} octets`);
    const name = decodeText(buffer.subarray(at + 3, valueAt), reading);
    assembler.value(tag, name, buffer.subarray(valueAt + 2, end));
    at = end;
    needed = at + 1;
    return true;
  }

  /** RFC 8010 §3.2: SIGNED-SHORT, so the high bit is an error and never a large number. */
  function length(offset: number, most: number, what: string): number | undefined {
    if (filled < offset + 2) {
      needed = offset + 2;
      return undefined;
    }
    const value = ((buffer[offset] ?? 0) << 8) | (buffer[offset + 1] ?? 0);
    if (value > 0x7fff) throw badRequest(`a ${what} length is negative`);
    if (value > most) throw tooLarge(`a ${what} of ${value} octets is longer than ${most}`);
    return value;
  }

  function append(chunk: Uint8Array): void {
    if (filled + chunk.length > buffer.length) {
      const larger = new Uint8Array(Math.max(2 * buffer.length, filled + chunk.length));
      larger.set(buffer.subarray(0, filled));
      buffer = larger;
    }
    buffer.set(chunk, filled);
    filled += chunk.length;
  }

  function withHeader(run: () => Decoded): Decoded {
    try {
      return run();
    } catch (fault) {
      if (!(fault instanceof IppFault)) throw fault;
      throw new IppFault({ status: fault.status, message: plain(fault), header, cause: fault });
    }
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

function plain(fault: IppFault): string {
  return fault.message.replace(` [${fault.code}]`, '');
}
