import type { IncomingMessage, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import {
  IppFault,
  answer,
  encodeMessage,
  isOpenToAnybody,
  readMessage,
  type Arrival,
  type Message,
  type Printer,
} from '@holdover/ipp';
import { Fault } from '@holdover/kernel';
import { describeError } from '../logger.ts';
import { readBasicCredentials } from './basic-credentials.ts';
import type { IppListenerOptions } from './ipp-listener.ts';

/** What is read of a refused document, so that the client gets to the answer; then the connection is cut. */
const DRAIN_BYTES = 64 * 1024 * 1024;

export interface Reply {
  readonly response: ServerResponse;
  /** The client holds its body back until it is asked for (RFC 9110 §10.1.1). */
  readonly expectsContinue: boolean;
}

/** One HTTP request to one of the printers (RFC 8010 §4). Rejects when the connection is of no more use. */
export async function serveIpp(
  options: IppListenerOptions,
  request: IncomingMessage,
  { response, expectsContinue }: Reply,
): Promise<void> {
  const admitted = await admit(options, request);
  if ('refusal' in admitted) {
    refuse(response, admitted.refusal, expectsContinue);
    if (!expectsContinue) drain(request);
    return;
  }
  if (expectsContinue) await askForBody(response);
  const message = await respond(options, request, admitted);
  if (message === 'sign-in') {
    refuse(response, signIn(options.title), false);
    drain(request);
    return;
  }
  if (message === undefined) {
    refuse(response, { status: 400, text: 'Not an IPP message' }, true);
    return;
  }
  const body = encodeMessage(message);
  response.writeHead(200, { 'content-type': 'application/ipp', 'content-length': body.length });
  response.end(body);
  drain(request);
}

/** Resolves once it is out: libcups over TLS loses an answer that comes in one record with it (seen with 2.4.2). */
function askForBody(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    response.once('close', resolve);
    response.writeContinue(() => {
      response.off('close', resolve);
      resolve();
    });
  });
}

interface Refusal {
  readonly status: number;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Admitted {
  readonly printer: Printer;
  readonly arrival: Arrival;
  /** Nobody signed in to a printer that wants it: what the printer is may be asked all the same. */
  readonly anonymous?: true;
}

/** All that is decided before an octet of the body is read. */
async function admit(options: IppListenerOptions, request: IncomingMessage): Promise<Admitted | { refusal: Refusal }> {
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  const secure = request.socket instanceof TLSSocket;
  if (options.tlsOnly === true && !secure) return { refusal: UPGRADE };
  if (request.method === 'GET' || request.method === 'HEAD') {
    return { refusal: path === '/' ? { status: 200, text: options.title } : NOT_FOUND };
  }
  if (request.method !== 'POST') {
    return { refusal: { status: 405, text: 'Only POST', headers: { allow: 'GET, HEAD, POST' } } };
  }
  const printer = options.printerAt(path) ?? options.printerAt(path.replace(/\/[1-9][0-9]{0,9}$/, ''));
  if (printer === undefined) return { refusal: NOT_FOUND };
  if (request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() !== 'application/ipp') {
    return { refusal: { status: 415, text: 'Only application/ipp' } };
  }
  // A document is compressed by the attribute of that name, never the message around it (RFC 8010 §4).
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') {
    return { refusal: { status: 415, text: 'No content coding', headers: { 'accept-encoding': 'identity' } } };
  }
  const authority = authorityOf(request);
  if (authority === undefined) return { refusal: { status: 400, text: 'Host is missing or malformed' } };
  const uri = (scheme: 'ipp' | 'ipps'): string => `${scheme}://${authority}${printer.path}`;
  const arrival = { printerUri: uri(secure ? 'ipps' : 'ipp'), uris: schemesOf(options, printer).map(uri) };
  if (printer.authentication !== 'basic') return { printer, arrival };
  if (!secure) return { refusal: UPGRADE };
  if (request.headers.authorization === undefined) return { printer, arrival, anonymous: true };
  const authenticatedUser = await authenticated(options, request);
  if (authenticatedUser === undefined) return { refusal: signIn(options.title) };
  return { printer, arrival: { ...arrival, authenticatedUser } };
}

