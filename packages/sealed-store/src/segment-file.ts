import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { HEAD_BYTES, readHead, type RecordHead } from './segment-record.ts';

export interface Found {
  readonly head: RecordHead;
  /** Where the record begins. */
  readonly at: number;
}

/** The whole records of a segment up to the first that is none. Some microseconds each: ten thousand do not delay a start. */
export function scanSegment(file: string): readonly Found[] {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const found: Found[] = [];
    const buffer = Buffer.alloc(HEAD_BYTES);
    for (let at = 0; at < size;) {
      const head = readHead(buffer.subarray(0, readSync(descriptor, buffer, 0, HEAD_BYTES, at)));
      if (head === undefined || at + head.bytes > size) break;
      found.push({ head, at });
      at += head.bytes;
    }
    return found;
  } finally {
    closeSync(descriptor);
  }
}
