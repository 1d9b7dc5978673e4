import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { instant, makeId, type Entropy } from '@holdover/kernel';
import { encodeEnrolmentCode, fleetServerTls, publicKeyOfRequest, type FleetCredentials } from '@holdover/nodejs';
import { enrolRequest, PATHS, type EnrolAnswer, type EnrolRequest } from '@holdover/protocol';
import { createFleet, type Fleet } from './fake-gateway.ts';

/** An enrolment listener whose parts a test may replace to play a rogue. */
export interface FakeEnrolment {
  readonly fleet: Fleet;
  readonly code: string;
  readonly requests: EnrolRequest[];
  close(): Promise<void>;
}

export interface FakeEnrolmentOptions {
  readonly entropy: Entropy;
  /** What the plain side hands out; the fleet's own authority unless told. */
  readonly handedOut?: (fleet: Fleet) => string;
  /** What the TLS side shows; a gateway's certificate of the fleet unless told. */
  readonly shown?: (fleet: Fleet) => Promise<FleetCredentials>;
  /** Refuses with this status and code. */
  readonly refusal?: { readonly status: number; readonly code: string };
  /** Spoils the answer. */
  readonly change?: (answer: EnrolAnswer) => EnrolAnswer;
}

const TLS_HANDSHAKE = 0x16;

export async function startFakeEnrolment(options: FakeEnrolmentOptions): Promise<FakeEnrolment> {
  const { entropy, refusal, change = (answer) => answer } = options;
  const fleet = await createFleet(entropy);
  const requests: EnrolRequest[] = [];
  const plain = createHttpServer((request, response) => {
    response.writeHead(request.url === PATHS.authority ? 200 : 404);
    response.end(options.handedOut?.(fleet) ?? fleet.authority.certificate);
  });
  const own = await (options.shown ?? ((of) => of.issueGateway()))(fleet);
  const authority = fleet.authority.certificate;
  const tls = createHttpsServer(fleetServerTls({ authority, own, clients: 'none' }), (request, response) => {
    const parts: Uint8Array[] = [];
    request.on('data', (part: Uint8Array) => parts.push(part));
    request.on('end', () => {
      const asked = enrolRequest.parse(JSON.parse(Buffer.concat(parts).toString('utf8')));
      requests.push(asked);
      const body = refusal && { code: refusal.code, message: 'as the test said' };
      const reply = (value: unknown): void => {
        response.writeHead(refusal?.status ?? 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(value));
      };
      if (body !== undefined) reply(body);
      else
        enrolAs(fleet, entropy, asked).then(
          (answer) => reply(change(answer)),
          () => response.destroy(),
        );
    });
  });
  const { front, sockets } = sortByFirstByte(tls, plain);
  await new Promise<void>((resolve) => {
    front.listen(0, '127.0.0.1', resolve);
  });
  const { port } = front.address() as AddressInfo; // a TCP server's address
  return {
    fleet,
    requests,
    code: encodeEnrolmentCode({
      host: '127.0.0.1',
      enrolmentPort: port,
      gatewayPort: port,
      authorityHash: fleet.authority.spkiHash,
      secret: entropy.bytes(16),
    }),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        front.close(() => resolve());
      }),
  };
}

/** One port for both, as the server has it. */
function sortByFirstByte(tls: Server, plain: Server): { front: Server; sockets: ReadonlySet<Socket> } {
  const sockets = new Set<Socket>();
  const front = createServer({ pauseOnConnect: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    const onReadable = (): void => {
      const first: unknown = socket.read();
      if (!(first instanceof Buffer) || first.length === 0) return;
      socket.off('readable', onReadable);
      socket.unshift(first);
      (first[0] === TLS_HANDSHAKE ? tls : plain).emit('connection', socket);
    };
    socket.on('readable', onReadable);
  });
  return { front, sockets };
}

async function enrolAs(fleet: Fleet, entropy: Entropy, asked: EnrolRequest): Promise<EnrolAnswer> {
  const terminalId = makeId('terminal', instant(20), entropy);
  const publicKey = await publicKeyOfRequest(asked.signingRequest);
  const { certificate } = await fleet.authority.issue({ publicKey, role: 'terminal', id: terminalId });
  return {
    fleetId: fleet.fleetId,
    terminalId,
    deviceId: makeId('device', instant(21), entropy),
    deviceName: 'Kyocera by the lift',
    certificate,
    authority: fleet.authority.certificate,
    issuedAt: instant(1_700_000_000_000),
    gateways: ['127.0.0.1:8444'],
    servicePin: '12345678',
  };
}
