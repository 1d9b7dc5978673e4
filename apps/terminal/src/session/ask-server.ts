import { milliseconds, toBase64Url, toHex, type Clock, type Duration, type Entropy } from '@holdover/kernel';
import type { ServerAnswer } from '@holdover/offline-login';
import type { Hashing, LoginAnswer, LoginRequest } from '@holdover/protocol';
import { refusesTerminal, type GatewayAnswer } from '../link/gateway-answer.ts';
import type { GatewayClient } from '../link/gateway-client.ts';
import type { Link } from '../link/link.ts';
import type { StretchedSecret } from './stretched-secret.ts';

export type Granted = Extract<LoginAnswer, { outcome: 'granted' }>;
export type Refused = Extract<LoginAnswer, { outcome: 'refused' }>;

/** D1: one deadline for the server, after the slow hash. */
const DEADLINE: Duration = milliseconds(1_200);

export interface AskServerOptions {
  readonly client: Pick<GatewayClient, 'login'>;
  readonly link: Pick<Link, 'number' | 'questionUnanswered' | 'questionFailed' | 'terminalRefused'>;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

export interface Asked {
  readonly answer: ServerAnswer<Granted>;
  /** Who the server says was refused; it names nobody unless the whole secret or a card did. */
  readonly refused: Refused | undefined;
  /** What the server says after the deadline, if it still does. */
  readonly late: Promise<LoginAnswer | undefined>;
}

/** Asks once; tells the link when the answer says something about it (C2). */
export type AskServer = (proof: LoginRequest['proof']) => Promise<Asked>;

export function createAskServer({ client, link, clock, entropy }: AskServerOptions): AskServer {
  return async (proof) => {
    const number = link.number();
    if (number === undefined)
      return { answer: { answer: 'no-answer' }, refused: undefined, late: Promise.resolve(undefined) };
    const attempt = toHex(entropy.bytes(16));
    const asking = client.login({ attempt, proof }).then((answer) => ofThisAttempt(answer, attempt));
    const answer = await within(clock, DEADLINE, asking);
    if (answer === undefined) {
      link.questionUnanswered(number);
      return { answer: { answer: 'no-answer' }, refused: undefined, late: asking.then(valueOf) };
    }
    const read = readAnswer(answer);
    if (read.answer === 'no-answer') link.questionUnanswered(number);
    if (read.answer === 'status') link.questionFailed(number);
    if (read.answer === 'terminal-refused') link.terminalRefused(number);
    const value = valueOf(answer);
    return {
      answer: read,
      refused: value?.outcome === 'refused' ? value : undefined,
      late: Promise.resolve(undefined),
    };
  };
}

/** @param hashing by which they were stretched */
export function credentialsProof(secrets: readonly StretchedSecret[], hashing: Hashing): LoginRequest['proof'] {
  return {
    kind: 'credentials',
    credentials: secrets.map(({ method, bytes }) => ({
      method,
      generation: hashing[method].generation,
      stretched: toBase64Url(bytes),
    })),
  };
}

/** An answer to another question is none to this. */
function ofThisAttempt(answer: GatewayAnswer<LoginAnswer>, attempt: string): GatewayAnswer<LoginAnswer> {
  if (answer.kind !== 'answer' || answer.value.attempt === attempt) return answer;
  return { kind: 'refused', status: 502, code: 'not-our-answer' };
}

function readAnswer(answer: GatewayAnswer<LoginAnswer>): ServerAnswer<Granted> {
  switch (answer.kind) {
    case 'none':
      return { answer: 'no-answer' };
    case 'refused':
      return refusesTerminal(answer) ? { answer: 'terminal-refused' } : { answer: 'status', status: answer.status };
    case 'answer':
      return answer.value.outcome === 'granted'
        ? { answer: 'granted', grant: answer.value }
        : { answer: 'refused', code: answer.value.code };
  }
}

function valueOf(answer: GatewayAnswer<LoginAnswer>): LoginAnswer | undefined {
  return answer.kind === 'answer' ? answer.value : undefined;
}

/** Undefined when it takes longer. */
function within<T>(clock: Clock, deadline: Duration, asking: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const late = clock.after(deadline, () => resolve(undefined));
    asking.then(resolve, reject).finally(late);
  });
}
