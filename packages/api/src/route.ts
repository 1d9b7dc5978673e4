import * as z from 'zod';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a role or an API token may be given. */
export const rightField = z.enum([
  'users:read',
  'users:write',
  'devices:read',
  'devices:write',
  'settings:read',
  'settings:write',
  'accounting:read',
  'accounting:write',
  'audit:read',
  'administrators:read',
  'administrators:write',
]);

export type GrantedRight = z.infer<typeof rightField>;

/** What an administrator or a token must be allowed to do. `anyone` needs no sign-in; `signed-in` any role. */
export type Right = 'anyone' | 'signed-in' | GrantedRight;

/** What answers a route: the status and the schema of its body (null: no body). */
export type Answers = Readonly<Record<number, z.ZodType | null>>;

/**
 * One operation of the REST interface. Servers register it, clients call it, the OpenAPI page is generated from it.
 * `path` is relative to `/api/v1` and names parameters as `{id}`.
 */
export interface Route<
  Params extends z.ZodType | undefined = z.ZodType | undefined,
  Query extends z.ZodType | undefined = z.ZodType | undefined,
  Body extends z.ZodType | undefined = z.ZodType | undefined,
  Answer extends z.ZodType | null = z.ZodType | null,
> {
  readonly name: string;
  readonly method: Method;
  readonly path: string;
  readonly right: Right;
  readonly summary: string;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The one status of success. */
  readonly status: 200 | 201 | 202 | 204;
  readonly answer: Answer;
  /** Media type of the request body when it is not JSON. */
  readonly consumes?: 'text/csv';
  /** Media type of the answer when it is not JSON. */
  readonly produces?: 'text/csv' | 'text/event-stream';
}

interface RouteOptions<P, Q, B, A> {
  readonly summary: string;
  readonly right: Right;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly status?: 200 | 201 | 202 | 204;
  readonly answer: A;
  readonly consumes?: 'text/csv';
  readonly produces?: 'text/csv' | 'text/event-stream';
}

/**
 * `route('listUsers', 'GET /users', {…})`. Without a status: 204 when nothing is answered, else 200.
 */
export function route<
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  A extends z.ZodType | null = z.ZodType | null,
>(name: string, line: `${Method} /${string}`, options: RouteOptions<P, Q, B, A>): Route<P, Q, B, A> {
  const space = line.indexOf(' ');
  return {
    name,
    method: line.slice(0, space) as Method, // the template type says so
    path: line.slice(space + 1),
    right: options.right,
    summary: options.summary,
    params: options.params as P, // absent means the type parameter is undefined
    query: options.query as Q,
    body: options.body as B,
    status: options.status ?? (options.answer === null ? 204 : 200),
    answer: options.answer,
    ...(options.consumes === undefined ? {} : { consumes: options.consumes }),
    ...(options.produces === undefined ? {} : { produces: options.produces }),
  };
}

export type Infer<T> = T extends z.ZodType ? z.output<T> : undefined;
export type InferInput<T> = T extends z.ZodType ? z.input<T> : undefined;
