import { API_ROOT } from '@holdover/api';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { openApiDocument } from '../http/openapi/openapi.ts';

/** What left a server, as far as the document speaks of it. */
export interface SeenAnswer {
  readonly method: string;
  /** As registered: `/api/v1/users/:id`; undefined for an address of nobody. */
  readonly route: string | undefined;
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Undefined for a stream, which is not looked into. */
  readonly body: string | undefined;
}

interface Header {
  readonly required?: boolean;
  readonly schema: object;
}
interface Response {
  readonly $ref?: string;
  readonly headers?: Readonly<Record<string, { readonly $ref: string }>>;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}
export interface DocumentOperation {
  readonly operationId: string;
  readonly 'x-right': string;
  readonly 'x-events'?: Readonly<Record<string, object>>;
  readonly parameters: readonly {
    readonly $ref?: string;
    readonly name: string;
    readonly in: string;
    readonly schema: object;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<Record<string, Response>>;
}
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentOperation>>>>;
  readonly components: {
    readonly headers: Readonly<Record<string, Header>>;
    readonly responses: Readonly<Record<string, Response>>;
    readonly schemas: Readonly<Record<string, object>>;
  };
}

/** As it is served: nothing but JSON. */
export const DOCUMENT = JSON.parse(JSON.stringify(openApiDocument('0.0.0'))) as OpenApiDocument; // made as that

/** The document's own schemas, compiled when first asked for. */
const ajv = new Ajv2020({ strict: false, validateSchema: false, formats: fullFormats });
ajv.addSchema(DOCUMENT, 'document');
const compiled = new Map<string, ValidateFunction>();

export function validatorOf(schema: object): ValidateFunction {
  const text = JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/');
  const known = compiled.get(text) ?? ajv.compile(JSON.parse(text) as object);
  compiled.set(text, known);
  return known;
}

/** Why an answer is none that the document describes; undefined when it is one. */
export function faultOfAnswer(answer: SeenAnswer): string | undefined {
  const { method, route, status } = answer;
  // Pages of the console have no route of their own.
  if (route === undefined && status < 400) return undefined;
  if (route === undefined) return faultOfBody(answer, { 'application/problem+json': { schema: PROBLEM } });
  const path = route.slice(API_ROOT.length).replaceAll(/:(\w+)/g, '{$1}');
  const operation = DOCUMENT.paths[path]?.[method.toLowerCase()];
  if (operation === undefined) return undefined;
  const named = operation.responses[status];
  const code = (/"code":"([a-z-]+)"/.exec(answer.body ?? '') ?? [])[1] ?? '';
  const place = `${operation.operationId} answered ${status} ${code}`;
  if (named === undefined) return `${place}, which the document does not have: see ROUTE_PROBLEMS of packages/api`;
  const response = resolve(named);
  const fault = faultOfHeaders(answer, response) ?? faultOfBody(answer, response.content ?? {});
  return fault === undefined ? undefined : `${place}: ${fault}`;
}

const PROBLEM = { $ref: '#/components/schemas/Problem' };

function resolve(response: Response): Response {
  const name = response.$ref?.slice('#/components/responses/'.length);
  return name === undefined ? response : (DOCUMENT.components.responses[name] ?? {});
}

const WATCHED = ['etag', 'location', 'retry-after', 'www-authenticate', 'idempotency-replayed'];

function faultOfHeaders({ headers }: SeenAnswer, { headers: described = {} }: Response): string | undefined {
  for (const [name, { $ref }] of Object.entries(described)) {
    const header = DOCUMENT.components.headers[$ref.slice('#/components/headers/'.length)];
    const value = headers[name.toLowerCase()];
    if (header === undefined) return `header ${name} is not described`;
    if (value === undefined && header.required !== true) continue;
    if (name !== 'Set-Cookie' && !validatorOf(header.schema)(value)) return `header ${name} is ${String(value)}`;
  }
  const known = new Set(Object.keys(described).map((name) => name.toLowerCase()));
  const stray = WATCHED.find((name) => headers[name] !== undefined && !known.has(name));
  return stray === undefined ? undefined : `header ${stray} is not described`;
}

function faultOfBody(
  { headers, body }: SeenAnswer,
  content: Readonly<Record<string, { readonly schema: object }>>,
): string | undefined {
  const given = headers['content-type'];
  const [type = ''] = typeof given === 'string' ? given.split(';') : [];
  const described = content[type];
  if (Object.keys(content).length === 0) return body === '' || body === undefined ? undefined : 'there is a body';
  if (described === undefined) return `its media type is ${type}`;
  if (body === undefined || !type.endsWith('json')) return undefined;
  const validate = validatorOf(described.schema);
  if (validate(JSON.parse(body))) return undefined;
  return `off its schema: ${ajv.errorsText(validate.errors)}`;
}

/** Why the data of an event is not what the document says of it. */
export function faultOfEvent(name: string, data: unknown): string | undefined {
  const schema = DOCUMENT.paths['/events']?.['get']?.['x-events']?.[name];
  if (schema === undefined) return `the event ${name} is not described`;
  const validate = validatorOf(schema);
  if (validate(JSON.parse(JSON.stringify(data)))) return undefined;
  return `the event ${name} is off its schema: ${ajv.errorsText(validate.errors)}`;
}
