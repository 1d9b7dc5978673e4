import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import type { EsclRequest, EsclResponse, EsclTransport } from '@holdover/escl';
import { Fault, seconds, type Duration } from '@holdover/kernel';

export interface EsclTransportOptions {
  /** For https: whom to trust. A scanner shows mostly a certificate of its own making; without trust in it, http is as good. */
  readonly tls?: Pick<ConnectionOptions, 'ca' | 'checkServerIdentity' | 'servername'>;
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

/** eSCL over HTTP/1.1; redirections are answers like others, and nobody follows them. */
export function createEsclTransport(options: EsclTransportOptions = {}): EsclTransport {
  const { silence = SILENCE, mostBytes = MOST_BYTES } = options;
  // A connection each: embedded servers close kept ones unseen, and a scan asks seldom.
  const plain = new HttpAgent({ keepAlive: false });
  const secure = new HttpsAgent({ keepAlive: false, rejectUnauthorized: true, ...options.tls });

  return {
    async send(request) {
      const response = await answerTo(request, {
        ...options,
        agent: request.url.toLowerCase().startsWith('https:') ? secure : plain,
      });
      return {
        status: response.statusCode ?? 0,
        headers: headersOf(response),
        body: bodyOf(request.url, response, { silence, mostBytes }),
      };
    },
  };
}

function answerTo(
  { method, url, body }: EsclRequest,
  { agent, connectWithin = CONNECT_WITHIN, silence = SILENCE }: EsclTransportOptions & { readonly agent: HttpAgent },
): Promise<IncomingMessage> {
  const octets = body === undefined ? undefined : Buffer.from(body);
  const options: RequestOptions = {
    method,
    agent,
    maxHeaderSize: MOST_HEADER_BYTES,
    headers: {
      accept: '*/*',
      ...(octets === undefined ? {} : { 'content-type': 'text/xml', 'content-length': octets.length }),
    },
  };
  return new Promise((resolve, reject) => {
    const request = agent instanceof HttpsAgent ? httpsRequest(url, options) : httpRequest(url, options);
    let answer: IncomingMessage | undefined;
    const tooSlow = setTimeout(() => request.destroy(slow(url, connectWithin)), connectWithin);
    request.once('socket', (socket: Socket) => {
      const connected = agent instanceof HttpsAgent ? 'secureConnect' : 'connect';
      socket.once(connected, () => {
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
      });
    });
    request.once('close', () => clearTimeout(tooSlow));
    request.once('response', (response) => {
      answer = response;
      resolve(response);
    });
    // Once there is an answer, reading it tells of what goes wrong.
    request.on('error', (cause) => reject(cause instanceof Fault ? cause : unreachable(url, cause)));
    request.end(octets);
  });
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
