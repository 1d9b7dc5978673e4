import { Fault, toBase64Url, utf8, type Clock, type Entropy } from '@holdover/kernel';
import type * as z from 'zod';
import { ApiFault, readProblem } from './api-fault.ts';
import { API_ROOT } from './api-root.ts';
import { events as eventsRoute } from './events.ts';
import { followEvents, type FollowedEvent } from './follow-events.ts';
import { readAnswer } from './read-answer.ts';
import { pause, RETRY_POLICY, waitBeforeRetry, type RetryPolicy } from './retry-answer.ts';
import type { Infer, InferInput, Route } from './route.ts';
import type { Abort, HttpAnswer, HttpRequest, Transport } from './transport.ts';

/** A body that is not JSON may come in pieces, as it is read. */
type BodyOf<R extends Route> = [R['consumes']] extends [undefined]
  ? InferInput<R['body']>
  : InferInput<R['body']> | AsyncIterable<Uint8Array>;

export type CallOptions<R extends Route> = (R['params'] extends z.ZodType
  ? { params: InferInput<R['params']> }
  : { params?: undefined }) &
  (R['query'] extends z.ZodType ? { query?: InferInput<R['query']> } : { query?: undefined }) &
  (R['body'] extends z.ZodType ? { body: BodyOf<R> } : { body?: undefined }) & {
    headers?: Readonly<Record<string, string>>;
    /** An ETag: the change is refused with `precondition-failed` when the thing is another by now. */
    ifMatch?: string;
    /** Of a POST of one's own choosing; one is made otherwise, where the client has entropy. */
    idempotencyKey?: string;
    abort?: Abort;
  };

/** What came with an answer besides its value. */
export interface Answered<T> {
  readonly value: T;
  readonly etag: string | null;
  /** Path of what was made, or of work that goes on. */
  readonly location: string | null;
}

/** Operations whose answers are pages. */
type ListRoute = Route<z.ZodType | undefined, z.ZodType, undefined, z.ZodType<Page>>;
interface Page {
  readonly items: readonly unknown[];
  readonly nextCursor: string | null;
}
type ItemOf<R extends ListRoute> = Infer<R['answer']>['items'][number];

export interface FollowOptions {
  /** Of the last event that was seen; what came since comes first. */
  readonly lastEventId?: string;
  readonly abort?: Abort;
}

/** Every method throws ApiFault when the server refuses, and a Fault of the transport when no answer came. */
export interface ApiClient {
  /** One operation of `ROUTES`. */
  call<R extends Route>(operation: R, options: CallOptions<R>): Promise<Infer<R['answer']>>;
  /** The same, with what `If-Match` and the next step need. */
  exchange<R extends Route>(operation: R, options: CallOptions<R>): Promise<Answered<Infer<R['answer']>>>;
  /** A list by its pages, each asked for when it is wanted. */
  pages<R extends ListRoute>(operation: R, options: CallOptions<R>): AsyncGenerator<Infer<R['answer']>, void>;
  /** A list by its items. */
  items<R extends ListRoute>(operation: R, options: CallOptions<R>): AsyncGenerator<ItemOf<R>, void>;
  /** An answer that is a file, as it comes. */
  download<R extends Route>(operation: R, options: CallOptions<R>): AsyncGenerator<Uint8Array, void>;
  /** GET /events over as many connections as it takes. Needs clock and entropy. */
  follow(options?: FollowOptions): AsyncGenerator<FollowedEvent, void>;
}

export interface ClientOptions {
  /** Makes an Idempotency-Key for POSTs that create, so that they may be sent again; and the jitter of waiting. */
  readonly entropy?: Entropy;
  /** With entropy: what is answered by 429 or 503 is asked again after a while, if that does nothing twice. */
  readonly clock?: Clock;
  readonly retry?: RetryPolicy;
}

/** 128 bits: two requests never meet. */
const KEY_BYTES = 16;

