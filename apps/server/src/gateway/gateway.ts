import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { Fault, type FleetId, type Logger } from '@holdover/kernel';
import { describeError, fleetServerTls, type FleetCredentials } from '@holdover/nodejs';
import { PATHS } from '@holdover/protocol';
import { WebSocketServer, type WebSocket } from 'ws';
import type * as z from 'zod';
import type { Connections } from './connections.ts';
import { GatewayRefusal, readJson, REFUSAL_STATUS, sendJson, sendRefusal } from './json-exchange.ts';
import { listen, type ListenAddress } from './listener.ts';
import { findPeer, serialOf, type Peer, type PeerLookup } from './peer.ts';

/** One request of a terminal: what it may send and what becomes of it. An answer of undefined has no body. */
export interface GatewayRoute<S extends z.ZodType = z.ZodType> {
  readonly path: string;
  readonly request: S;
  readonly mostBytes: number;
  /** `trusted` · `suspended-too` one whose identity forked as well: its journal is taken all the same (F3). Nobody revoked (C1). */
  readonly admits: 'trusted' | 'suspended-too';
  answer(peer: Peer, request: z.output<S>): Promise<unknown>;
}

/** Keeps the types of request and answer together where routes are declared. */
export function gatewayRoute<S extends z.ZodType>(route: GatewayRoute<S>): GatewayRoute {
  return route as unknown as GatewayRoute; // `answer` only ever gets what `request` parsed
}

export interface GatewayOptions {
  readonly address: ListenAddress;
  readonly fleet: FleetId;
  /** PEM, public. */
  readonly authority: string;
  readonly own: FleetCredentials;
  readonly lookup: PeerLookup;
  readonly routes: readonly GatewayRoute[];
  readonly connections: Connections;
  readonly logger: Logger;
  /** A push link was opened. */
  readonly onLink: (peer: Peer, socket: WebSocket) => void;
}

export interface Gateway {
  readonly port: number;
  close(): Promise<void>;
}

/** What a terminal may send on the push link; frames are small. */
const MOST_FRAME_BYTES = 65_536;
const HANDSHAKE_MILLISECONDS = 10_000;

/** A6: mutual TLS or nothing. Who is there is settled before the first byte of HTTP, and looked up again at each request. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { authority, own, fleet, logger, connections } = options;
  const routes = new Map(options.routes.map((route) => [route.path, route]));
  const tls = { ...fleetServerTls({ authority, own, clients: 'required' }), handshakeTimeout: HANDSHAKE_MILLISECONDS };
  const server = createServer(tls, (request, response) => {
    void serve(request, response, { options, routes });
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
  const port = await listen(server, options.address, '--gateway');
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function remember(connections: Connections, socket: TLSSocket, fleet: FleetId): void {
  try {
    connections.add(serialOf(socket, fleet), socket);
  } catch {
    // Answered with a refusal as soon as it asks for something.
  }
}

interface Serving {
  readonly options: GatewayOptions;
  readonly routes: ReadonlyMap<string, GatewayRoute>;
}

async function serve(request: IncomingMessage, response: ServerResponse, { options, routes }: Serving): Promise<void> {
  try {
    const route = routes.get(request.url ?? '');
    if (route === undefined || request.method !== 'POST') throw new GatewayRefusal('not-found', 'No such path');
    const peer = await findPeer(options.lookup, serialOf(tlsOf(request), options.fleet));
    admit(peer, route.admits);
    const answer = await route.answer(peer, await readJson(request, route.request, route.mostBytes));
    if (answer === undefined) response.writeHead(204).end();
    else sendJson(response, 200, answer);
  } catch (error) {
    if (!response.headersSent) sendRefusal(response, refusalOf(error, options.logger));
    else response.destroy();
  }
}

function admit({ revoked, terminal }: Peer, whom: GatewayRoute['admits']): void {
  if (revoked) throw new GatewayRefusal('certificate-revoked', 'This terminal was revoked');
  if (terminal.suspendedAt === null || whom === 'suspended-too') return;
  throw new GatewayRefusal('suspended', 'This terminal is suspended until it is enrolled anew');
}

/** A revoked terminal may open the link: it gets the order that wipes it and nothing else (C1). */
async function upgrade(
  { request, socket, head }: { request: IncomingMessage; socket: Duplex; head: Buffer },
  links: WebSocketServer,
  { fleet, lookup, logger, onLink }: GatewayOptions,
): Promise<void> {
  socket.on('error', () => socket.destroy());
  try {
    if (request.url !== PATHS.link) throw new GatewayRefusal('not-found', 'No such path');
    const peer = await findPeer(lookup, serialOf(tlsOf(request), fleet));
    links.handleUpgrade(request, socket, head, (link) => onLink(peer, link));
  } catch (error) {
    const refusal = refusalOf(error, logger);
    const body = JSON.stringify(refusal);
    socket.end(
      `HTTP/1.1 ${REFUSAL_STATUS[refusal.code]} Refused\r\ncontent-type: application/json\r\n` +
        `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    );
  }
}

function tlsOf({ socket }: IncomingMessage): TLSSocket {
  if (socket instanceof TLSSocket) return socket;
  throw new Fault({ owner: 'ours', code: 'invariant-broken', message: 'The gateway has a connection without TLS' });
}

function refusalOf(error: unknown, logger: Logger) {
  if (error instanceof GatewayRefusal) return error.refusal;
  logger.error('A request of a terminal failed', { error: describeError(error) });
  return { code: 'server-fault' as const, message: 'The server could not answer' };
}
