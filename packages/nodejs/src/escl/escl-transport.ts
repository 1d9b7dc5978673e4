import { Agent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { EsclRequest, EsclResponse, EsclTransport } from '@holdover/escl';
import { Fault, seconds, type Duration } from '@holdover/kernel';
import {
  createPrinterConnections,
  type PrinterConnections,
  type PrinterTarget,
  type PrinterTls,
} from '../ipp/printer-connections.ts';

export interface EsclTransportOptions {
  /**
   * For https: trust by an authority, or by the pin of a public key; the scanner of a device shows mostly the certificate of its
   * printer, of its own making.
   */
  readonly tls?: PrinterTls;
  /** How long a connection may take. */
  readonly connectWithin?: Duration;
  /** How long nothing may come or go. A scanner that moves a sheet is silent. */
  readonly silence?: Duration;
  /** Of one answer. */
  readonly mostBytes?: number;
}

/** A scanner that is there answers a connection at once; a person waits. */
const CONNECT_WITHIN = seconds(3);
const SILENCE = seconds(60);
/** A document of a full feeder at 600 dpi in colour stays below. */
const MOST_BYTES = 1024 ** 3;
/** How many silences an answer waits for its reader, who may have forgotten it. */
const MOST_UNREAD = 10;
/** More says no scanner. */
const MOST_HEADER_BYTES = 16 * 1024;

/**
 * eSCL over HTTP/1.1; redirections are answers like others, and nobody follows them. Faults besides those of EsclTransport:
 * `printer-certificate-unapproved`, `…-changed`, `…-refused` over https by a pin, before anything was sent.
 */
export function createEsclTransport(options: EsclTransportOptions = {}): EsclTransport {
  const { silence = SILENCE, connectWithin = CONNECT_WITHIN, mostBytes = MOST_BYTES } = options;
  // A connection each: embedded servers close kept ones unseen, and a scan asks seldom.
  const plain = new Agent({ keepAlive: false });
  const secured = new Map<string, PrinterConnections>();

  const agentFor = (url: URL): Agent => {
    if (url.protocol !== 'https:') return plain;
    const made = secured.get(url.host) ?? createPrinterConnections(targetOf(url), options.tls);
    secured.set(url.host, made);
    made.refresh();
    made.dropIdle();
    return made.agent;
  };

  return {
    async send(request) {
      const agent = agentFor(new URL(request.url));
      const response = await answerTo(request, { agent, connectWithin, silence });
      return {
        status: response.statusCode ?? 0,
        headers: headersOf(response),
        body: bodyOf(request.url, response, { silence, mostBytes }),
      };
    },
  };
}

function targetOf({ href, hostname, port, pathname, search, host }: URL): PrinterTarget {
  // A URL has an IPv6 address in brackets, a socket has not.
  const bare = hostname.replaceAll(/[[\]]/g, '');
  return { uri: href, secure: true, host: bare, port: Number(port || 443), path: pathname + search, authority: host };
}

interface Connecting {
  readonly agent: Agent;
  readonly connectWithin: Duration;
  readonly silence: Duration;
}

function answerTo(
  { method, url, body }: EsclRequest,
  { agent, connectWithin, silence }: Connecting,
): Promise<IncomingMessage> {
  const { hostname, port, pathname, search, host, protocol } = new URL(url);
  const octets = body === undefined ? undefined : Buffer.from(body);
  // The agent brings the connection, with TLS or without.
  const options: RequestOptions = {
    method,
    agent,
    host: hostname.replaceAll(/[[\]]/g, ''),
    port: port || (protocol === 'https:' ? 443 : 80),
    path: pathname + search,
    maxHeaderSize: MOST_HEADER_BYTES,
    headers: {
      host,
      accept: '*/*',
      ...(octets === undefined ? {} : { 'content-type': 'text/xml', 'content-length': octets.length }),
    },
  };
  return new Promise((resolve, reject) => {
    const request = httpRequest(options);
    let answer: IncomingMessage | undefined;
    const tooSlow = setTimeout(() => request.destroy(slow(url, connectWithin)), connectWithin);
    const connected = (socket: Socket): void => {
      clearTimeout(tooSlow);
      let unread = 0;
      socket.setTimeout(silence, () => {
        // What has come waits for its reader: it is not the scanner that is silent.
        if (answer !== undefined && answer.readableLength > 0 && ++unread < MOST_UNREAD) {
          socket.setTimeout(silence);
          return;
        }
        const fault = slow(url, silence);
        answer?.destroy(fault);
        request.destroy(fault);
      });
    };
    request.once('socket', (socket: Socket) => {
      if (socket.connecting) socket.once('connect', () => connected(socket));
      else connected(socket);
    });
    request.once('close', () => clearTimeout(tooSlow));
    request.once('response', (response) => {
      answer = response;
      resolve(response);
    });
    // Once there is an answer, reading it tells of what goes wrong.
    request.on('error', (cause) => reject(isFinal(cause) ? cause : unreachable(url, cause)));
    request.end(octets);
  });
}

/** What a connection to a printer says of being unreachable is said of the scanner here. */
function isFinal(cause: Error): boolean {
  return cause instanceof Fault && cause.code !== 'printer-unreachable';
}

function headersOf({ headers }: IncomingMessage): EsclResponse['headers'] {
  const pairs = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

interface BodyLimits {
  readonly silence: Duration;
  readonly mostBytes: number;
}

async function* bodyOf(url: string, response: IncomingMessage, limits: BodyLimits): AsyncGenerator<Uint8Array> {
  let left = limits.mostBytes;
  const parts: AsyncIterable<Buffer> = response;
  try {
    for await (const part of parts) {
      left -= part.length;
      if (left < 0) throw tooLarge(url, limits.mostBytes);
      yield part;
    }
  } catch (cause) {
    throw cause instanceof Fault ? cause : unreachable(url, cause);
  }
  // RFC 9112 §8: a body that ends before its length is no body.
  if (!response.complete) throw unreachable(url, undefined);
}

function unreachable(url: string, cause: unknown): Fault {
  const message = `${url} cannot be reached, or broke the connection off`;
  return new Fault({ owner: 'environment', code: 'scanner-unreachable', message, retryable: true, cause });
}

function slow(url: string, waited: Duration): Fault {
  const message = `${url} was silent for ${waited} ms`;
  return new Fault({ owner: 'peer', code: 'scanner-too-slow', message, retryable: true });
}

function tooLarge(url: string, mostBytes: number): Fault {
  return new Fault({ owner: 'peer', code: 'not-escl', message: `${url} sent more than ${mostBytes} octets` });
}
