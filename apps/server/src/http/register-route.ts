import { createHash } from 'node:crypto';
import { API_ROOT, isSingle, takesIdempotencyKey, type Infer, type Route } from '@holdover/api';
import { Fault, present } from '@holdover/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../actor.ts';
import { ProblemFault } from '../problem-fault.ts';
import type { Authentication } from './authentication.ts';
import type { Call, Handler, RouteExtras, RouteRegistrar } from './call.ts';
import { limitArrival } from './arrival-limit.ts';
import { alreadyHas, etagOf, requireMatch } from './etag.ts';
import { fieldFaults, pointerTo } from './field-faults.ts';
import type { Idempotency, IdempotencyQuestion } from './idempotency.ts';
import { languageOf } from './language-of.ts';
import { unstorableAt } from './unstorable.ts';

export interface RouteDeps {
  readonly app: FastifyInstance;
  readonly authentication: Authentication;
  readonly idempotency: Idempotency;
}

/** Bodies of JSON; a full set of assignments is far below. */
const JSON_BODY_MOST = 4 * 1024 * 1024;

/**
 * Puts an operation of the contract before its handler.
 * Invariant: a handler sees only what its schemas accept, from someone who holds its right; nothing leaves that the contract
 * does not describe.
 */
export function createRouteRegistrar(deps: RouteDeps): RouteRegistrar {
  const actors = new WeakMap<FastifyRequest, Actor>();
  return {
    add: (route, handler, extras = {}) => {
      deps.app.route({
        method: route.method,
        url: API_ROOT + route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
        bodyLimit: JSON_BODY_MOST,
        // Before the body is read: strangers send none.
        onRequest: async (request) => {
          if (route.consumes === undefined) limitArrival(request);
          actors.set(request, await deps.authentication.admit(request, route.right));
        },
        handler: (request, reply) => {
          const actor = present(actors.get(request), 'actor of an admitted request');
          return serve(deps, { route, handler, extras }, { request, reply, actor });
        },
      });
    },
  };
}

interface Operation<R extends Route> {
  readonly route: R;
  readonly handler: Handler<R>;
  readonly extras: RouteExtras<R>;
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly actor: Actor;
}

async function serve<R extends Route>(deps: RouteDeps, operation: Operation<R>, exchange: Exchange): Promise<unknown> {
  const { request, actor } = exchange;
  requireMediaType(operation.route, request);
  const call = readCall(operation.route, exchange);
  const key = request.headers['idempotency-key'];
  return typeof key === 'string' && takesIdempotencyKey(operation.route)
    ? serveOnce(deps, operation, { call, key, principal: `${actor.kind} ${actor.id ?? ''}` })
    : answer(operation, call, await operation.handler(call));
}

function readCall<R extends Route>(route: R, { request, reply, actor }: Exchange): Call<R> {
  const echo = !/\/(pins|cards|password|sign-in|set-up)/.test(route.path);
  const read = (schema: Route['params'], input: unknown, part: 'path' | 'query' | 'body'): unknown => {
    if (schema === undefined) return undefined;
    const result = schema.safeParse(input);
    if (result.success) return storable(result.data, part);
    const faults = fieldFaults(result.error.issues, {
      schema,
      input,
      style: part === 'query' ? 'query' : 'body',
      echo,
    });
    throw new ProblemFault(`invalid-${part}`, faults);
  };
  // Each part was parsed by the schema that its type is inferred from.
  return {
    params: read(route.params, request.params, 'path') as Infer<R['params']>,
    query: read(route.query ?? undefined, request.query, 'query') as Infer<R['query']>,
    body: read(route.body, route.consumes === undefined ? request.body : '', 'body') as Infer<R['body']>,
    upload: request.raw,
    actor,
    language: languageOf(request),
    requireMatch: (current) => requireMatch(request.headers['if-match'], current),
    request,
    reply,
  };
}

