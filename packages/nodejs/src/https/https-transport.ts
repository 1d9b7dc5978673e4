import { once } from 'node:events';
import { Agent as HttpAgent, request as requestPlain, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestSecure } from 'node:https';
import type { HttpAnswer, HttpRequest, Transport } from '@holdover/api';
import { Fault, seconds, type Duration } from '@holdover/kernel';
import { noAnswer } from './no-answer.ts';

export interface HttpsTransportOptions {
  /** `https://host:port/`, or `http://` on loopback; asked before each request, since a server may move. */
  readonly url: string | (() => string);
  /** PEM of the authorities that count, these alone; the system's own without. */
  readonly authority?: string;
  readonly token?: string;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly connectWithin?: Duration;
  /** How long nothing may come or go. */
  readonly silence?: Duration;
}

export interface HttpsTransport {
  readonly send: Transport;
  /** Ends every connection. */
  close(): void;
}

const CONNECT_WITHIN = seconds(10);
/** Above the comment in a silent event stream (15 s); the chain of a long log is computed for minutes. */
const SILENCE = seconds(180);
/** Kept connections are let go before servers (72 s) and balancers (60 s) do it. */
const KEPT_FOR = seconds(30);
/** Of an answer taken as a whole; files are read in pieces. */
const WHOLE_MOST = 64 * 1024 * 1024;

/**
 * The REST interface over HTTP/1.1 with TLS 1.2 or newer; redirections are answers like others.
 * Faults when no answer came: `server-unreachable`, `server-certificate`, `server-speaks-no-tls`, `server-silent`,
 * `connection-lost`, `stopped` (aborted). One that a connection kept from before brings about is met by another try, where
 * that does nothing twice.
 */
export function createHttpsTransport(options: HttpsTransportOptions): HttpsTransport {
  const kept = { keepAlive: true, maxFreeSockets: 4, timeout: KEPT_FOR };
  const plain = new HttpAgent(kept);
  const { authority } = options;
  const secure = new HttpsAgent({
    ...kept,
    minVersion: 'TLSv1.2',
    ...(authority === undefined ? {} : { ca: authority }),
  });
  const waits = { connectWithin: options.connectWithin ?? CONNECT_WITHIN, silence: options.silence ?? SILENCE };
  const common = {
    ...options.headers,
    ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
  };

  return {
    send: async (request) => {
      const url = new URL(request.path, typeof options.url === 'string' ? options.url : options.url());
      const agent = url.protocol === 'https:' ? secure : plain;
      const exchange: Exchange = { ...waits, request, url, agent, headers: { ...common, ...request.headers } };
      const begun = await exchangeOver(exchange).catch((error: unknown) => {
        if (!(error instanceof StaleConnection) || !isRepeatable(request)) throw error;
        return exchangeOver(exchange);
      });
      return answerOf(begun, exchange);
    },
    close: () => {
      plain.destroy();
      secure.destroy();
    },
  };
}

/** The server closed a kept connection before it answered anything on it. */
class StaleConnection extends Fault {}

interface Exchange {
  readonly request: HttpRequest;
  readonly url: URL;
  readonly agent: HttpAgent;
  readonly headers: Readonly<Record<string, string>>;
  readonly connectWithin: Duration;
  readonly silence: Duration;
}

/** RFC 9110 §9.2.2, and what the interface answers once a key. */
function isRepeatable({ method, headers, body }: HttpRequest): boolean {
  if (body !== undefined && typeof body !== 'string') return false;
  return method === 'POST' ? headers['idempotency-key'] !== undefined : method !== 'PATCH';
}

/** An answer that has begun, and why it may end before its end. */
interface Begun {
  readonly response: IncomingMessage;
  /** What this end broke it off for. */
  readonly reason: () => Fault | undefined;
}

