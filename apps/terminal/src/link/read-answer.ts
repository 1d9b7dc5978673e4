import { Fault } from '@holdover/kernel';
import { refusalMessage, type WireAnswer, type WireDocument } from '@holdover/protocol';
import type * as z from 'zod';
import type { GatewayAnswer, GatewayDocument } from './gateway-answer.ts';

/** Reads what a call came to. Everything the other side may do wrong is a value, never an exception; so is a fault of an upload's document. */
export async function readAnswer<T>(called: Promise<WireAnswer>, schema: z.ZodType<T>): Promise<GatewayAnswer<T>> {
  try {
    const { status, text } = await called;
    return status === 200 || status === 204
      ? readBody(schema, text)
      : { kind: 'refused', status, code: refusalCode(text) };
  } catch (cause) {
    return noAnswer(cause);
  }
}

/** The same of a download. */
export async function readDocument(called: Promise<WireDocument>): Promise<GatewayDocument> {
  try {
    const document = await called;
    if ('data' in document) return { kind: 'document', data: document.data };
    const { status, text } = document.refusal;
    return { kind: 'refused', status, code: refusalCode(text) };
  } catch (cause) {
    return noAnswer(cause);
  }
}

/** The code of a refusal, or that the answer is none of the server's: a proxy's, say. */
export function refusalCode(text: string): Extract<GatewayAnswer<unknown>, { kind: 'refused' }>['code'] {
  const parsed = refusalMessage.safeParse(parseJson(text));
  return parsed.success ? parsed.data.code : 'not-our-answer';
}

/** Undefined for what is no JSON, which then fails every schema. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function noAnswer(cause: unknown): { readonly kind: 'none'; readonly fault: Fault } {
  if (cause instanceof Fault) return { kind: 'none', fault: cause };
  throw cause;
}

function readBody<T>(schema: z.ZodType<T>, text: string): GatewayAnswer<T> {
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return { kind: 'answer', value: parsed.data };
  const message = `The server sent an answer that breaks its schema at ${issuePath(parsed.error)}`;
  return { kind: 'none', fault: new Fault({ owner: 'peer', code: 'not-our-protocol', message }) };
}

/** Where, never what: the value may be a secret. */
function issuePath(error: z.ZodError): string {
  return error.issues.map((issue) => issue.path.join('.') || 'its top').join(', ');
}
