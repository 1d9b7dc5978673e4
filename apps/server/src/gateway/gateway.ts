import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TLSSocket } from 'node:tls';
import { Fault, fromBase64Url, fromUtf8, seconds, utf8, type Clock, type FleetId, type Logger } from '@holdover/kernel';
import { describeError, fleetServerTls, listenOn, type FleetCredentials, type ListenAddress } from '@holdover/nodejs';
import { PATHS, UPLOAD_HEADER, type WireAnswer } from '@holdover/protocol';
import { WebSocketServer } from 'ws';
import type { Connections } from './connections.ts';
import { createWsFrameSocket } from './frame-socket-ws.ts';
import type { HeldDoor, SentDocument } from './gateway-door.ts';
import { GatewayRefusal, headersOf, readText, refusalAnswer, sendAnswer } from './json-exchange.ts';
import { serialOf } from './peer.ts';
import type { Upload } from './take-upload.ts';

export interface GatewayOptions {
  readonly address: ListenAddress;
  readonly fleet: FleetId;
  /** PEM, public: every authority whose terminals are let in. */
  readonly authority: string;
  readonly own: FleetCredentials;
  readonly door: HeldDoor;
  readonly connections: Connections;
  readonly clock: Pick<Clock, 'after'>;
  readonly logger: Logger;
}

export interface Gateway {
  readonly port: number;
  /** To whoever connects from now on. */
  show(shown: Pick<GatewayOptions, 'authority' | 'own'>): void;
  close(): Promise<void>;
}

/** What a terminal may send on the push link; frames are small. */
const MOST_FRAME_BYTES = 65_536;
const HANDSHAKE_MILLISECONDS = 10_000;
/** Who sends slowly does not keep others out for ever; a document may take its time, as long as something comes. */
const REQUEST = seconds(60);
const UPLOAD_IDLE = seconds(30);
const PROBE_MILLISECONDS = 60_000;

/** The door over HTTPS and WebSocket. A6: mutual TLS or nothing; who is there is settled before the first byte of HTTP. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { authority, own, fleet, logger, connections } = options;
  const tls = { ...fleetServerTls({ authority, own, clients: 'required' }), handshakeTimeout: HANDSHAKE_MILLISECONDS };
  const server = createServer({ ...tls, requestTimeout: 0, headersTimeout: REQUEST }, (request, response) => {
    void serve(request, response, options);
  });
  server.on('secureConnection', (socket) => remember(connections, socket, fleet));
  server.on('tlsClientError', (error) => logger.debug('A gateway connection failed', { error: describeError(error) }));

  const links = new WebSocketServer({ noServer: true, maxPayload: MOST_FRAME_BYTES, perMessageDeflate: false });
  server.on('upgrade', (request, socket, head) => void upgrade({ request, socket, head }, links, options));

  const sockets = new Set<Duplex>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const port = await listenOn(server, options.address, '--gateway');
  return {
    port,
    show: (shown) => server.setSecureContext(fleetServerTls({ ...shown, clients: 'required' })),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function remember(connections: Connections, socket: TLSSocket, fleet: FleetId): void {
  try {
    socket.on(
      'close',
      connections.add(serialOf(socket, fleet), () => socket.destroy()),
    );
  } catch {
    // Answered with a refusal as soon as it asks for something.
  }
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { door, fleet, clock, logger }: GatewayOptions,
): Promise<void> {
  try {
    if (request.method !== 'POST') throw new GatewayRefusal('not-found', 'No such path');
    const serial = serialOf(tlsOf(request), fleet);
    const path = request.url ?? '';
    if (UPLOAD_HEADER in request.headers) {
      const answer = await door.upload(serial, { path, ...handedIn(request, clock) });
      request.once(
        'close',
        clock.after(UPLOAD_IDLE, () => request.destroy()),
      );
      sendAnswer(response, answer, 'read-on');
      request.resume();
      return;
    }
    const served = await door.serve(serial, path, (mostBytes) => readInTime(request, mostBytes, clock));
    if ('data' in served) await sendDocument(response, served, logger);
    else sendAnswer(response, served);
  } catch (error) {
    sendAnswer(response, refusalAnswer(error, logger));
  }
}

async function readInTime(request: IncomingMessage, mostBytes: number, clock: Pick<Clock, 'after'>): Promise<string> {
  const late = clock.after(REQUEST, () => request.destroy());
  return readText(request, mostBytes).finally(late);
}

/** @throws GatewayRefusal `bad-request` */
function handedIn(request: IncomingMessage, clock: Pick<Clock, 'after'>): Upload {
  const message = fromBase64Url(String(request.headers[UPLOAD_HEADER]));
  const length = /^\d{1,15}$/.exec(request.headers['content-length'] ?? '')?.[0];
  if (message === undefined || length === undefined) throw new GatewayRefusal('bad-request', 'No upload of ours');
  try {
    return { body: fromUtf8(message), length: Number(length), data: unlessSilent(request, clock) };
  } catch {
    throw new GatewayRefusal('bad-request', 'The message is not UTF-8');
  }
}

