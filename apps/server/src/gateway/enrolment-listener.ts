import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { createServer as createHttpsServer } from 'node:https';
import { milliseconds, type Clock, type Logger } from '@holdover/kernel';
import { describeError, fleetServerTls, listenOn, type FleetCredentials, type ListenAddress } from '@holdover/nodejs';
import { enrolRequest, PATHS, PROTOCOL_VERSION, type EnrolAnswer, type EnrolRequest } from '@holdover/protocol';
import { GatewayRefusal, parseJson, readText, refusalAnswer, sendAnswer } from './json-exchange.ts';

export interface EnrolmentListenerOptions {
  readonly address: ListenAddress;
  /** PEM, public. */
  readonly authority: string;
  readonly own: FleetCredentials;
  readonly clock: Clock;
  readonly logger: Logger;
  /** @throws GatewayRefusal with one of the enrolment codes */
  readonly enrol: (request: EnrolRequest) => Promise<EnrolAnswer>;
}

export interface Listener {
  readonly port: number;
  /** To whoever connects from now on. */
  show(shown: Pick<EnrolmentListenerOptions, 'authority' | 'own'>): void;
  close(): Promise<void>;
}

/** RFC 8446 §5.1: the content type of a TLS handshake record. */
const TLS_HANDSHAKE = 0x16;

/** A stranger who says nothing is let go. */
const FIRST_BYTE_MILLISECONDS = 10_000;

/** Strangers may hold no more of this server than this. */
const MOST_CONNECTIONS = 200;

/** A signing request and a secret; nothing here is large. */
const MOST_BYTES = 16_384;

/**
 * One port for terminals that are not enrolled yet (docs/adr/0002): in plain it hands out the authority's public certificate
 * and nothing else, over TLS it takes a code and nothing else.
 */
export async function startEnrolmentListener(options: EnrolmentListenerOptions): Promise<Listener> {
  const { authority, own, clock, logger } = options;
  let handedOut = authority;
  const plain = createHttpServer({ requestTimeout: FIRST_BYTE_MILLISECONDS }, (request, response) => {
    serveAuthority(request, response, { ...options, authority: handedOut });
  });
  const tls = createHttpsServer(
    {
      ...fleetServerTls({ authority, own, clients: 'none' }),
      handshakeTimeout: FIRST_BYTE_MILLISECONDS,
      requestTimeout: FIRST_BYTE_MILLISECONDS,
    },
    (request, response) => void serveEnrolment(request, response, options),
  );
  tls.on('tlsClientError', (error) => logger.debug('An enrolment connection failed', { error: describeError(error) }));

  const sockets = new Set<Socket>();
  const front = createTcpServer({ pauseOnConnect: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    sortByFirstByte(socket, clock, (isTls) => (isTls ? tls : plain).emit('connection', socket));
  });
  front.maxConnections = MOST_CONNECTIONS;
  const port = await listenOn(front, options.address, '--enrolment');
  return {
    port,
    show: (next) => {
      handedOut = next.authority;
      tls.setSecureContext(fleetServerTls({ ...next, clients: 'none' }));
    },
    close: () =>
      new Promise((resolve) => {
        front.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Looks at the first byte and gives it back before the socket goes on to whoever it is for. */
function sortByFirstByte(socket: Socket, clock: Clock, pass: (isTls: boolean) => void): void {
  const stopWaiting = clock.after(milliseconds(FIRST_BYTE_MILLISECONDS), () => socket.destroy());
  const onReadable = (): void => {
    const bytes: unknown = socket.read();
    if (!(bytes instanceof Buffer) || bytes.length === 0) return;
    stopWaiting();
    socket.off('readable', onReadable);
    socket.unshift(bytes);
    pass(bytes[0] === TLS_HANDSHAKE);
  };
  socket.on('readable', onReadable);
  socket.on('close', stopWaiting);
}

function serveAuthority(
  request: IncomingMessage,
  response: ServerResponse,
  { authority, logger }: EnrolmentListenerOptions,
): void {
  if (request.method !== 'GET' || request.url !== PATHS.authority) {
    const refusal = new GatewayRefusal('not-found', 'Only the authority is handed out here');
    return sendAnswer(response, refusalAnswer(refusal, logger));
  }
  response.writeHead(200, { 'content-type': 'application/x-pem-file', 'cache-control': 'no-store' });
  response.end(authority);
}

async function serveEnrolment(
  request: IncomingMessage,
  response: ServerResponse,
  { enrol, logger }: EnrolmentListenerOptions,
): Promise<void> {
  try {
    if (request.method !== 'POST' || request.url !== PATHS.enrol) {
      throw new GatewayRefusal('not-found', 'Only enrolment is served here');
    }
    const body = parseJson(await readText(request, MOST_BYTES), enrolRequest);
    if (body.protocol > PROTOCOL_VERSION) {
      throw new GatewayRefusal('protocol-too-new', `This server speaks protocol ${PROTOCOL_VERSION}`);
    }
    sendAnswer(response, { status: 200, text: JSON.stringify(await enrol(body)) });
  } catch (error) {
    if (error instanceof GatewayRefusal) {
      logger.warn('Enrolment refused', { code: error.code, from: request.socket.remoteAddress });
    }
    sendAnswer(response, refusalAnswer(error, logger));
  }
}
