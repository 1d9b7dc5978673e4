import {
  API_ROOT,
  isSingle,
  PROBLEM_STATUS,
  problemsOf,
  takesIdempotencyKey,
  type ProblemCode,
  type Route,
} from '@holdover/api';
import { createTranslators, problemPhrases } from '@holdover/phrases';
import type { SchemaBook } from './component-schemas.ts';

const text = createTranslators(problemPhrases)('en');

const PROBLEM = { $ref: '#/components/schemas/Problem' };
const header = (name: string): unknown => ({ $ref: `#/components/headers/${name}` });

/** Headers of answers, by their names in the document. */
export const HEADERS = {
  ETag: {
    required: true,
    description: 'Stands for this state of the thing; to be given back as If-Match or If-None-Match (RFC 9110 §8.8.3).',
    schema: { type: 'string', pattern: '^"[A-Za-z0-9_-]+"$' },
  },
  Location: {
    description: 'Where what was made, or what goes on, is found.',
    schema: { type: 'string', format: 'uri-reference', pattern: `^${API_ROOT}/` },
  },
  RetryAfter: {
    required: true,
    description: 'Seconds to wait before the next try.',
    schema: { type: 'string', pattern: '^[0-9]+$' },
  },
  IdempotencyReplayed: {
    description: '`true`: this is the answer to the first request with this key; nothing was done again.',
    schema: { type: 'string', const: 'true' },
  },
  WwwAuthenticate: {
    required: true,
    description: 'How to sign in (RFC 6750).',
    schema: { type: 'string', pattern: '^Bearer ' },
  },
  SetCookie: { description: 'The session of the console.', schema: { type: 'string' } },
} as const;

/** Answers with a body of their own, and refusals shared by name. */
export function createResponses(book: SchemaBook, example: (schema: never) => unknown) {
  const components: Record<string, unknown> = {};

  const refusal = (status: number, codes: readonly ProblemCode[]): unknown => {
    const name = codes.toSorted().join('.');
    components[name] ??= refusalOf(status, codes.toSorted());
    return { $ref: `#/components/responses/${name}` };
  };

  return {
    components,
    of: (route: Route): Readonly<Record<string, unknown>> => {
      const byStatus = new Map<number, ProblemCode[]>();
      for (const code of problemsOf(route))
        byStatus.set(PROBLEM_STATUS[code], [...(byStatus.get(PROBLEM_STATUS[code]) ?? []), code]);
      const refusals = [...byStatus].toSorted(([a], [b]) => a - b);
      return {
        [route.status]: success(route, book, example),
        ...(hasNotModified(route) ? { 304: { $ref: '#/components/responses/not-modified' } } : {}),
        ...Object.fromEntries(refusals.map(([status, codes]) => [status, refusal(status, codes)])),
      };
    },
  };
}

export const NOT_MODIFIED = {
  description: 'Who asks has this very state already (If-None-Match).',
  headers: { ETag: header('ETag') },
};

/** Only what has an ETag can be unchanged. */
export const hasNotModified = (route: Route): boolean => route.method === 'GET' && isSingle(route);

const SUCCESS: Readonly<Record<number, string>> = {
  200: 'Done.',
  201: 'Made.',
  202: 'Begun; it goes on.',
  204: 'Done; there is nothing to say.',
};

function success(route: Route, book: SchemaBook, example: (schema: never) => unknown): unknown {
  const headers = {
    ...(route.status === 200 && isSingle(route) && route.produces === undefined ? { ETag: header('ETag') } : {}),
    ...(route.status === 201 || route.status === 202 ? { Location: header('Location') } : {}),
    ...(takesIdempotencyKey(route) ? { 'Idempotency-Replayed': header('IdempotencyReplayed') } : {}),
    ...(route.name === 'signIn' ? { 'Set-Cookie': header('SetCookie') } : {}),
  };
  return {
    description: SUCCESS[route.status],
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(route.answer === null ? {} : { content: contentOf(route, book, example) }),
  };
}

function contentOf(route: Route, book: SchemaBook, example: (schema: never) => unknown): unknown {
  if (route.answer === null) return {};
  if (route.produces !== undefined) return { [route.produces]: { schema: { type: 'string' } } };
  const schema = book.of(route.answer, 'output');
  return { 'application/json': { schema, example: example(schema as never) } };
}

/** Which codes come with this status is part of the document: programs decide by the code. */
function refusalOf(status: number, codes: readonly ProblemCode[]): unknown {
  const headers = {
    ...(status === 401 ? { 'WWW-Authenticate': header('WwwAuthenticate') } : {}),
    ...(status === 429 ? { 'Retry-After': header('RetryAfter') } : {}),
  };
  return {
    description: codes.map((code) => `\`${code}\`: ${text(`problems.title.${code}`)}.`).join('\n'),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [PROBLEM, { type: 'object', properties: { status: { const: status }, code: { enum: codes } } }],
        },
      },
    },
  };
}
