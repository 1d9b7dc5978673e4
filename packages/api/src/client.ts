import { Fault } from '@holdover/kernel';
import type * as z from 'zod';
import { problem, type Problem } from './problem.ts';
import { API_ROOT } from './rest.ts';
import type { Infer, InferInput, Route } from './route.ts';

/** A finished exchange; the edge brings fetch, cookies, tokens and certificates. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}
export type Transport = (request: {
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string | undefined;
}) => Promise<HttpAnswer>;

/** The server refused: `problem` says why, in words for people and in codes for programs. */
export class ApiFault extends Fault {
  readonly problem: Problem;
  constructor(answer: Problem) {
    const first = answer.errors[0];
    const where = first === undefined ? '' : ` (${first.pointer}: ${first.message})`;
    super({
      owner: answer.status >= 500 ? 'peer' : 'caller',
      code: answer.code,
      message: `${answer.title}: ${answer.detail}${where}`,
      retryable: answer.status === 429 || answer.status >= 500,
    });
    this.problem = answer;
  }
}

type CallOptions<R extends Route> = (R['params'] extends z.ZodType
  ? { params: InferInput<R['params']> }
  : { params?: undefined }) &
  (R['query'] extends z.ZodType ? { query?: InferInput<R['query']> } : { query?: undefined }) &
  (R['body'] extends z.ZodType ? { body: InferInput<R['body']> } : { body?: undefined }) & {
    headers?: Readonly<Record<string, string>>;
  };

export interface ApiClient {
  /** Calls one operation of `ROUTES`; throws ApiFault when the server refuses. */
  call<R extends Route>(operation: R, options: CallOptions<R>): Promise<Infer<R['answer']>>;
}

/** The typed client of console, command line, demo and tests: the same schemas on both ends. */
export function createApiClient(transport: Transport): ApiClient {
  return {
    async call<R extends Route>(operation: R, options: CallOptions<R>): Promise<Infer<R['answer']>> {
      const answer = await transport({
        method: operation.method,
        path: API_ROOT + fillPath(operation.path, options.params) + queryText(options.query),
        headers: {
          accept: 'application/json, application/problem+json',
          ...(options.body === undefined ? {} : { 'content-type': operation.consumes ?? 'application/json' }),
          ...options.headers,
        },
        body: bodyText(operation, options.body),
      });
      const text = await answer.text();
      if (answer.status !== operation.status) throw new ApiFault(readProblem(answer.status, text));
      // Parsing by the operation's own schema makes the type true.
      if (operation.answer === null) return undefined as Infer<R['answer']>;
      const value: unknown = operation.produces === undefined ? JSON.parse(text) : text;
      return operation.answer.parse(value) as Infer<R['answer']>;
    },
  };
}

function fillPath(path: string, params: unknown): string {
  const values = (params ?? {}) as Readonly<Record<string, string>>; // params schemas are objects of strings
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodePart(values[name] ?? ''));
}

function queryText(query: unknown): string {
  const pairs = Object.entries((query ?? {}) as Readonly<Record<string, unknown>>)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodePart(name)}=${encodePart(String(value))}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** encodeURIComponent is ECMAScript, not a platform's. */
function encodePart(text: string): string {
  return encodeURIComponent(text);
}

function bodyText(operation: Route, body: unknown): string | undefined {
  if (body === undefined) return undefined;
  return operation.consumes !== undefined && typeof body === 'string' ? body : JSON.stringify(body);
}

function readProblem(status: number, text: string): Problem {
  try {
    const read = problem.safeParse(JSON.parse(text));
    if (read.success) return read.data;
  } catch {
    // Not JSON: a proxy or another program answered.
  }
  return {
    type: 'about:blank',
    title: `HTTP ${status}`,
    status,
    detail: 'The answer is not of this interface.',
    code: 'not-our-answer',
    errors: [],
  };
}
