import { concatBytes, Fault, fromUtf8Lenient } from '@holdover/kernel';

/** One event of a stream (HTML, 9.2 Server-sent events). */
export interface StreamEvent {
  /** The id last said in the stream, by this event or an earlier one. */
  readonly id: string;
  readonly name: string;
  readonly data: string;
}

const LINE_FEED = 0x0a;
const RETURN = 0x0d;
/** An event of this interface is a device or a job; a stream without ends of lines is none. */
const LINE_MOST = 4 * 1024 * 1024;

/**
 * Takes a stream in pieces cut anywhere. @returns the events that end in each piece
 * @throws Fault `event-too-long`
 */
export function createEventStreamReader(): (piece: Uint8Array) => readonly StreamEvent[] {
  const nextLines = createLineReader();
  let id = '';
  let name = '';
  let data: string[] = [];

  const take = (line: string): StreamEvent | undefined => {
    if (line === '') {
      const event = data.length === 0 ? undefined : { id, name: name === '' ? 'message' : name, data: data.join('\n') };
      name = '';
      data = [];
      return event;
    }
    const colon = line.indexOf(':');
    // A comment.
    if (colon === 0) return undefined;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') data.push(value);
    else if (field === 'event') name = value;
    else if (field === 'id' && !value.includes('\0')) id = value;
    return undefined;
  };

  return (piece) => nextLines(piece).flatMap((line) => take(line) ?? []);
}

/** Lines end with LF, CR or CR LF; a byte order mark before the first is none of it. */
function createLineReader(): (piece: Uint8Array) => readonly string[] {
  let begun: Uint8Array[] = [];
  let length = 0;
  let afterReturn = false;
  let first = true;

  const end = (part: Uint8Array): string => {
    const text = fromUtf8Lenient(concatBytes([...begun, part]));
    begun = [];
    length = 0;
    const line = first ? text.replace(/^\uFEFF/, '') : text;
    first = false;
    return line;
  };

  return (piece) => {
    const lines: string[] = [];
    let from = 0;
    for (let at = 0; at < piece.length; at++) {
      const byte = piece[at];
      if (byte === LINE_FEED && afterReturn) from = at + 1;
      else if (byte === LINE_FEED || byte === RETURN) {
        lines.push(end(piece.subarray(from, at)));
        from = at + 1;
      }
      afterReturn = byte === RETURN;
    }
    length += piece.length - from;
    if (length > LINE_MOST) {
      throw new Fault({ owner: 'peer', code: 'event-too-long', message: `A line of more than ${LINE_MOST} octets` });
    }
    if (from < piece.length) begun.push(piece.slice(from));
    return lines;
  };
}
