import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { instant, makeId, type Entropy, type FleetId, type TerminalId } from '@holdover/kernel';
import {
  createAuthority,
  createPrivateKeyPem,
  createSigningRequest,
  fleetServerTls,
  openAuthority,
  publicKeyOfRequest,
  publicKeyText,
  signJson,
  type Authority,
} from '@holdover/nodejs';
import {
  journalBatch,
  linkFrameUp,
  loginRequest,
  PATHS,
  PROTOCOL_VERSION,
  stateAcknowledgement,
  stateRequest,
  type JournalAnswer,
  type JournalBatch,
  type LinkFrameDown,
  type LinkFrameUp,
  type LoginAnswer,
  type LoginRequest,
  type StateAcknowledgement,
  type StateAnswer,
  type StateRequest,
  type Tidings,
} from '@holdover/protocol';
import { WebSocketServer, type WebSocket } from 'ws';
import type { TerminalIdentity } from '../enrolment/terminal-identity.ts';

/** What a test decides; everything may be changed while the gateway runs. */
export interface Behaviour {
  tidings: Tidings;
  incarnation: { number: number; random: string };
  heartbeatSeconds: number;
  returnSpreadSeconds: number;
  /** Answers heartbeats; false plays a server that hangs. */
  answersHeartbeats: boolean;
  /** Refuses the upgrade and all calls with this status and code. */
  refusal: { status: number; code: string } | undefined;
  state(request: StateRequest): StateAnswer;
  login(request: LoginRequest): LoginAnswer | { status: number } | 'hang';
  journal(batch: JournalBatch): JournalAnswer | { status: number } | 'hang';
}

export interface FakeGateway {
  readonly port: number;
  readonly behaviour: Behaviour;
  readonly signingKey: string;
  readonly identity: TerminalIdentity;
  readonly seen: {
    readonly frames: LinkFrameUp[];
    readonly states: StateRequest[];
    readonly acknowledgements: StateAcknowledgement[];
    readonly logins: LoginRequest[];
    readonly batches: JournalBatch[];
    /** In the order they came: `link`, `heartbeat`, `state`, `login`, `journal`. */
    readonly calls: string[];
  };
  sign(value: Parameters<typeof signJson>[1]): string;
  ring(frame: LinkFrameDown): void;
  /** Without a code: as a cut does it. */
  dropLinks(code?: number): void;
  close(): Promise<void>;
}

export interface Fleet {
  readonly fleetId: FleetId;
  readonly authority: Authority;
  issueGateway(): Promise<{ certificate: string; privateKey: string }>;
  issueTerminal(id: TerminalId): Promise<{ certificate: string; privateKey: string }>;
}

/** @param fleetId of an authority that is to replace another */
export async function createFleet(entropy: Entropy, fleetId = makeId('fleet', instant(1), entropy)): Promise<Fleet> {
  const authority = await openAuthority(fleetId, await createAuthority(fleetId));
  const issue = async (role: 'gateway' | 'terminal', id: string) => {
    const privateKey = createPrivateKeyPem();
    const publicKey = await publicKeyOfRequest(await createSigningRequest(privateKey));
    return { certificate: (await authority.issue({ publicKey, role, id })).certificate, privateKey };
  };
  return {
    fleetId,
    authority,
    issueGateway: () => issue('gateway', 'gateway-1'),
    issueTerminal: (id) => issue('terminal', id),
  };
}

