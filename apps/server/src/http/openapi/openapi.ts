import {
  API_ROOT,
  honoursIfMatch,
  languageField,
  loginMethodField,
  problem,
  PROBLEM_STATUS,
  problemError,
  RESOURCES,
  rightField,
  routesOf,
  serverEvents,
  takesIdempotencyKey,
  type Route,
} from '@holdover/api';
import type * as z from 'zod';
import { createSchemaBook, type JsonSchema, type SchemaBook } from './component-schemas.ts';
import { createExampler } from './examples.ts';
import { createResponses, hasNotModified, HEADERS, NOT_MODIFIED } from './responses.ts';

/**
 * OpenAPI 3.1 of every operation of the contract, from the schemas that check requests and answers.
 * `x-right` is what a role or a token must be given; `x-events` says what schema the data of each event has.
 */
export function openApiDocument(version: string): unknown {
  const book = createSchemaBook({ problem, problemError, rightField, languageField, loginMethodField });
  const example = createExampler(book.components);
  const responses = createResponses(book, example);
  const paths: Record<string, Record<string, unknown>> = {};
  for (const resource of RESOURCES) {
    for (const route of routesOf(resource)) {
      const operation = { tags: [resource.name], ...operationOf(route, book, example), responses: responses.of(route) };
      paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation };
    }
  }
  book.of(problem, 'output');
  return {
    openapi: '3.1.0',
    info: {
      title: 'Holdover',
      version,
      description: ABOUT,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: API_ROOT }],
    tags: RESOURCES.map(({ name, about }) => ({ name, description: about })),
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token for programs, made under API tokens, or by `holdover tokens add`.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-holdover',
          description: 'The session of the console; changes must come from its own origin.',
        },
      },
      parameters: PARAMETERS,
      headers: HEADERS,
      responses: { ...sorted(responses.components), 'not-modified': NOT_MODIFIED },
      schemas: sorted(book.components),
    },
    security: [{ token: [] }, { session: [] }],
    'x-problems': PROBLEM_STATUS,
  };
}

const ABOUT = [
  'JSON in UTF-8; times are RFC 3339 with `Z`; ids are a prefix and a UUIDv7; unknown fields are refused.',
  'PATCH is a JSON Merge Patch (RFC 7396); PUT takes what GET answered.',
  'Lists answer `{items, nextCursor}`; `nextCursor` is null at the end and goes on behind the last item shown, whatever came or went.',
  'Refusals are problem details (RFC 9457): `code` is stable, texts follow Accept-Language, `errors` names each wrong field.',
].join('\n\n');

/** Parameters that many operations take, by their names in the document. */
const PARAMETERS = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'Any text of your own. For 24 hours the same request with the same key is answered as the first was, and does nothing; secrets shown once are not repeated.',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description: 'The ETag of the state that you have seen: the change is refused if it is no longer that one.',
    schema: { type: 'string' },
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: 'The ETag that you have: answered with 304 while it is still that one.',
    schema: { type: 'string' },
  },
  AcceptLanguage: {
    name: 'Accept-Language',
    in: 'header',
    description: 'Language of the texts in answers: `en` or `de`.',
    schema: { type: 'string' },
  },
  LastEventId: {
    name: 'Last-Event-ID',
    in: 'header',
    description: 'The `id` of the last event heard: what came since is sent first, over ten minutes.',
    schema: { type: 'string' },
  },
} as const;

const parameter = (name: keyof typeof PARAMETERS): unknown => ({ $ref: `#/components/parameters/${name}` });

type Example = (schema: JsonSchema) => unknown;

function operationOf(route: Route, book: SchemaBook, example: Example): object {
  const { right } = route;
  const scopes = right === 'anyone' || right === 'signed-in' ? [] : [right];
  return {
    operationId: route.name,
    summary: route.summary,
    'x-right': right,
    security: right === 'anyone' ? [] : [{ token: scopes }, { session: scopes }],
    parameters: [
      ...parametersOf(route.params, 'path', book),
      ...parametersOf(route.query, 'query', book),
      ...(takesIdempotencyKey(route) ? [parameter('IdempotencyKey')] : []),
      ...(honoursIfMatch(route) ? [parameter('IfMatch')] : []),
      ...(hasNotModified(route) ? [parameter('IfNoneMatch')] : []),
      ...(route.name === 'events' ? [parameter('LastEventId')] : []),
      parameter('AcceptLanguage'),
    ],
    ...(route.body === undefined ? {} : { requestBody: requestBody(route, route.body, { book, example }) }),
    ...(route.name === 'events' ? { 'x-events': eventsOf(book) } : {}),
  };
}

function requestBody(
  route: Route,
  body: z.ZodType,
  { book, example }: { book: SchemaBook; example: Example },
): unknown {
  if (route.consumes === 'text/csv') {
    const header = route.summary.slice(route.summary.indexOf(': ') + 2);
    return { required: true, content: { 'text/csv': { schema: { type: 'string' }, example: `${header}\n` } } };
  }
  const schema = book.of(body, 'input');
  const shown = { schema, example: example(schema) };
  return {
    required: true,
    content: {
      'application/json': shown,
      ...(route.method === 'PATCH' ? { 'application/merge-patch+json': shown } : {}),
    },
  };
}

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query', book: SchemaBook): unknown[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = book.of(schema, 'input') as ObjectSchema; // params and queries are objects
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

const eventsOf = (book: SchemaBook): unknown =>
  Object.fromEntries(Object.entries(serverEvents).map(([name, data]) => [name, book.of(data, 'output')]));

const sorted = (record: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
