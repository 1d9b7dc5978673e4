import { request as httpsRequest } from 'node:https';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Fault, toBase64Url, utf8, type Cancel, type Clock, type Duration } from '@holdover/kernel';
import { UPLOAD_HEADER, type WireAnswer, type WireUpload } from '@holdover/protocol';
import { asFault, readText, retryAfter, tooLate, type Exchange } from './https-call.ts';

export interface UploadExchange extends Pick<Exchange, 'to'>, Pick<WireUpload, 'body' | 'data' | 'length'> {
  /** How long the other side may take nothing, or think about its answer. */
  readonly idle: Duration;
}

const MOST_ANSWER_BYTES = 65_536;

/**
 * One exchange whose request is a document: the message goes in a header, the octets as they are read, no faster than the other side
 * takes them. An answer that comes while it is still sent ends the sending.
 * Invariant: where `data` throws, or has another length than said, the request is never completed (RFC 9112 §8): it is not taken.
 * @throws Fault `gateway-unreachable`, `gateway-too-slow` (retryable), `not-our-protocol`; what reading `data` throws
 */
export function sendUpload(clock: Clock, { to, body, ...document }: UploadExchange): Promise<WireAnswer> {
  const request = httpsRequest({
    ...to,
    method: 'POST',
    headers: {
      accept: 'application/json',
      // A server that is told of the end of the connection ends it with its answer, and what is on its way then resets it.
      connection: 'keep-alive',
      'content-type': 'application/octet-stream',
      'content-length': document.length,
      [UPLOAD_HEADER]: toBase64Url(utf8(body)),
    },
  });
  return sendBody(clock, request, document).finally(() => request.destroy());
}

/** The body of a request whose head is made, as `sendUpload` does it; its connection stays where all went well. */
export async function sendBody(
  clock: Clock,
  request: ClientRequest,
  { data, length, idle }: Pick<UploadExchange, 'data' | 'length' | 'idle'>,
): Promise<WireAnswer> {
  const watch = watchSilence(clock, idle, request);
  const answer = answerOf(request, watch);
  const answered = new AbortController();
  const source = sourceOf(data, answered.signal);
  const over = (): void => answered.abort();
  answer.then(over, over);
  try {
    const unsent = await sendAll({ request, source, length, watch, answered: answered.signal });
    if (unsent !== undefined) throw unsent.error;
    return await answer;
  } catch (error) {
    request.destroy();
    throw error;
  } finally {
    watch.end();
    if (!request.writableFinished) request.destroy();
    await source.close();
  }
}

interface Silence {
  /** Something went on. */
  heard(): void;
  end(): void;
}

function watchSilence(clock: Clock, idle: Duration, request: ClientRequest): Silence {
  let late: Cancel = () => undefined;
  const heard = (): void => {
    late();
    late = clock.after(idle, () => request.destroy(tooLate(idle)));
  };
  heard();
  return { heard, end: () => late() };
}

function answerOf(request: ClientRequest, { heard }: Silence): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown): void => reject(asFault(cause));
    request.on('error', fail);
    const ended = (): void => fail(connectionEnded());
    request.on('close', ended);
    request.on('response', (response: IncomingMessage) => {
      request.off('close', ended);
      heard();
      readText(response, MOST_ANSWER_BYTES).then(
        (text) => resolve({ status: response.statusCode ?? 0, text, ...retryAfter(response) }),
        fail,
      );
    });
  });
}

type Part = IteratorResult<Uint8Array> | { readonly done: 'failed'; readonly error: unknown };

interface Source {
  /** @returns undefined where the answer came first */
  next(): Promise<Part | undefined>;
  close(): Promise<void>;
}

/** A part may be long in coming, or never come: an answer, or the end of the connection, is waited for no longer for that. */
function sourceOf(data: AsyncIterable<Uint8Array>, answered: AbortSignal): Source {
  const parts = data[Symbol.asyncIterator]();
  let isReading = false;
  const over = new Promise<undefined>((resolve) => {
    answered.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  const read = async (): Promise<Part> => {
    isReading = true;
    try {
      return await parts.next();
    } catch (error) {
      return { done: 'failed', error };
    } finally {
      isReading = false;
    }
  };
  return {
    next: () => Promise.race([read(), over]),
    close: async () => {
      const closed = Promise.resolve(parts.return?.());
      if (isReading) closed.catch(() => undefined);
      else await closed;
    },
  };
}

interface Sending {
  readonly request: ClientRequest;
  readonly source: Source;
  readonly length: number;
  readonly watch: Silence;
  readonly answered: AbortSignal;
}

/** @returns why it could not be sent whole, where that is this side's; a connection that broke is the answer's to tell */
async function sendAll({ request, source, length, watch, answered }: Sending): Promise<{ error: unknown } | undefined> {
  let sent = 0;
  while (!answered.aborted) {
    const part = await source.next();
    if (part === undefined) break;
    if (part.done === 'failed') return part;
    if (part.done === true) break;
    sent += part.value.length;
    if (sent > length) return { error: otherLength(length) };
    watch.heard();
    if (!request.write(part.value)) await drained(request, answered);
  }
  if (answered.aborted) return undefined;
  if (sent !== length) return { error: otherLength(length) };
  request.end();
  return undefined;
}

/** Or answered: nothing may be drained any more then. */
function drained(request: ClientRequest, answered: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      request.off('drain', go);
      answered.removeEventListener('abort', go);
      resolve();
    };
    request.on('drain', go);
    answered.addEventListener('abort', go);
    if (answered.aborted) go();
  });
}

function connectionEnded(): Fault {
  const message = 'The server ended the connection before its answer';
  return new Fault({ owner: 'environment', code: 'gateway-unreachable', message, retryable: true });
}

function otherLength(length: number): Fault {
  const message = `A document of ${length} bytes has another length`;
  return new Fault({ owner: 'ours', code: 'invariant-broken', message });
}
