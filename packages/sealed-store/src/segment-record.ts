import { randomBytes, type KeyObject } from 'node:crypto';
import {
  CHUNK_BYTES,
  fileKey,
  header,
  HEADER_BYTES,
  openChunk,
  readHeader,
  SALT_BYTES,
  sealChunk,
  TAG_BYTES,
} from './sealed-chunks.ts';

/*
 * One document of at most one chunk within a segment:
 *
 *   magic "HSR" ‖ format 1 ‖ length of id (2, big-endian) ‖ length of document (4) ‖ id (UTF-8) ‖ document, as a sealed file
 *
 * The id is the document's context. A record is erased by zeros over the salt of its document: no key opens it after that.
 */

const MAGIC = Buffer.from('HSR\u0001', 'latin1');
const FRAME_BYTES = MAGIC.length + 2 + 4;
const ONLY_CHUNK = { number: 0, last: true };
const LEAST_SEALED = HEADER_BYTES + TAG_BYTES;
const MOST_SEALED = LEAST_SEALED + CHUNK_BYTES;
/** What a file name has room for, since larger documents of the same ids are files. */
const MOST_ID_BYTES = 200;
/** The head of any record is within this. */
export const HEAD_BYTES = FRAME_BYTES + MOST_ID_BYTES + HEADER_BYTES;

export const ERASED_SALT = new Uint8Array(SALT_BYTES);

/** Where things are in a record, in octets from its beginning. */
export interface RecordHead {
  readonly id: string;
  readonly saltAt: number;
  readonly sealedAt: number;
  readonly sealedBytes: number;
  /** Of the whole record. */
  readonly bytes: number;
  readonly isErased: boolean;
}

export interface SegmentRecord {
  readonly head: RecordHead;
  /** Its octets. */
  readonly parts: readonly Uint8Array[];
}

/** @param document at most one chunk */
export function sealRecord(key: KeyObject, id: string, document: Uint8Array): SegmentRecord {
  const salt = randomBytes(SALT_BYTES);
  return frame(id, [header(salt), ...sealChunk(fileKey(key, salt, id), ONLY_CHUNK, document)]);
}

/** @param sealed a document that is sealed already, in parts */
export function frame(id: string, sealed: readonly Uint8Array[]): SegmentRecord {
  const name = Buffer.from(id, 'utf8');
  const sealedBytes = sealed.reduce((sum, { length }) => sum + length, 0);
  const start = Buffer.alloc(FRAME_BYTES + name.length);
  MAGIC.copy(start);
  start.writeUInt16BE(name.length, MAGIC.length);
  start.writeUInt32BE(sealedBytes, MAGIC.length + 2);
  name.copy(start, FRAME_BYTES);
  return { head: headOf(id, name.length, sealedBytes), parts: [start, ...sealed] };
}

/** @param sealed the document of a record. @throws Fault `sealed-file-damaged`, `sealed-file-newer` */
export function openRecord(key: KeyObject, id: string, sealed: Uint8Array): Uint8Array {
  return openChunk(fileKey(key, readHeader(sealed), id), ONLY_CHUNK, sealed.subarray(HEADER_BYTES));
}

/** @param bytes from where a record may begin, as many as there are or `HEAD_BYTES`. Undefined where none begins. */
export function readHead(bytes: Buffer): RecordHead | undefined {
  if (bytes.length < FRAME_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  const idBytes = bytes.readUInt16BE(MAGIC.length);
  const sealedBytes = bytes.readUInt32BE(MAGIC.length + 2);
  if (idBytes > MOST_ID_BYTES || sealedBytes < LEAST_SEALED || sealedBytes > MOST_SEALED) return undefined;
  const head = headOf(bytes.toString('utf8', FRAME_BYTES, FRAME_BYTES + idBytes), idBytes, sealedBytes);
  const salt = bytes.subarray(head.saltAt, head.saltAt + SALT_BYTES);
  return { ...head, isErased: salt.equals(ERASED_SALT) };
}

function headOf(id: string, idBytes: number, sealedBytes: number): RecordHead {
  const sealedAt = FRAME_BYTES + idBytes;
  const saltAt = sealedAt + HEADER_BYTES - SALT_BYTES;
  return { id, saltAt, sealedAt, sealedBytes, bytes: sealedAt + sealedBytes, isErased: false };
}
