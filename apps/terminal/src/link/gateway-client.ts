import { Agent } from 'node:https';
import { seconds, type Clock, type Duration } from '@holdover/kernel';
import { fleetClientTls } from '@holdover/nodejs';
import {
  journalAnswer,
  loginAnswer,
  PATHS,
  stateAnswer,
  type JournalAnswer,
  type JournalBatch,
  type LoginAnswer,
  type LoginRequest,
  type StateAcknowledgement,
  type StateAnswer,
  type StateRequest,
} from '@holdover/protocol';
import * as z from 'zod';
import type { TerminalIdentity } from '../enrolment/terminal-identity.ts';
import type { GatewayAnswer } from './gateway-answer.ts';
import type { GatewayList } from './gateway-list.ts';
import { callJson } from './https-call.ts';

/** The calls of a terminal to its server, each over mutual TLS and with a deadline. */
export interface GatewayClient {
  login(request: LoginRequest): Promise<GatewayAnswer<LoginAnswer>>;
  state(request: StateRequest): Promise<GatewayAnswer<StateAnswer>>;
  acknowledgeState(acknowledgement: StateAcknowledgement): Promise<GatewayAnswer<unknown>>;
  journal(batch: JournalBatch): Promise<GatewayAnswer<JournalAnswer>>;
  /** Ends kept connections: after the link broke none of them is worth a deadline. */
  dropConnections(): void;
  close(): void;
}

/** Nobody waits that long (D1's deadline is the login's); it is for refusals that come late. */
const LOGIN_DEADLINE = seconds(10);
/** A whole state of 10,000 users over a slow branch link. */
const STATE_DEADLINE = seconds(120);
const JOURNAL_DEADLINE = seconds(30);
const SHORT_DEADLINE = seconds(10);

const MOST_STATE_BYTES = 64 * 1024 * 1024;
const MOST_BYTES = 1024 * 1024;

const nothing = z.unknown();

export interface GatewayClientOptions {
  readonly identity: TerminalIdentity;
  readonly gateways: GatewayList;
  readonly clock: Clock;
}

export function createGatewayClient({ identity, gateways, clock }: GatewayClientOptions): GatewayClient {
  const tls = fleetClientTls({ fleet: identity.fleetId, authority: identity.authority, own: identity.own });
  const newAgent = (): Agent => new Agent({ keepAlive: true, maxSockets: 4, maxCachedSessions: 0 });
  let agent = newAgent();

  function post<T>(
    path: string,
    body: unknown,
    options: { answer: z.ZodType<T>; deadline: Duration; mostBytes: number },
  ) {
    const { host, port } = gateways.current();
    return callJson(clock, { scheme: 'https', to: { host, port, path, agent, ...tls }, body, ...options });
  }

  return {
    login: (request) =>
      post(PATHS.login, request, { answer: loginAnswer, deadline: LOGIN_DEADLINE, mostBytes: MOST_BYTES }),
    state: (request) =>
      post(PATHS.state, request, { answer: stateAnswer, deadline: STATE_DEADLINE, mostBytes: MOST_STATE_BYTES }),
    acknowledgeState: (acknowledgement) =>
      post(PATHS.stateAcknowledgement, acknowledgement, {
        answer: nothing,
        deadline: SHORT_DEADLINE,
        mostBytes: MOST_BYTES,
      }),
    journal: (batch) =>
      post(PATHS.journal, batch, { answer: journalAnswer, deadline: JOURNAL_DEADLINE, mostBytes: MOST_BYTES }),
    dropConnections() {
      agent.destroy();
      agent = newAgent();
    },
    close: () => agent.destroy(),
  };
}
