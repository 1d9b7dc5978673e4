import type { IncomingMessage, ServerResponse } from 'node:http';
import { Fault, fromUtf8 } from '@holdover/kernel';
import type { Refusal } from '@holdover/protocol';
import type * as z from 'zod';

/** Why a terminal is told no: stable codes of the protocol, and the status that goes with each. */
export const REFUSAL_STATUS: Readonly<Record<Refusal['code'], number>> = {
  'bad-request': 400,
  'certificate-revoked': 403,
  'enrolment-code-expired': 403,
  'enrolment-code-unknown': 403,
  'enrolment-code-used': 403,
  'not-found': 404,
  overloaded: 503,
  'protocol-too-new': 409,
  suspended: 403,
  'server-fault': 500,
};

/** Carries a refusal to the edge of the gateway, where it becomes status and body. */
export class GatewayRefusal extends Fault {
  readonly refusal: Refusal;

  constructor(code: Refusal['code'], message: string) {
    super({ owner: REFUSAL_STATUS[code] >= 500 ? 'ours' : 'peer', code, message });
    this.refusal = { code, message };
  }
}

/**
 * Reads one JSON body of at most `mostBytes`.
 * @throws GatewayRefusal `bad-request`, naming the first field that is wrong and never its value
 */
export async function readJson<S extends z.ZodType>(
  request: IncomingMessage,
  schema: S,
  mostBytes: number,
): Promise<z.output<S>> {
  const parsed = schema.safeParse(parseJson(await readText(request, mostBytes)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new GatewayRefusal(
    'bad-request',
    `Field ${issue?.path.join('.') || '(whole)'}: ${issue?.message ?? 'invalid'}`,
  );
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
    'cache-control': 'no-store',
  });
  response.end(bytes);
}

export function sendRefusal(response: ServerResponse, refusal: Refusal): void {
  // What is left of a refused body is not read: the connection ends with the answer.
  if (!response.req.complete) response.setHeader('connection', 'close');
  sendJson(response, REFUSAL_STATUS[refusal.code], refusal);
}

async function readText(request: IncomingMessage, mostBytes: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of request) {
    const bytes: Uint8Array = part;
    length += bytes.length;
    if (length > mostBytes) throw new GatewayRefusal('bad-request', `The body is longer than ${mostBytes} bytes`);
    parts.push(bytes);
  }
  try {
    return fromUtf8(Buffer.concat(parts));
  } catch {
    throw new GatewayRefusal('bad-request', 'The body is not UTF-8');
  }
}

/** Undefined for what is no JSON, which then fails every schema. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
