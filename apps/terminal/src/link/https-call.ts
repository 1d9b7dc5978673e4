import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { Fault, fromUtf8, type Clock, type Duration } from '@holdover/kernel';
import type { WireAnswer } from '@holdover/protocol';
import type * as z from 'zod';
import type { GatewayAnswer } from './gateway-answer.ts';
import { readAnswer } from './read-answer.ts';

export interface Exchange {
  readonly scheme: 'http' | 'https';
  /** Host, port, path, agent and TLS options. */
  readonly to: RequestOptions;
  /** JSON, sent by POST; GET without. */
  readonly body?: string;
  /** Of boot time, from call to last byte. */
  readonly deadline: Duration;
  readonly mostBytes: number;
}

export interface Call<T> extends Omit<Exchange, 'body'> {
  readonly body: unknown;
  /** Of the body of a 200; an empty body (204) is read as undefined. */
  readonly answer: z.ZodType<T>;
}

/** One exchange of JSON. Everything the other side may do wrong is a value, never an exception. */
export function callJson<T>(clock: Clock, call: Call<T>): Promise<GatewayAnswer<T>> {
  return readAnswer(exchange(clock, { ...call, body: JSON.stringify(call.body) }), call.answer);
}

/** The body of a 200 as it is. @throws Fault `gateway-unreachable|too-slow`, `not-our-protocol` for another status */
export async function callText(clock: Clock, call: Exchange): Promise<string> {
  const { status, text } = await exchange(clock, call);
  if (status === 200) return text;
  throw notOurs(`status ${status}`);
}

/**
 * After the deadline the socket is destroyed: a half-open connection is not used a second time.
 * @throws Fault `gateway-unreachable`, `gateway-too-slow` (retryable), `not-our-protocol`
 */
export async function exchange(clock: Clock, call: Exchange): Promise<WireAnswer> {
  try {
    return await send(clock, call);
  } catch (cause) {
    throw asFault(cause);
  }
}

function send(clock: Clock, call: Exchange): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const { request, start } = prepare(call);
    const late = clock.after(call.deadline, () => request.destroy(tooLate(call.deadline)));
    const settle = <V>(done: (value: V) => void) => {
      return (value: V): void => {
        late();
        done(value);
      };
    };
    request.on('error', settle(reject));
    request.on('response', (response) => {
      readText(response, call.mostBytes).then(
        settle((text) => resolve({ status: response.statusCode ?? 0, text, ...retryAfter(response) })),
        settle((error) => {
          request.destroy();
          reject(error);
        }),
      );
    });
    start();
  });
}

/** A request that goes out on `start`. */
export function prepare({ scheme, to, body: text }: Pick<Exchange, 'scheme' | 'to' | 'body'>): {
  readonly request: ClientRequest;
  readonly start: () => void;
} {
  const body = text === undefined ? undefined : Buffer.from(text);
  const options: RequestOptions = {
    ...to,
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': body.length }),
    },
  };
  const request = scheme === 'https' ? httpsRequest(options) : httpRequest(options);
  return { request, start: () => request.end(body) };
}

/** @throws Fault `not-our-protocol` for more than `most` bytes */
export async function readText(response: IncomingMessage, most: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response) {
    const bytes: Uint8Array = part;
    length += bytes.length;
    if (length > most) throw notOurs(`an answer of more than ${most} bytes`);
    parts.push(bytes);
  }
  return fromUtf8(Buffer.concat(parts));
}

/** RFC 9110 §10.2.3, in seconds; a date is not read. */
export function retryAfter({ headers }: IncomingMessage): Pick<WireAnswer, 'retryAfterSeconds'> {
  const seconds = /^\d{1,6}$/.exec(headers['retry-after'] ?? '')?.[0];
  return seconds === undefined ? {} : { retryAfterSeconds: Number(seconds) };
}

export function asFault(cause: unknown): Fault {
  if (cause instanceof Fault) return cause;
  return new Fault({
    owner: 'environment',
    code: 'gateway-unreachable',
    message: `The server cannot be reached: ${cause instanceof Error ? cause.message : String(cause)}`,
    retryable: true,
    cause,
  });
}

export function tooLate(deadline: Duration): Fault {
  return new Fault({
    owner: 'peer',
    code: 'gateway-too-slow',
    message: `The server did not answer within ${deadline} ms`,
    retryable: true,
  });
}

export function notOurs(what: string): Fault {
  return new Fault({ owner: 'peer', code: 'not-our-protocol', message: `The server sent ${what}` });
}
