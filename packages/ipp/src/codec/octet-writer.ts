/** Octets as they are put together, in network byte order. Grows as needed. */
export interface OctetWriter {
  octet(value: number): void;
  int32(value: number): void;
  octets(value: Uint8Array): void;
  /** What `write` writes, behind its length in 16 bits. Answers with that length, of which the low 16 bits were written. */
  counted(write: () => void): number;
  /** All that was written so far, as octets of its own. */
  written(): Uint8Array<ArrayBuffer>;
}

export function createOctetWriter(): OctetWriter {
  let buffer = new Uint8Array(512);
  let view = new DataView(buffer.buffer);
  let end = 0;

  /** Where `length` octets may be put. It may replace `buffer` and `view`, so it is called before either is named. */
  function room(length: number): number {
    const start = end;
    end += length;
    if (end > buffer.length) {
      const larger = new Uint8Array(Math.max(2 * buffer.length, end));
      larger.set(buffer.subarray(0, start));
      buffer = larger;
      view = new DataView(buffer.buffer);
    }
    return start;
  }

  return {
    octet(value) {
      const start = room(1);
      view.setUint8(start, value);
    },
    int32(value) {
      const start = room(4);
      view.setInt32(start, value);
    },
    octets(value) {
      const start = room(value.length);
      buffer.set(value, start);
    },
    counted(write) {
      const start = room(2);
      write();
      const length = end - start - 2;
      view.setUint16(start, length);
      return length;
    },
    written: () => buffer.slice(0, end),
  };
}