/** The typed client of console, command line, demo and tests: the same schemas on both ends. */
export function createApiClient(transport: Transport, options: ClientOptions = {}): ApiClient {
  const send = createSender(transport, options);

  async function exchange<R extends Route>(operation: R, callOptions: CallOptions<R>) {
    const answer = await send(operation, callOptions);
    return {
      // Parsing by the operation's own schema makes the type true.
      value: readAnswer(operation, await answer.text()) as Infer<R['answer']>,
      etag: answer.headers.get('etag'),
      location: answer.headers.get('location'),
    };
  }

  async function* pages<R extends ListRoute>(operation: R, callOptions: CallOptions<R>) {
    let cursor: string | null | undefined;
    do {
      const query = { ...(callOptions.query as object), ...(cursor === undefined ? {} : { cursor }) }; // of every list
      const { value } = await exchange(operation, { ...callOptions, query } as CallOptions<R>); // the same, but for the cursor
      yield value;
      cursor = value.nextCursor;
    } while (cursor !== null);
  }

  return {
    exchange,
    pages,
    call: async (operation, callOptions) => (await exchange(operation, callOptions)).value,
    items: async function* (operation, callOptions) {
      for await (const page of pages(operation, callOptions)) yield* page.items as ItemOf<typeof operation>[]; // its own
    },
    download: async function* (operation, callOptions) {
      yield* chunksOf(await send(operation, callOptions));
    },
    follow: ({ lastEventId, abort } = {}) => {
      const { clock, entropy } = options;
      if (clock === undefined || entropy === undefined) {
        throw new Fault({ owner: 'ours', code: 'client-without-clock', message: 'Following events needs a clock' });
      }
      const open = async function* (lastId: string | undefined): AsyncGenerator<Uint8Array, void> {
        const headers = lastId === undefined ? {} : { 'last-event-id': lastId };
        yield* chunksOf(await send(eventsRoute, { headers, ...(abort === undefined ? {} : { abort }) }));
      };
      return followEvents({ open, clock, entropy, abort }, lastEventId);
    },
  };
}

/** Sends a request until it has an answer of success. */
function createSender(transport: Transport, { entropy, clock, retry = RETRY_POLICY }: ClientOptions) {
  return async function send<R extends Route>(operation: R, options: CallOptions<R>): Promise<HttpAnswer> {
    const request = requestOf(operation, options, entropy);
    for (let tried = 1; ; tried++) {
      const answer = await transport(request);
      if (answer.status === operation.status) return answer;
      const text = await answer.text();
      const wait =
        clock === undefined || entropy === undefined || !isRepeatable(request)
          ? undefined
          : waitBeforeRetry(answer, tried, { policy: retry, entropy });
      if (wait === undefined || clock === undefined) throw new ApiFault(readProblem(answer.status, text));
      await pause(clock, wait, options.abort);
    }
  };
}

/** What `call` sends; `entropy` makes keys where it is there. */
export function requestOf<R extends Route>(operation: R, options: CallOptions<R>, entropy?: Entropy): HttpRequest {
  const { params, query, body, headers, ifMatch, idempotencyKey, abort } = options;
  const sent = bodyOf(operation, body);
  const key = idempotencyKey ?? (creates(operation, sent) ? makeKey(entropy) : undefined);
  return {
    method: operation.method,
    path: API_ROOT + fillPath(operation.path, params) + queryText(query),
    headers: {
      accept: `${operation.produces ?? 'application/json'}, application/problem+json`,
      ...(sent === undefined ? {} : { 'content-type': operation.consumes ?? 'application/json' }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...headers,
    },
    body: sent,
    ...(abort === undefined ? {} : { abort }),
  };
}

/** RFC 9110 §9.2.2, and POST under a key (24 h at the server). A body in pieces is gone once it was sent. */
function isRepeatable({ method, headers, body }: HttpRequest): boolean {
  if (body !== undefined && typeof body !== 'string') return false;
  return method === 'POST' ? headers['idempotency-key'] !== undefined : method !== 'PATCH';
}

/** Strangers have no name that the server keeps an answer under. */
function creates({ method, status, right }: Route, body: HttpRequest['body']): boolean {
  const isWhole = body === undefined || typeof body === 'string';
  return method === 'POST' && (status === 201 || status === 202) && right !== 'anyone' && isWhole;
}

function makeKey(entropy: Entropy | undefined): string | undefined {
  return entropy === undefined ? undefined : toBase64Url(entropy.bytes(KEY_BYTES));
}

function fillPath(path: string, params: unknown): string {
  const values = (params ?? {}) as Readonly<Record<string, string>>; // params schemas are objects of strings
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}

function queryText(query: unknown): string {
  const pairs = Object.entries((query ?? {}) as Readonly<Record<string, unknown>>)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function bodyOf(operation: Route, body: unknown): HttpRequest['body'] {
  if (body === undefined) return undefined;
  if (operation.consumes === undefined) return JSON.stringify(body);
  return body as string | AsyncIterable<Uint8Array>; // what BodyOf lets in where the body is no JSON
}

/** Of a transport that gives no pieces: the whole as one. */
async function* chunksOf(answer: HttpAnswer): AsyncGenerator<Uint8Array, void> {
  if (answer.chunks === undefined) yield utf8(await answer.text());
  else yield* answer.chunks();
}
