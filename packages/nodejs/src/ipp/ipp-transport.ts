import { request as httpRequest, type Agent, type ClientRequest, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { IppTransport } from '@holdover/ipp';
import { Fault, concatBytes, seconds, type Duration } from '@holdover/kernel';
import {
  createPrinterConnections,
  type PrinterConnections,
  type PrinterTarget,
  type PrinterTls,
} from './printer-connections.ts';

export interface IppTransportOptions {
  /** For ipps: trust and identity, by an authority or by the pin of a public key. */
  readonly tls?: PrinterTls;
  /** How long nothing may come or go. A printer that renders is silent for long. */
  readonly idle?: Duration;
}

/** A body no longer than this is sent with its length; CUPS and most devices take chunks, a few only for documents. */
const WHOLE_BYTES = 32 * 1024;
const IDLE = seconds(60);
/** What may follow an answer on its connection, which is kept for the next request when that ends in time. */
const REMAINDER_BYTES = 64 * 1024;
const REMAINDER_WITHIN = seconds(1);

/**
 * IPP over HTTP/1.1 (RFC 8010 §4); one connection a printer is kept for what follows.
 * Faults before an octet was sent: `printer-unreachable` (retryable), `printer-certificate-unapproved`, `…-changed`,
 * `…-refused`. After that: `printer-connection-lost`, `printer-silent`, `printer-http-status`.
 * Invariant (F4): only a repeatable request goes out on a kept connection, or a second time; the printer may have
 * closed it meanwhile, and a connection that ends does not tell what was taken.
 */
export function createIppTransport(options: IppTransportOptions = {}): IppTransport {
  const printers = new Map<string, PrinterConnections>();

  return {
    async send(uri, body, { repeatable = false } = {}) {
      const target = targetOf(uri);
      const connections = connectionsTo(target);
      const beginning = await beginningOf(body[Symbol.asyncIterator]());
      const again = repeatable && beginning.rest === undefined;
      connections.refresh();
      if (!again) connections.dropIdle();
      const exchange = (): Promise<AsyncIterable<Uint8Array>> =>
        exchangeOver(connections.agent, { target, ...beginning, idle: options.idle ?? IDLE });
      return exchange().catch((error: unknown) => {
        if (!again || !(error instanceof StaleConnection)) throw error;
        connections.dropIdle();
        return exchange();
      });
    },
  };

  function connectionsTo(target: PrinterTarget): PrinterConnections {
    const key = `${target.secure ? 'ipps' : 'ipp'} ${target.authority}`;
    const made = printers.get(key) ?? createPrinterConnections(target, options.tls);
    printers.set(key, made);
    return made;
  }
}

/** The printer closed a kept connection before it answered anything on it. */
class StaleConnection extends Fault {}

interface Exchange extends Beginning {
  readonly target: PrinterTarget;
  readonly idle: Duration;
}

async function exchangeOver(agent: Agent, exchange: Exchange): Promise<AsyncIterable<Uint8Array>> {
  const { whole, rest } = exchange;
  const { uri } = exchange.target;
  const request = open(agent, exchange);
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.on('error', (cause) => reject(lost(uri, request, cause, true)));
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
}

function open(agent: Agent, { target, whole, rest, idle }: Exchange): ClientRequest {
  const headers = {
    host: target.authority,
    'content-type': 'application/ipp',
    accept: 'application/ipp',
    ...(rest === undefined ? { 'content-length': whole.length } : { 'transfer-encoding': 'chunked' }),
  };
  // The agent brings the connection, with TLS or without.
  const { host, port, path } = target;
  const request = httpRequest({ method: 'POST', agent, host, port, path, headers });
  request.setTimeout(idle, () => request.destroy(silent(idle)));
  return request;
}

/** RFC 3510 and RFC 7472: ipp and ipps are HTTP on port 631. */
function targetOf(uri: string): PrinterTarget {
  const match = /^(ipps?):(\/\/(?:[^/?#@]*@)?(?:\[[^\]]*\]|[^/:?#]*)(?::(\d+))?.*)$/i.exec(uri);
  const port = match?.[3] === undefined ? 631 : Number(match[3]);
  if (match === null || !URL.canParse(`http:${match[2]}`)) {
    throw new Fault({ owner: 'caller', code: 'printer-uri-malformed', message: `${uri} is not an ipp or ipps uri` });
  }
  // URL drops a port that is the default of its scheme; the host it has in lower case and checked.
  const { hostname, pathname, search } = new URL(`http:${match[2]}`);
  return {
    uri,
    secure: match[1]?.toLowerCase() === 'ipps',
    // A URL has an IPv6 address in brackets, a socket has not.
    host: hostname.replaceAll(/[[\]]/g, ''),
    port,
    path: `${pathname}${search}`,
    authority: `${hostname}:${port}`,
  };
}

interface Beginning {
  readonly whole: Uint8Array;
  /** Undefined when the body ended within the first octets. */
  readonly rest: AsyncIterator<Uint8Array> | undefined;
}

async function beginningOf(body: AsyncIterator<Uint8Array>): Promise<Beginning> {
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
  const parts: AsyncIterable<Uint8Array> = response.iterator({ destroyOnReturn: false });
  try {
    for await (const part of parts) yield part;
  } catch (cause) {
    throw lost(uri, request, cause);
  } finally {
    letGo(request, response);
  }
}

/** A connection is kept when the request went out whole and the answer comes to its end. */
function letGo(request: ClientRequest, response: IncomingMessage): void {
  if (!request.writableFinished || response.destroyed) {
    request.destroy();
    return;
  }
  if (response.complete) return;
  let left = REMAINDER_BYTES;
  const tooLate = setTimeout(() => request.destroy(), REMAINDER_WITHIN);
  response.once('close', () => clearTimeout(tooLate));
  response.on('data', (part: Buffer) => {
    left -= part.length;
    if (left < 0) request.destroy();
  });
  response.resume();
}

function lost(uri: string, request: ClientRequest, cause: unknown, unanswered = false): Fault {
  if (cause instanceof Fault) return cause;
  const ended = { owner: 'peer', code: 'printer-connection-lost', message: `the connection to ${uri} ended` } as const;
  return unanswered && request.reusedSocket ? new StaleConnection({ ...ended, cause }) : new Fault({ ...ended, cause });
}

function silent(idle: Duration): Fault {
  return new Fault({ owner: 'peer', code: 'printer-silent', message: `nothing came or went for ${idle} ms` });
}
