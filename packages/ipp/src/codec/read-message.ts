import { badRequest } from '../ipp-fault.ts';
import { createDecoder, type DecoderOptions } from './decoder.ts';
import type { Message } from './message.ts';

export interface ReadMessage {
  readonly message: Message;
  /** What follows the attributes; reads on in the source, and can be read once. */
  readonly document: AsyncIterable<Uint8Array>;
}

/** Reads the attributes from a stream and leaves the document data in it. Throws IppFault as the decoder does. */
export async function readMessage(
  source: AsyncIterable<Uint8Array>,
  options: DecoderOptions = {},
): Promise<ReadMessage> {
  const decoder = createDecoder(options);
  const chunks = source[Symbol.asyncIterator]();
  for (;;) {
    const next = await chunks.next();
    if (next.done === true) throw badRequest('the message ends within its attributes', decoder.header());
    const decoded = decoder.push(next.value);
    if (decoded.done) return { message: decoded.message, document: remaining(decoded.rest, chunks) };
  }
}

/** Not a generator: one that was never asked for anything would not close its source. */
function remaining(rest: Uint8Array, chunks: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  let first = rest.length > 0 ? rest : undefined;
  const iterator: AsyncIterator<Uint8Array> = {
    async next() {
      const value = first;
      first = undefined;
      return value === undefined ? chunks.next() : { done: false, value };
    },
    async return() {
      await chunks.return?.();
      return { done: true, value: undefined };
    },
  };
  return { [Symbol.asyncIterator]: () => iterator };
}