/** A server towards terminals with real TLS and the real schemas, whose answers the test writes. */
export async function startFakeGateway(entropy: Entropy, given: Partial<Behaviour> = {}): Promise<FakeGateway> {
  const fleet = await createFleet(entropy);
  const terminalId = makeId('terminal', instant(2), entropy);
  const signing = createPrivateKeyPem();
  const behaviour: Behaviour = { ...defaultBehaviour(), ...given };
  const seen: FakeGateway['seen'] = {
    frames: [],
    states: [],
    acknowledgements: [],
    logins: [],
    batches: [],
    calls: [],
  };

  const server = createServer(
    fleetServerTls({ authority: fleet.authority.certificate, own: await fleet.issueGateway(), clients: 'required' }),
    (request, response) => void answer(request, response, { behaviour, seen }),
  );
  const links = serveLink(server, { behaviour, seen, signingKey: publicKeyText(signing) });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // a TCP server's address
  return {
    port,
    behaviour,
    seen,
    signingKey: publicKeyText(signing),
    identity: {
      fleetId: fleet.fleetId,
      terminalId,
      deviceId: makeId('device', instant(3), entropy),
      deviceName: 'Kyocera by the lift',
      keyProtector: 'keyfile',
      gateways: [`127.0.0.1:${port}`],
      authority: fleet.authority.certificate,
      own: await fleet.issueTerminal(terminalId),
      previous: null,
      renewAt: instant(Number.MAX_SAFE_INTEGER),
      servicePin: '12345678',
    },
    sign: (value) => signJson(signing, value),
    ring: (frame) => links.forEach((link) => link.send(JSON.stringify(frame))),
    dropLinks: (code) => links.forEach((link) => (code === undefined ? link.terminate() : link.close(code))),
    close: () =>
      new Promise((resolve) => {
        links.forEach((link) => link.terminate());
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function defaultBehaviour(): Behaviour {
  const tidings: Tidings = {
    serverTime: instant(1_700_000_000_000),
    desiredRevision: 0,
    desiredGeneration: 1,
    denyListVersion: 0,
    confirmedAt: null,
  };
  return {
    tidings,
    incarnation: { number: 1, random: '0123456789abcdef' },
    heartbeatSeconds: 5,
    returnSpreadSeconds: 0,
    answersHeartbeats: true,
    refusal: undefined,
    state: () => ({ kind: 'unchanged', tidings }),
    login: (request) => ({ outcome: 'refused', attempt: request.attempt, code: 'unknown-credential', userId: null }),
    journal: () => ({ status: 503 }),
  };
}

interface Context {
  readonly behaviour: Behaviour;
  readonly seen: FakeGateway['seen'];
}

async function answer(request: IncomingMessage, response: ServerResponse, { behaviour, seen }: Context): Promise<void> {
  const body: unknown = JSON.parse(await textOf(request));
  const reply = (value: unknown): void => {
    if (value === 'hang') return;
    const status = typeof value === 'object' && value !== null && 'status' in value ? Number(value.status) : 200;
    response.writeHead(value === undefined ? 204 : status, { 'content-type': 'application/json' });
    response.end(value === undefined ? undefined : JSON.stringify(value));
  };
  if (behaviour.refusal !== undefined) {
    response.writeHead(behaviour.refusal.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ code: behaviour.refusal.code, message: 'as the test said' }));
    return;
  }
  switch (request.url) {
    case PATHS.state: {
      seen.calls.push('state');
      const asked = stateRequest.parse(body);
      seen.states.push(asked);
      reply(behaviour.state(asked));
      return;
    }
    case PATHS.stateAcknowledgement:
      seen.calls.push('acknowledgement');
      seen.acknowledgements.push(stateAcknowledgement.parse(body));
      reply(undefined);
      return;
    case PATHS.login: {
      seen.calls.push('login');
      const asked = loginRequest.parse(body);
      seen.logins.push(asked);
      reply(behaviour.login(asked));
      return;
    }
    case PATHS.journal: {
      seen.calls.push('journal');
      const batch = journalBatch.parse(body);
      seen.batches.push(batch);
      reply(behaviour.journal(batch));
      return;
    }
    default:
      response.writeHead(404).end();
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

function serveLink(server: Server, { behaviour, seen, signingKey }: Context & { signingKey: string }): Set<WebSocket> {
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    if (behaviour.refusal !== undefined) {
      const body = JSON.stringify({ code: behaviour.refusal.code, message: 'as the test said' });
      socket.end(
        `HTTP/1.1 ${behaviour.refusal.status} Refused\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
      );
      return;
    }
    sockets.handleUpgrade(request, socket, head, (link) => {
      const send = (frame: LinkFrameDown): void => link.send(JSON.stringify(frame));
      link.on('error', () => undefined);
      link.on('message', (data: Buffer) => {
        const frame = linkFrameUp.parse(JSON.parse(data.toString('utf8')));
        seen.frames.push(frame);
        seen.calls.push(frame.type === 'hello' ? 'link' : 'heartbeat');
        const { tidings, incarnation, heartbeatSeconds, returnSpreadSeconds } = behaviour;
        if (frame.type === 'hello') {
          send({
            type: 'welcome',
            protocol: PROTOCOL_VERSION,
            incarnation,
            signingKey,
            tidings,
            returnSpreadSeconds,
            heartbeatSeconds,
          });
        } else if (behaviour.answersHeartbeats) {
          send({ type: 'heartbeat', number: frame.number, tidings });
        }
      });
    });
  });
  return sockets.clients;
}
