import { seconds, type Duration } from '@holdover/kernel';
import {
  journalAnswer,
  loginAnswer,
  PATHS,
  renewalAnswer,
  stateAnswer,
  type GatewayWire,
  type JournalAnswer,
  type JournalBatch,
  type LoginAnswer,
  type LoginRequest,
  type RenewalAnswer,
  type RenewalRequest,
  type StateAcknowledgement,
  type StateAnswer,
  type StateRequest,
} from '@holdover/protocol';
import * as z from 'zod';
import type { GatewayAnswer } from './gateway-answer.ts';
import { readAnswer } from './read-answer.ts';

/** The calls of a terminal to its server, each with a deadline. */
export interface GatewayClient {
  login(request: LoginRequest): Promise<GatewayAnswer<LoginAnswer>>;
  state(request: StateRequest): Promise<GatewayAnswer<StateAnswer>>;
  acknowledgeState(acknowledgement: StateAcknowledgement): Promise<GatewayAnswer<unknown>>;
  journal(batch: JournalBatch): Promise<GatewayAnswer<JournalAnswer>>;
  renew(request: RenewalRequest): Promise<GatewayAnswer<RenewalAnswer>>;
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

interface Agreed<T> {
  readonly answer: z.ZodType<T>;
  readonly deadline: Duration;
  readonly mostBytes: number;
}

export function createGatewayClient(wire: Pick<GatewayWire, 'call'>): GatewayClient {
  const post = <T>(path: string, message: unknown, { answer, ...limits }: Agreed<T>): Promise<GatewayAnswer<T>> =>
    readAnswer(wire.call({ path, body: JSON.stringify(message), ...limits }), answer);

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
    renew: (request) =>
      post(PATHS.renewal, request, { answer: renewalAnswer, deadline: SHORT_DEADLINE, mostBytes: MOST_BYTES }),
  };
}