/** Throws where the terminal sends nothing for too long; a document that waits here to be stored may take its time. */
async function* unlessSilent(request: IncomingMessage, clock: Pick<Clock, 'after'>): AsyncGenerator<Uint8Array, void> {
  // Who stops reading here answers; Node reads and forgets the rest.
  const parts: AsyncIterator<Uint8Array> = request.iterator({ destroyOnReturn: false });
  try {
    for (;;) {
      const late = clock.after(UPLOAD_IDLE, () => request.destroy(tooSlow()));
      const part = await parts.next().finally(late);
      if (part.done === true) return;
      yield part.value;
    }
  } finally {
    await parts.return?.();
  }
}

function tooSlow(): Fault {
  return new Fault({ owner: 'peer', code: 'peer-too-slow', message: 'Nothing more came of a document' });
}

/** As fast as the terminal reads. What breaks off ends with its connection: the framing of HTTP then shows that more was to come. */
async function sendDocument(response: ServerResponse, { data, length }: SentDocument, logger: Logger): Promise<void> {
  const size = length === undefined ? {} : { 'content-length': length };
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'cache-control': 'no-store', ...size });
  // Nothing is heard of a terminal whose power is cut while it waits for paper.
  response.socket?.setKeepAlive(true, PROBE_MILLISECONDS);
  try {
    await pipeline(data, response);
  } catch (error) {
    logger.info('A document did not reach its terminal', { error: describeError(error) });
  }
}

async function upgrade(
  { request, socket, head }: { request: IncomingMessage; socket: Duplex; head: Buffer },
  links: WebSocketServer,
  { fleet, door, logger }: GatewayOptions,
): Promise<void> {
  socket.on('error', () => socket.destroy());
  try {
    if (request.url !== PATHS.link) throw new GatewayRefusal('not-found', 'No such path');
    const link = await door.link(serialOf(tlsOf(request), fleet));
    if ('refusal' in link) refuseUpgrade(socket, link.refusal);
    else links.handleUpgrade(request, socket, head, (opened) => link.accept(createWsFrameSocket(opened)));
  } catch (error) {
    refuseUpgrade(socket, refusalAnswer(error, logger));
  }
}

function refuseUpgrade(socket: Duplex, answer: WireAnswer): void {
  const headers = { ...headersOf(answer), 'content-length': utf8(answer.text).length, connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${answer.status} Refused\r\n${lines.join('')}\r\n${answer.text}`);
}

function tlsOf({ socket }: IncomingMessage): TLSSocket {
  if (socket instanceof TLSSocket) return socket;
  throw new Fault({ owner: 'ours', code: 'invariant-broken', message: 'The gateway has a connection without TLS' });
}
