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

async function* remaining(rest: Uint8Array, chunks: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let finished = false;
  try {
    if (rest.length > 0) yield rest;
    for (;;) {
      const next = await chunks.next();
      if (next.done === true) break;
      yield next.value;
    }
    finished = true;
  } finally {
    // A reader that stops early closes the source.
    if (!finished) await chunks.return?.();
  }
}
