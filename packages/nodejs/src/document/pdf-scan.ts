import { inflateSync } from 'node:zlib';
import type { DocumentScan } from './count-pages.ts';

/** A dictionary is met within this; what is behind is stream data and kept only for object streams. */
const DICTIONARY = 8 * 1024;
/** ISO 32000-1 §7.5.7: object streams hold many small dictionaries; real ones stay far below. */
const OBJECT_STREAM = 8 * 1024 * 1024;
const INFLATED = 32 * 1024 * 1024;
/** Object numbers and offsets at the head of an object stream. */
const HEADS = 256 * 1024;
/** All that is inflated of one document: a bomb of many small streams costs no more than this. */
const INFLATED_IN_ALL = 256 * 1024 * 1024;

const END = Buffer.from('endobj');
const PAGE = /\/Type\s*\/Page(?![A-Za-z])/;
const OBJECT_HEAD = /(\d{1,10})\s+\d{1,5}\s+obj\b/;

/**
 * Counts page objects (ISO 32000-1 §7.7.3.3), plain and in object streams. An object that is written again by an
 * incremental update counts once, as what it was last. No cross-reference is followed: damaged files count too.
 */
export function createPdfScan(): DocumentScan {
  return new PdfScan();
}

class PdfScan implements DocumentScan {
  readonly #pages = new Set<number>();
  #held: Buffer = Buffer.alloc(0);
  #searched = 0;
  /** Octets of the present object that were let go because it is no object stream. */
  #dropped = false;
  #inflated = 0;

  push(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    for (;;) {
      const end = this.#held.indexOf(END, this.#searched);
      if (end < 0) break;
      this.#object(this.#held.subarray(0, end));
      this.#held = this.#held.subarray(end + END.length);
      this.#searched = 0;
      this.#dropped = false;
    }
    this.#trim();
  }

  end(): { pages: number | undefined; color: boolean | undefined } {
    const pages = this.#pages.size;
    return { pages: pages === 0 ? undefined : pages, color: undefined };
  }

  /** Lets go of stream data, so that a document of any size is read in bounded memory. */
  #trim(): void {
    const mayBeObjectStream = this.#held.subarray(0, DICTIONARY).includes('/ObjStm');
    const most = mayBeObjectStream && !this.#dropped ? OBJECT_STREAM : 2 * DICTIONARY;
    if (this.#held.length > most) {
      const head = this.#held.subarray(0, DICTIONARY);
      // The last octets may be the beginning of `endobj`.
      this.#held = Buffer.concat([head, this.#held.subarray(-END.length)]);
      this.#dropped = true;
    }
    this.#searched = Math.max(0, this.#held.length - END.length + 1);
  }

  #object(bytes: Buffer): void {
    const text = bytes.subarray(0, DICTIONARY).toString('latin1');
    const head = OBJECT_HEAD.exec(text);
    if (head === null) return;
    const start = head.index + head[0].length;
    const streamAt = text.indexOf('stream', start);
    const dictionary = streamAt < 0 ? text.slice(start) : text.slice(start, streamAt);
    this.#see(Number(head[1]), dictionary);
    if (streamAt < 0 || this.#dropped || !/\/Type\s*\/ObjStm\b/.test(dictionary)) return;
    this.#objectStream(dictionary, bytes.subarray(streamAt + 'stream'.length));
  }

  #objectStream(dictionary: string, stream: Buffer): void {
    const count = Number(/\/N\s+(\d{1,7})/.exec(dictionary)?.[1] ?? 0);
    const first = Number(/\/First\s+(\d{1,8})/.exec(dictionary)?.[1] ?? 0);
    const data = this.#inflate(dictionary, stream.subarray(stream[0] === 0x0d ? 2 : 1));
    if (data === undefined || first > data.length) return;
    const heads = data.slice(0, Math.min(first, HEADS)).trim();
    const numbers = heads.split(/\s+/, 2 * count).map(Number);
    let end = first;
    for (let i = 0; i + 1 < numbers.length; i += 2) {
      const from = first + (numbers[i + 1] ?? 0);
      const next = i + 3 < numbers.length ? first + (numbers[i + 3] ?? 0) : data.length;
      // §7.5.7 wants rising offsets; overlapping ones would make a small file a long task.
      if (!(from >= end && next >= from)) return;
      this.#see(numbers[i] ?? 0, data.slice(from, Math.min(next, from + DICTIONARY)));
      end = next;
    }
  }

  #inflate(dictionary: string, stream: Buffer): string | undefined {
    if (!dictionary.includes('/FlateDecode')) return stream.toString('latin1');
    if (this.#inflated > INFLATED_IN_ALL) return undefined;
    try {
      const data = inflateSync(stream, { maxOutputLength: INFLATED });
      this.#inflated += data.length;
      return data.toString('latin1');
    } catch {
      // Damaged or encrypted: what it holds cannot be told.
      return undefined;
    }
  }

  #see(number: number, dictionary: string): void {
    if (PAGE.test(dictionary)) this.#pages.add(number);
    else this.#pages.delete(number);
  }
}
