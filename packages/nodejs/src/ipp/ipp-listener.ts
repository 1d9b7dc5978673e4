import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { TLSSocket, type SecureContext } from 'node:tls';
import { IppFault, answer, encodeMessage, readMessage, type Arrival, type Message, type Printer } from '@holdover/ipp';
import { Fault, type Logger } from '@holdover/kernel';
import { describeError } from '../logger.ts';

export interface IppListenerOptions {
  readonly printer: Printer;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** With it the same port takes ipps as well. */
  readonly tls?: SecureContext | undefined;
  readonly logger: Logger;
  /** What a browser is shown at `/`. */
  readonly title: string;
}

export interface IppListener {
  readonly host: string;
  readonly port: number;
  readonly uri: string;
  /** Ends listening and open connections. */
  close(): Promise<void>;
}

/** The first octet of a TLS ClientHello record; no HTTP method begins with it. */
const TLS_HANDSHAKE = 0x16;
/** A silent connection is dropped after this; a client that computes a large page stays below it. */
const IDLE_MS = 120_000;
/** A queue has some hundred clients at the most; beyond that somebody only opens connections. */
const MOST_CONNECTIONS = 512;
/** What is read of a refused document, so that the client gets to the answer; then the connection is cut. */
const DRAIN_BYTES = 64 * 1024 * 1024;

/** Serves one printer by IPP over HTTP/1.1 (RFC 8010 §4), with and without TLS on one port. */
export async function listenIpp(options: IppListenerOptions): Promise<IppListener> {
  const http = createHttpServer({ requestTimeout: 0, maxHeaderSize: 16 * 1024 }, (request, response) => {
    serve(options, request, response).catch((error: unknown) => {
      if (request.errored === null) options.logger.error('An IPP request failed', { error: describeError(error) });
      else options.logger.info('An IPP client broke off');
      request.socket.destroy();
    });
  });
  http.setTimeout(IDLE_MS);
  const sockets = new Set<Socket>();
  const tcp = createTcpServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A peer that resets is no event worth a line; without a handler it would end the process.
    socket.on('error', () => socket.destroy());
    socket.setTimeout(IDLE_MS, () => socket.destroy());
    socket.once('readable', () => admit(socket, http, options.tls));
  });
  tcp.maxConnections = MOST_CONNECTIONS;
  await listening(tcp, options);
  const { port } = tcp.address() as AddressInfo; // a TCP server has no other kind
  return {
    host: options.host,
    port,
    uri: `ipp://${bracketed(options.host)}:${port}${options.printer.path}`,
    close: () =>
      new Promise((resolve) => {
        tcp.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function admit(socket: Socket, http: Server, tls: SecureContext | undefined): void {
  const first: unknown = socket.read(1);
  if (!Buffer.isBuffer(first)) {
    socket.destroy();
    return;
  }
  socket.unshift(first);
  if (first[0] !== TLS_HANDSHAKE) {
    http.emit('connection', socket);
  } else if (tls === undefined) {
    socket.destroy();
  } else {
    const secure = new TLSSocket(socket, { isServer: true, secureContext: tls });
    secure.on('error', () => socket.destroy());
    secure.once('secure', () => http.emit('connection', secure));
  }
}

async function serve(options: IppListenerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  if (request.method === 'GET' || request.method === 'HEAD') {
    plain(response, path === '/' ? 200 : 404, path === '/' ? options.title : 'Not found');
    return;
  }
  if (request.method !== 'POST') return plain(response, 405, 'Only POST', { allow: 'GET, HEAD, POST' });
  const { path: own } = options.printer;
  if (path !== own && path !== '/' && !path.startsWith(`${own}/`)) return plain(response, 404, 'Not found');
  if (request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() !== 'application/ipp') {
    return plain(response, 415, 'Only application/ipp');
  }
  const arrival = arrivalOf(options, request);
  if (arrival === undefined) return plain(response, 400, 'Host is missing or malformed');
  const message = await respond(options, request, arrival);
  if (message === undefined) return plain(response, 400, 'Not an IPP message', { connection: 'close' });
  const body = encodeMessage(message);
  response.writeHead(200, { 'content-type': 'application/ipp', 'content-length': body.length });
  response.end(body);
  drain(request);
}

/** Undefined when nothing was sent that could be answered in IPP. */
async function respond(
  options: IppListenerOptions,
  request: IncomingMessage,
  arrival: Arrival,
): Promise<Message | undefined> {
  // Stopping to read must not tear down the socket the answer goes out on.
  const body: AsyncIterable<Uint8Array> = request.iterator({ destroyOnReturn: false });
  try {
    const { message, document } = await readMessage(body);
    return await options.printer.handle(message, document, arrival).catch((error: unknown) => {
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
function arrivalOf(options: IppListenerOptions, request: IncomingMessage): Arrival | undefined {
  const { host } = request.headers;
  if (host === undefined || !/^([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$/.test(host)) return undefined;
  const authority = /:[0-9]+$/.test(host) ? host : `${host}:${request.socket.localPort ?? 631}`;
  const secure = request.socket instanceof TLSSocket;
  const uri = (scheme: string): string => `${scheme}://${authority}${options.printer.path}`;
  const uris = options.tls === undefined ? [uri('ipp')] : [uri('ipp'), uri('ipps')];
  return { printerUri: uri(secure ? 'ipps' : 'ipp'), uris };
}

function drain(request: IncomingMessage): void {
  if (request.complete) return;
  let left = DRAIN_BYTES;
  request.on('data', (part: Buffer) => {
    left -= part.length;
    if (left < 0) request.socket.destroy();
  });
}

function plain(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers });
  response.end(`${text}\n`);
}

function listening(server: ReturnType<typeof createTcpServer>, { host, port }: IppListenerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      const message = taken ? `port ${port} of ${host} is taken` : `cannot listen on ${host}:${port}`;
      reject(new Fault({ owner: 'environment', code: taken ? 'port-taken' : 'cannot-listen', message, cause }));
    });
    server.listen(port, host, resolve);
  });
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