const NOT_FOUND: Refusal = { status: 404, text: 'Not found' };

/** RFC 2817 §4.2, RFC 9110 §15.5.22. */
const UPGRADE: Refusal = {
  status: 426,
  text: 'Only over TLS',
  headers: { upgrade: 'TLS/1.2, HTTP/1.1', connection: 'Upgrade, close' },
};

/** RFC 7617 §2.1. */
function signIn(title: string): Refusal {
  const realm = title.replaceAll(/[^\x20-\x7e]|["\\]/g, '');
  return {
    status: 401,
    text: 'Sign in with user name and password',
    headers: { 'www-authenticate': `Basic realm="${realm}", charset="UTF-8"` },
  };
}

async function authenticated(options: IppListenerOptions, request: IncomingMessage): Promise<string | undefined> {
  const credentials = readBasicCredentials(request.headers.authorization);
  if (credentials === undefined) return undefined;
  return options.authenticate?.(credentials.userName, credentials.password, request.socket.remoteAddress ?? '');
}

function schemesOf(options: IppListenerOptions, printer: Printer): readonly ('ipp' | 'ipps')[] {
  if (options.tlsOnly === true || printer.authentication === 'basic') return ['ipps'];
  return options.tls === undefined ? ['ipp'] : ['ipp', 'ipps'];
}

/** Undefined when nothing was sent that could be answered in IPP. */
async function respond(
  options: IppListenerOptions,
  request: IncomingMessage,
  { printer, arrival, anonymous }: Admitted,
): Promise<Message | 'sign-in' | undefined> {
  // Stopping to read must not tear down the socket the answer goes out on.
  const body: AsyncIterable<Uint8Array> = request.iterator({ destroyOnReturn: false });
  try {
    const { message, document } = await readMessage(body);
    if (anonymous && !isOpenToAnybody(message)) return 'sign-in';
    return await printer.handle(message, document, arrival).catch((error: unknown) => {
      if (request.errored !== null) throw error;
      return internalError(options, message, error);
    });
  } catch (fault) {
    if (!(fault instanceof IppFault)) throw fault;
    return fault.header === undefined ? undefined : answer(fault.header, fault.status, [], fault.message);
  }
}

function internalError(options: IppListenerOptions, message: Message, error: unknown): Message {
  options.logger.error('An IPP operation failed', { operation: message.code, error: describeError(error) });
  const temporary = error instanceof Fault && error.owner === 'environment';
  return answer(message, temporary ? 'server-error-temporary-error' : 'server-error-internal-error');
}

/** The address the client used is the one it can reach again: uris in answers are made of it. */
function authorityOf(request: IncomingMessage): string | undefined {
  const { localAddress = '', localPort } = request.socket;
  // RFC 9112 §3.2: HTTP/1.0 has no Host.
  const { host = request.httpVersion === '1.0' ? bracketed(localAddress) : undefined } = request.headers;
  if (host === undefined || !/^([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$/.test(host)) return undefined;
  return /:[0-9]+$/.test(host) ? host : `${host}:${localPort ?? 631}`;
}

function drain(request: IncomingMessage): void {
  if (request.complete) return;
  let left = DRAIN_BYTES;
  request.on('data', (part: Buffer) => {
    left -= part.length;
    if (left < 0) request.socket.destroy();
  });
}

/** @param close whether the client may still send a body that nobody reads */
function refuse(response: ServerResponse, { status, text, headers }: Refusal, close: boolean): void {
  const body = Buffer.from(`${text}\n`);
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': body.length,
    ...(close ? { connection: 'close' } : {}),
    ...headers,
  });
  response.end(body);
}

function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
