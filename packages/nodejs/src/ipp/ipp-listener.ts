import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { TLSSocket, type SecureContext } from 'node:tls';
import type { Printer } from '@holdover/ipp';
import type { Logger } from '@holdover/kernel';
import { listenOn } from '../listen-on.ts';
import { describeError } from '../logger.ts';
import { serveIpp } from './serve-ipp.ts';

export interface IppListenerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** With it the same port takes ipps as well. */
  readonly tls?: SecureContext | undefined;
  /** Plain HTTP is answered with 426 and nothing else. */
  readonly tlsOnly?: boolean;
  /** The printer at a path such as `/ipp/print`; a path one number longer is asked for as that of the printer. */
  readonly printerAt: (path: string) => Printer | undefined;
  /**
   * For printers of authentication `basic`: the name the user is known by, undefined when name and password do not
   * open an account. `address` is the client's. Asked for each request; throttling and the cost of a guess are its own affair.
   */
  readonly authenticate?:
    | ((userName: string, password: string, address: string) => Promise<string | undefined>)
    | undefined;
  readonly logger: Logger;
  /** What a browser is shown at `/`, and the realm of a sign-in. */
  readonly title: string;
}

export interface IppListener {
  readonly host: string;
  readonly port: number;
  /** The uri of a printer here: `ipp:`, or `ipps:` where nothing else is taken. */
  uriOf(path: string): string;
  /** Ends listening and open connections. */
  close(): Promise<void>;
}

/** The first octet of a TLS ClientHello record; no HTTP method begins with it. */
const TLS_HANDSHAKE = 0x16;
/** A silent connection is dropped after this; a client that computes a large page stays below it. */
const IDLE_MS = 120_000;
/** A queue has some hundred clients at the most; beyond that somebody only opens connections. */
const MOST_CONNECTIONS = 512;

/** Somebody with this many connections is no print client; a site's CUPS or its address translation stays below. */
const MOST_OF_ONE_ADDRESS = 128;
/** From the connection to the end of the first head, TLS included. */
const FIRST_HEAD_MS = 20_000;
/** A client that polls comes back within seconds. */
const KEPT_MS = 30_000;

/** Serves printers by IPP over HTTP/1.1 (RFC 8010 §4), with and without TLS on one port. Faults: `port-taken`, `cannot-listen`. */
export async function listenIpp(options: IppListenerOptions): Promise<IppListener> {
  const http = createHttp(options);
  const sockets = new Set<Socket>();
  const tcp = createTcpServer((socket) => {
    // A peer that resets is no event worth a line; without a handler it would end the process.
    socket.on('error', () => socket.destroy());
    if (countOf(sockets, socket.remoteAddress) >= MOST_OF_ONE_ADDRESS) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.setTimeout(IDLE_MS, () => socket.destroy());
    awaitHead(socket, FIRST_HEAD_MS);
    socket.once('close', () => headCame(socket));
    socket.once('readable', () => admit(socket, http, options.tls));
  });
  tcp.maxConnections = MOST_CONNECTIONS;
  const port = await listenOn(tcp, options);
  const scheme = options.tlsOnly === true ? 'ipps' : 'ipp';
  return {
    host: options.host,
    port,
    uriOf: (path) => `${scheme}://${bracketed(options.host)}:${port}${path}`,
    close: () =>
      new Promise((resolve) => {
        tcp.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function createHttp(options: IppListenerOptions): Server {
  const serve = (request: IncomingMessage, response: ServerResponse, expectsContinue: boolean): void => {
    const { socket } = request;
    headCame(socket);
    running.set(socket, runningOn(socket) + 1);
    response.once('close', () => {
      running.set(socket, runningOn(socket) - 1);
      // Of a client that sends requests ahead the next may be on its way already.
      if (runningOn(socket) === 0) awaitHead(socket, KEPT_MS + FIRST_HEAD_MS);
    });
    serveIpp(options, request, { response, expectsContinue }).catch((error: unknown) => {
      if (request.errored === null) options.logger.error('An IPP request failed', { error: describeError(error) });
      else options.logger.info('An IPP client broke off');
      request.socket.destroy();
    });
  };
  const http = createHttpServer({ requestTimeout: 0, keepAliveTimeout: KEPT_MS, maxHeaderSize: 16 * 1024 });
  http.on('request', (request, response) => serve(request, response, false));
  // RFC 9110 §10.1.1: the client is asked for the body only when somebody will read it.
  http.on('checkContinue', (request, response) => serve(request, response, true));
  http.setTimeout(IDLE_MS);
  return http;
}

/** Node looks after slow heads only where the HTTP server itself listens. */
const heads = new WeakMap<Socket, NodeJS.Timeout>();
/** Requests that have no answer yet. */
const running = new WeakMap<Socket, number>();

function runningOn(socket: Socket): number {
  return running.get(socket) ?? 0;
}

function awaitHead(socket: Socket, within: number): void {
  headCame(socket);
  if (socket.destroyed) return;
  heads.set(
    socket,
    // With TLS's own end before that of TCP: without it libcups 2.4 asks on for ever.
    setTimeout(() => socket.destroySoon(), within),
  );
}

function headCame(socket: Socket): void {
  clearTimeout(heads.get(socket));
  heads.delete(socket);
}

function countOf(sockets: ReadonlySet<Socket>, address: string | undefined): number {
  let count = 0;
  for (const socket of sockets) if (socket.remoteAddress === address) count += 1;
  return count;
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
    secure.once('secure', () => {
      headCame(socket);
      awaitHead(secure, FIRST_HEAD_MS);
      secure.once('close', () => headCame(secure));
      http.emit('connection', secure);
    });
  }
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
