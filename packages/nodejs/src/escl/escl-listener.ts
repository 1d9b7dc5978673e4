import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { SCANNER_ROOT, type EsclResponse, type EsclScanner } from '@holdover/escl';
import type { Logger } from '@holdover/kernel';
import { listenOn } from '../listen-on.ts';
import { describeError } from '../logger.ts';

export interface EsclListenerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly scanner: EsclScanner;
  readonly logger: Logger;
}

export interface EsclListener {
  readonly host: string;
  readonly port: number;
  /** `http://HOST:PORT/eSCL`. */
  readonly url: string;
  /** Ends listening and open connections. */
  close(): Promise<void>;
}

/** A client that waits for a page is silent for as long as the page takes. */
const IDLE_MS = 120_000;
const HEAD_MS = 20_000;
const MOST_CONNECTIONS = 64;

/** Serves a scanner by eSCL over HTTP/1.1. Faults: `port-taken`, `cannot-listen`. */
export async function listenEscl({ host, port, scanner, logger }: EsclListenerOptions): Promise<EsclListener> {
  const http = createServer({ headersTimeout: HEAD_MS, requestTimeout: IDLE_MS, maxHeaderSize: 16 * 1024 });
  http.maxConnections = MOST_CONNECTIONS;
  http.setTimeout(IDLE_MS);
  http.on('request', (request, response) => {
    serve(scanner, request, response).catch((error: unknown) => {
      if (request.destroyed || response.destroyed) logger.info('An eSCL client broke off');
      else logger.error('An eSCL request failed', { error: describeError(error) });
      request.socket.destroy();
    });
  });
  const bound = await listenOn(http, { host, port });
  return {
    host,
    port: bound,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}${SCANNER_ROOT}`,
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}

async function serve(scanner: EsclScanner, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  // Stopping to read must not tear down the socket the answer goes out on.
  const body: AsyncIterable<Uint8Array> = request.iterator({ destroyOnReturn: false });
  const answered = await scanner.answer({ method: request.method ?? '', path, body });
  await send(answered, response);
  request.resume();
}

async function send({ status, headers, body }: EsclResponse, response: ServerResponse): Promise<void> {
  response.writeHead(status, headers);
  for await (const part of body) {
    if (response.destroyed) return;
    if (!response.write(part)) await drained(response);
  }
  response.end();
}

/** Resolves also when the client has gone. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const over = (): void => {
      response.off('drain', over);
      response.off('close', over);
      resolve();
    };
    response.once('drain', over);
    response.once('close', over);
    if (response.destroyed) over();
  });
}
