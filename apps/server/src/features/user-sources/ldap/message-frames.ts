import { elementAt, isWellFormed } from './well-formed.ts';
import { SourceFault } from './source-fault.ts';

/** Takes octets as they come, gives whole messages that are well-formed. */
export interface MessageFrames {
  /** @throws SourceFault `malformed-answer`, `answer-too-large` */
  take(bytes: Uint8Array): readonly Uint8Array[];
  /** Something was begun that has not ended. */
  isWithin(): boolean;
  /** An operation begins: what counts towards its limits begins anew. */
  begin(): void;
}

export interface FrameLimits {
  /** Octets of one message: a group of OpenLDAP is one, with all its members. */
  readonly message: number;
  /** Octets and messages that answer one request: a page. */
  readonly answer: number;
  readonly messages: number;
}

const MIB = 1024 * 1024;
/** 100,000 members of 100 characters are 10 MiB; a page has 1,000 entries, and a server may know no pages. */
export const FRAME_LIMITS: FrameLimits = { message: 32 * MIB, answer: 128 * MIB, messages: 100_000 };

const SEQUENCE = 0x30;
/** A tag and the most octets of a length. */
const HEADER = 6;

/** Invariant: no more is kept than one message may have, whatever length it claims; each octet is copied once. */
export function createMessageFrames(limits: FrameLimits = FRAME_LIMITS): MessageFrames {
  let parts: Uint8Array[] = [];
  let kept = 0;
  let wanted = 0;
  let octets = 0;
  let messages = 0;

  const count = (bytes: number): void => {
    octets += bytes;
    if (octets > limits.answer || messages > limits.messages) throw new SourceFault('answer-too-large');
  };
  const keep = (bytes: Uint8Array): void => {
    if (bytes.length > 0) parts.push(bytes);
    kept += bytes.length;
  };
  const joined = (): Uint8Array => {
    const [first, ...more] = parts;
    const bytes = first === undefined || more.length > 0 ? Buffer.concat(parts, kept) : first;
    parts = [];
    kept = 0;
    return bytes;
  };
  const split = (bytes: Uint8Array): Uint8Array[] => {
    const found: Uint8Array[] = [];
    let at = 0;
    for (;;) {
      const rest = bytes.subarray(at);
      wanted = lengthOf(rest, limits.message);
      if (wanted === 0 || rest.length < wanted) {
        keep(rest);
        return found;
      }
      const message = rest.subarray(0, wanted);
      if (!isWellFormed(message)) throw new SourceFault('malformed-answer');
      messages += 1;
      count(0);
      found.push(message);
      at += wanted;
    }
  };
  return {
    take: (bytes) => {
      count(bytes.length);
      keep(bytes);
      // A header is short enough to be looked at anew with each octet of it.
      return kept < Math.max(wanted, 2) ? [] : split(joined());
    },
    isWithin: () => kept > 0,
    begin: () => {
      octets = 0;
      messages = 0;
    },
  };
}

/** Of the message that begins here, header and all; 0 while that cannot be told. */
function lengthOf(bytes: Uint8Array, most: number): number {
  if (bytes.length < 2) return 0;
  const [tag, first = 0] = bytes;
  const isLong = first > 0x80;
  if (tag !== SEQUENCE || first === 0x80 || first > 0x84) throw new SourceFault('malformed-answer');
  if (isLong && bytes.length < 2 + (first & 0x7f)) return 0;
  const { end } = elementAt(bytes.subarray(0, HEADER), 0, Number.MAX_SAFE_INTEGER) ?? { end: 0 };
  if (end > most) throw new SourceFault('answer-too-large');
  return end;
}
