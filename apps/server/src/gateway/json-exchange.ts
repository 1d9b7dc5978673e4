import type { IncomingMessage, ServerResponse } from 'node:http';
import { Fault, fromUtf8, utf8, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { Refusal, WireAnswer } from '@holdover/protocol';
import type * as z from 'zod';

/** Why a terminal is told no: stable codes of the protocol, and the status that goes with each. */
const REFUSAL_STATUS: Readonly<Record<Refusal['code'], number>> = {
  'bad-request': 400,
  'certificate-revoked': 403,
  'enrolment-code-expired': 403,
  'enrolment-code-unknown': 403,
  'enrolment-code-used': 403,
  'hashing-outdated': 409,
  'key-superseded': 403,
  'not-found': 404,
  overloaded: 503,
  'protocol-too-new': 409,
  'renewal-due': 403,
  suspended: 403,
  'server-fault': 500,
};

/** Carries a refusal to the edge of the gateway, where it becomes status and body. */
export class GatewayRefusal extends Fault {
  readonly refusal: Refusal;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: Refusal['code'], message: string, retryAfterSeconds?: number) {
    super({ owner: REFUSAL_STATUS[code] >= 500 ? 'ours' : 'peer', code, message });
    this.refusal = { code, message };
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** What a terminal is told of anything that went wrong. What is no refusal is the server's own and goes into its log. */
export function refusalAnswer(error: unknown, logger: Logger): WireAnswer {
  if (error instanceof GatewayRefusal) {
    const { refusal, retryAfterSeconds } = error;
    const answer = { status: REFUSAL_STATUS[refusal.code], text: JSON.stringify(refusal) };
    return retryAfterSeconds === undefined ? answer : { ...answer, retryAfterSeconds };
  }
  logger.error('A request of a terminal failed', { error: describeError(error) });
  return refusalAnswer(new GatewayRefusal('server-fault', 'The server could not answer'), logger);
}

/** @throws GatewayRefusal `bad-request`, naming the first field that is wrong and never its value */
export function parseJson<S extends z.ZodType>(text: string, schema: S): z.output<S> {
  const parsed = schema.safeParse(valueOf(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new GatewayRefusal(
    'bad-request',
    `Field ${issue?.path.join('.') || '(whole)'}: ${issue?.message ?? 'invalid'}`,
  );
}

/** @throws GatewayRefusal `bad-request` for a body that is too long or no text */
export async function readText(request: IncomingMessage, mostBytes: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of request) {
    const bytes: Uint8Array = part;
    length += bytes.length;
    if (length > mostBytes) throw tooLong(mostBytes);
    parts.push(bytes);
  }
  try {
    return fromUtf8(Buffer.concat(parts));
  } catch {
    throw new GatewayRefusal('bad-request', 'The body is not UTF-8');
  }
}

export const tooLong = (mostBytes: number): GatewayRefusal =>
  new GatewayRefusal('bad-request', `The body is longer than ${mostBytes} bytes`);

/**
 * @param rest of a body that nobody wants: where not read, the connection ends with the answer; whoever sends a long document would
 * lose the answer with it, stops at its sight, and is read on until then
 */
export function sendAnswer(response: ServerResponse, answer: WireAnswer, rest: 'unread' | 'read-on' = 'unread'): void {
  if (rest === 'unread' && !response.req.complete) response.setHeader('connection', 'close');
  const bytes = utf8(answer.text);
  const headers = answer.status === 204 ? {} : { ...headersOf(answer), 'content-length': bytes.length };
  response.writeHead(answer.status, headers).end(bytes);
}

export function headersOf({ retryAfterSeconds }: WireAnswer): Record<string, string | number> {
  return {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': retryAfterSeconds }),
  };
}

/** Undefined for what is no JSON, which then fails every schema. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