/** @throws ProblemFault for text that no database gives back as it was */
function storable(data: unknown, part: 'path' | 'query' | 'body'): unknown {
  const path = unstorableAt(data);
  if (path === undefined) return data;
  const pointer = pointerTo(path, part === 'query' ? 'query' : 'body');
  throw new ProblemFault(`invalid-${part}`, [{ pointer, code: 'control-characters' }]);
}

async function serveOnce<R extends Route>(
  deps: RouteDeps,
  operation: Operation<R>,
  { call, key, principal }: { call: Call<R>; key: string; principal: string },
): Promise<unknown> {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw new ProblemFault('bad-request');
  const question: IdempotencyQuestion = {
    key: [principal, `${operation.route.name} ${JSON.stringify([call.params, call.query])}`, key],
    // A file is known by its length: it is not read before it is asked for.
    body: bodyDigest(
      operation.route.consumes === undefined ? call.request.body : call.request.headers['content-length'],
    ),
  };
  const kept = await deps.idempotency.claim(question);
  if (kept !== undefined) {
    if (kept.location !== null) void call.reply.header('location', kept.location);
    void call.reply.code(kept.status).header('idempotency-replayed', 'true');
    return kept.answer === null ? call.reply.send() : (JSON.parse(kept.answer) as unknown);
  }
  try {
    const made = await operation.handler(call);
    const sent = answer(operation, call, made);
    await deps.idempotency.keep(question, keptForm(operation, call, made));
    return sent;
  } catch (error) {
    await deps.idempotency.release(question);
    throw error;
  }
}

function keptForm<R extends Route>({ route, extras }: Operation<R>, call: Call<R>, made: unknown) {
  const value = made as Infer<R['answer']>; // the handler's type says so
  const shown = extras.withoutSecrets?.(value) ?? value;
  const location = call.reply.getHeader('location');
  return {
    status: route.status,
    answer: route.answer === null ? null : JSON.stringify(shown),
    location: typeof location === 'string' ? location : null,
  };
}

function bodyDigest(body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest('base64url');
}

/** Sets status and headers. @returns the body */
function answer<R extends Route>({ route, extras }: Operation<R>, call: Call<R>, made: unknown): unknown {
  const { reply, request } = call;
  if (reply.sent) return reply;
  void reply.code(route.status);
  if (route.answer === null) return reply.send();
  const value = checked(route, made);
  if (route.produces !== undefined) {
    void reply.type(`${route.produces}; charset=utf-8`);
    return value;
  }
  if (route.status === 201 || route.status === 202)
    setLocation(call, extras.location?.(value) ?? ownPath(route, value));
  if (route.status === 200 && isSingle(route)) {
    const etag = etagOf(extras.version?.(value) ?? value);
    void reply.header('etag', etag);
    if (route.method === 'GET' && alreadyHas(request.headers['if-none-match'], etag)) return reply.code(304).send();
  }
  return value;
}

/** What leaves is what the contract says, or a fault of ours. */
function checked<R extends Route>(route: R, made: unknown): Infer<R['answer']> {
  const result = present(route.answer, 'answer schema').safeParse(made);
  if (result.success) return made as Infer<R['answer']>; // just checked
  const where = result.error.issues.map(({ path, code }) => `/${path.join('/')} ${code}`).join(', ');
  throw new Fault({
    owner: 'ours',
    code: 'answer-off-contract',
    message: `${route.name} would answer off its contract: ${where}`,
  });
}

function ownPath(route: Route, value: unknown): string | undefined {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
  return typeof id === 'string' ? `${route.path}/${id}` : undefined;
}

function setLocation(call: Call<Route>, path: string | undefined): void {
  if (path === undefined) return;
  const values = (call.params ?? {}) as Readonly<Record<string, string>>; // params schemas are objects of strings
  void call.reply.header('location', API_ROOT + path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ''));
}

function requireMediaType(route: Route, request: FastifyRequest): void {
  if (route.body === undefined) return;
  const given = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const accepted =
    route.consumes === undefined
      ? ['application/json', ...(route.method === 'PATCH' ? ['application/merge-patch+json'] : [])]
      : [route.consumes];
  if (!accepted.includes(given)) throw new ProblemFault('unsupported-media-type');
}