function exchangeOver(exchange: Exchange): Promise<Begun> {
  const { request, url } = exchange;
  return new Promise((resolve, reject) => {
    if (request.abort?.aborted === true) {
      reject(stopped());
      return;
    }
    let reason: Fault | undefined;
    const breakOff = (why: Fault): void => {
      reason ??= why;
      outgoing.destroy(why);
    };
    const outgoing = open(exchange, breakOff);
    outgoing.once('response', (response) => resolve({ response, reason: () => reason }));
    outgoing.on('error', (cause) => {
      const fault = reason ?? noAnswer(url, cause);
      const isStale = outgoing.reusedSocket && fault.code === 'connection-lost';
      reject(isStale ? new StaleConnection({ owner: 'peer', code: fault.code, message: fault.message, cause }) : fault);
    });
    void write(outgoing, request.body).catch((error: unknown) => {
      // The body itself could not be read: its own words say why.
      reject(error);
      outgoing.destroy();
    });
  });
}

function open(exchange: Exchange, breakOff: (why: Fault) => void): ClientRequest {
  const { request, url, agent, headers, connectWithin, silence } = exchange;
  const length = typeof request.body === 'string' ? { 'content-length': Buffer.byteLength(request.body) } : {};
  const isSecure = url.protocol === 'https:';
  const outgoing = (isSecure ? requestSecure : requestPlain)(url, {
    method: request.method,
    agent,
    headers: { ...headers, ...length },
  });
  const tooSlow = setTimeout(() => breakOff(silent(url, connectWithin)), connectWithin);
  const stop = (): void => breakOff(stopped());
  request.abort?.addEventListener('abort', stop);
  outgoing.once('socket', (socket) => {
    const connected = (): void => {
      clearTimeout(tooSlow);
      outgoing.setTimeout(silence, () => breakOff(silent(url, silence)));
    };
    if (socket.connecting) socket.once(isSecure ? 'secureConnect' : 'connect', connected);
    else connected();
  });
  outgoing.once('close', () => {
    clearTimeout(tooSlow);
    request.abort?.removeEventListener('abort', stop);
  });
  return outgoing;
}

/** A server that refuses may answer before it has read everything: then the rest stays here. */
async function write(outgoing: ClientRequest, body: HttpRequest['body']): Promise<void> {
  if (body === undefined || typeof body === 'string') {
    outgoing.end(body);
    return;
  }
  const isOver = new AbortController();
  for (const event of ['response', 'close']) outgoing.once(event, () => isOver.abort());
  for await (const piece of body) {
    if (isOver.signal.aborted) return;
    if (!outgoing.write(piece)) await once(outgoing, 'drain', { signal: isOver.signal }).catch(() => undefined);
  }
  if (!isOver.signal.aborted) outgoing.end();
}

function answerOf({ response, reason }: Begun, { url }: Exchange): HttpAnswer {
  const chunks = (): AsyncGenerator<Uint8Array, void> => chunksOf(response, url, reason);
  return {
    status: response.statusCode ?? 0,
    headers: { get: (name) => headerOf(response, name) },
    chunks,
    text: async () => {
      const parts: Uint8Array[] = [];
      let length = 0;
      for await (const part of chunks()) {
        length += part.length;
        if (length > WHOLE_MOST) throw tooLong(url);
        parts.push(part);
      }
      return Buffer.concat(parts).toString('utf8');
    },
  };
}

async function* chunksOf(
  response: IncomingMessage,
  url: URL,
  reason: Begun['reason'],
): AsyncGenerator<Uint8Array, void> {
  const parts: AsyncIterable<Buffer> = response;
  try {
    // Whoever stops reading ends the connection with it.
    for await (const part of parts) yield part;
  } catch (cause) {
    throw reason() ?? noAnswer(url, cause);
  }
  // RFC 9112 §8: a body that ends before its length is no body.
  if (!response.complete) throw reason() ?? noAnswer(url, undefined);
}

function headerOf({ headers }: IncomingMessage, name: string): string | null {
  const value = headers[name.toLowerCase()];
  if (value === undefined) return null;
  return typeof value === 'string' ? value : value.join(', ');
}

function silent({ origin }: URL, waited: Duration): Fault {
  const message = `${origin} was silent for ${waited / 1_000} seconds`;
  return new Fault({ owner: 'peer', code: 'server-silent', message, retryable: true });
}

function stopped(): Fault {
  return new Fault({ owner: 'cancelled', code: 'stopped', message: 'The request was broken off' });
}

function tooLong({ origin }: URL): Fault {
  return new Fault({
    owner: 'peer',
    code: 'answer-too-long',
    message: `${origin} answered more than ${WHOLE_MOST} octets`,
  });
}
