import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Clock, Duration } from '@holdover/kernel';
import type { WireDocument } from '@holdover/protocol';
import { asFault, notOurs, prepare, readText, retryAfter, tooLate, type Exchange } from './https-call.ts';

export interface DocumentExchange extends Pick<Exchange, 'scheme' | 'to' | 'body'> {
  /** How long the other side may be silent while somebody waits for it. A slow reader may take any time. */
  readonly idle: Duration;
}

const MOST_REFUSAL_BYTES = 65_536;

/**
 * One exchange whose answer is a document, read as fast as the reader takes it. The connection ends with it.
 * Invariant: reading ends without an error only at the end that the other side framed (RFC 9112 §6.3: length or last chunk); an
 * answer that ends with its connection could have been cut short, and is not taken.
 * @throws Fault `gateway-unreachable`, `gateway-too-slow` (retryable), `not-our-protocol`; reading throws them too
 */
export function openDocument(clock: Clock, call: DocumentExchange): Promise<WireDocument> {
  const { idle } = call;
  return new Promise((resolve, reject) => {
    const { request, start } = prepare(call);
    const fail = (cause: unknown): void => {
      late();
      request.destroy();
      reject(asFault(cause));
    };
    const late = clock.after(idle, () => fail(tooLate(idle)));
    request.on('error', fail);
    request.on('response', (response) => {
      // Heard by whoever reads; nobody may be reading yet.
      response.on('error', () => undefined);
      if (response.statusCode !== 200) {
        readRefusal(response).then((refusal) => {
          late();
          request.destroy();
          resolve({ refusal });
        }, fail);
      } else if (!isFramed(response)) fail(notOurs('a document without its length'));
      else {
        late();
        resolve({ data: octets(clock, { request, response, idle }) });
      }
    });
    start();
  });
}

const isFramed = ({ headers }: IncomingMessage): boolean =>
  headers['content-length'] !== undefined || /\bchunked$/i.test(headers['transfer-encoding'] ?? '');

async function readRefusal(response: IncomingMessage): Promise<Extract<WireDocument, { refusal: unknown }>['refusal']> {
  const text = await readText(response, MOST_REFUSAL_BYTES);
  return { status: response.statusCode ?? 0, text, ...retryAfter(response) };
}

interface Reading {
  readonly request: ClientRequest;
  readonly response: IncomingMessage;
  readonly idle: Duration;
}

async function* octets(clock: Clock, { request, response, idle }: Reading): AsyncGenerator<Uint8Array, void> {
  const parts: AsyncIterator<Uint8Array> = response[Symbol.asyncIterator]();
  try {
    for (;;) {
      const late = clock.after(idle, () => response.destroy(tooLate(idle)));
      const part = await parts.next().finally(late);
      if (part.done === true) return;
      yield part.value;
    }
  } catch (cause) {
    throw asFault(cause);
  } finally {
    request.destroy();
  }
}
