import type { Infer, Route } from '@holdover/api';
import type { Language } from '@holdover/phrases';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../actor.ts';

/** One request, read and allowed. */
export interface Call<R extends Route> {
  readonly params: Infer<R['params']>;
  readonly query: Infer<R['query']>;
  /** Of a route that consumes CSV empty: see `upload`. */
  readonly body: Infer<R['body']>;
  /** The body of a route that consumes CSV, as it arrives; to be read once. */
  readonly upload: AsyncIterable<Uint8Array>;
  /** Nobody in particular where the route is for anyone. */
  readonly actor: Actor;
  /** Of the reader. */
  readonly language: Language;
  /**
   * To be called with the present state inside the change: honours If-Match.
   * @throws ProblemFault `precondition-failed`
   */
  readonly requireMatch: (current: object) => void;
  /** For what only HTTP knows: cookies, streams. */
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export type Handler<R extends Route> = (call: Call<R>) => Promise<R['answer'] extends null ? void : Infer<R['answer']>>;

export interface RouteExtras<R extends Route> {
  /** Path of what was made, relative to the root of the interface; the route's own path and the answer's id without. */
  readonly location?: (answer: Infer<R['answer']>) => string;
  /** What of the answer its ETag stands for; all of it without. */
  readonly version?: (answer: Infer<R['answer']>) => unknown;
  /** The answer without what is shown once: what a repeated Idempotency-Key is given. */
  readonly withoutSecrets?: (answer: Infer<R['answer']>) => Infer<R['answer']>;
}

/** Where features put their operations. */
export interface RouteRegistrar {
  add<R extends Route>(route: R, handler: Handler<R>, extras?: RouteExtras<R>): void;
}
