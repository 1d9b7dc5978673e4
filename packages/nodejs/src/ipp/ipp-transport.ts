import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { once } from 'node:events';
import type { IppTransport } from '@holdover/ipp';
import { Fault, concatBytes, seconds, type Duration } from '@holdover/kernel';

export interface IppTransportOptions {
  /** For ipps: trust and identity; certificates are always verified. */
  readonly tls?: Pick<RequestOptions, 'ca' | 'cert' | 'key' | 'checkServerIdentity' | 'servername'>;
  /** How long nothing may come or go. A printer that renders is silent for long. */
  readonly idle?: Duration;
}

/** A body no longer than this is sent with its length; CUPS and most devices take chunks, a few only for documents. */
const WHOLE_BYTES = 32 * 1024;

/**
 * IPP over HTTP/1.1, one connection a request (RFC 8010 §4).
 * Faults: `printer-unreachable` (retryable, nothing was sent), `printer-connection-lost`, `printer-http-status`.
 */
export function createIppTransport(options: IppTransportOptions = {}): IppTransport {
  return {
    async send(uri, body) {
      const { whole, rest } = await beginning(body[Symbol.asyncIterator]());
      const request = open(uri, options, rest === undefined ? whole.length : undefined);
      const response = new Promise<IncomingMessage>((resolve, reject) => {
        request.once('response', resolve);
        request.once('error', (cause) => reject(lost(uri, request, cause)));
      });
      // The printer may answer before it has read everything: whichever ends first decides.
      await Promise.race([response, write(request, whole, rest)]);
      const answered = await response;
      if (answered.statusCode !== 200) {
        request.destroy();
        throw new Fault({
          owner: 'peer',
          code: 'printer-http-status',
          message: `${uri} answered with HTTP status ${answered.statusCode}`,
        });
      }
      return chunksOf(uri, request, answered);
    },
  };
}

function open(uri: string, options: IppTransportOptions, length: number | undefined): ClientRequest {
  const { secure, url } = httpUrl(uri);
  const headers = {
    'content-type': 'application/ipp',
    accept: 'application/ipp',
    ...(length === undefined ? { 'transfer-encoding': 'chunked' } : { 'content-length': length }),
  };
  const request = secure
    ? httpsRequest(url, { ...options.tls, method: 'POST', headers, agent: false })
    : httpRequest(url, { method: 'POST', headers, agent: false });
  const idle = options.idle ?? seconds(60);
  request.setTimeout(idle, () => request.destroy(silent(idle)));
  request.once('socket', (socket) => socket.once('connect', () => connected.add(request)));
  return request;
}

/** Requests whose connection came about; before that the printer cannot have taken a byte (F4). */
const connected = new WeakSet<ClientRequest>();

/** RFC 3510 and RFC 7472: ipp and ipps are HTTP on port 631. */
function httpUrl(uri: string): { secure: boolean; url: URL } {
  const match = /^(ipps?):(\/\/.*)$/i.exec(uri);
  if (match === null || !URL.canParse(`http:${match[2]}`)) {
    throw new Fault({ owner: 'caller', code: 'printer-uri-malformed', message: `${uri} is not an ipp or ipps uri` });
  }
  const secure = match[1]?.toLowerCase() === 'ipps';
  const url = new URL(`${secure ? 'https' : 'http'}:${match[2]}`);
  // URL drops a port that is the scheme's default: 80 or 443 where it was written, else none.
  const port = /^\/\/(?:\[[^\]]*\]|[^/:]*):(\d+)/.exec(match[2] ?? '')?.[1] ?? '631';
  if (url.port === '') url.port = port;
  return { secure, url };
}

interface Beginning {
  readonly whole: Uint8Array;
  /** Undefined when the body ended within the first octets. */
  readonly rest: AsyncIterator<Uint8Array> | undefined;
}

async function beginning(body: AsyncIterator<Uint8Array>): Promise<Beginning> {
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length <= WHOLE_BYTES) {
    const next = await body.next();
    if (next.done === true) return { whole: concatBytes(parts), rest: undefined };
    parts.push(next.value);
    length += next.value.length;
  }
  return { whole: concatBytes(parts), rest: body };
}

/** Resolves when all is written; the promise of the answer tells of what goes wrong on the connection. */
async function write(
  request: ClientRequest,
  whole: Uint8Array,
  rest: AsyncIterator<Uint8Array> | undefined,
): Promise<void> {
  const answered = { yet: false };
  request.once('response', () => (answered.yet = true));
  try {
    await flushed(request, whole);
    while (rest !== undefined && !answered.yet && !request.destroyed) {
      const next = await rest.next();
      if (next.done === true) break;
      await flushed(request, next.value);
    }
  } catch (error) {
    request.destroy();
    throw error;
  }
  if (!request.destroyed) request.end();
}

async function flushed(request: ClientRequest, bytes: Uint8Array): Promise<void> {
  if (request.destroyed || request.write(bytes)) return;
  // `close` and `response` also end the waiting: then nobody drains any more.
  const over = new AbortController();
  const waits = ['drain', 'close', 'response'].map((event) => once(request, event, { signal: over.signal }));
  await Promise.race(waits).catch(() => undefined);
  over.abort();
  await Promise.allSettled(waits);
}

async function* chunksOf(uri: string, request: ClientRequest, response: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    const parts: AsyncIterable<Uint8Array> = response;
    for await (const part of parts) yield part;
  } catch (cause) {
    throw lost(uri, request, cause);
  } finally {
    request.destroy();
  }
}

function lost(uri: string, request: ClientRequest, cause: unknown): Fault {
  return connected.has(request)
    ? new Fault({ owner: 'peer', code: 'printer-connection-lost', message: `the connection to ${uri} ended`, cause })
    : new Fault({
        owner: 'environment',
        code: 'printer-unreachable',
        message: `${uri} cannot be reached`,
        retryable: true,
        cause,
      });
}

function silent(idle: Duration): Fault {
  return new Fault({ owner: 'peer', code: 'printer-silent', message: `nothing came or went for ${idle} ms` });
}
