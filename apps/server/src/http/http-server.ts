import { fastifyCookie } from '@fastify/cookie';
import type { Logger } from '@holdover/kernel';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { ProblemFault } from '../problem-fault.ts';
import { UPLOAD_ARRIVES_WITHIN } from './arrival-limit.ts';
import { parseBodies } from './body-parsers.ts';
import { asProblem, handleErrors, sendProblem } from './error-handler.ts';
import { refuseUnreadable } from './refuse-unreadable.ts';

export interface HttpOptions {
  /** PEM; plain HTTP without. */
  readonly tls: { readonly certificate: string; readonly privateKey: string } | undefined;
  readonly frameAncestors: readonly string[];
  readonly logger: Logger;
}

const PATH_MOST = 500;

/** Fastify with what holds for every answer: headers, bodies, problems. */
export async function createHttpServer({ tls, frameAncestors, logger }: HttpOptions): Promise<FastifyInstance> {
  const headers = securityHeaders({ frameAncestors, overTls: tls !== undefined });
  const options = {
    requestTimeout: UPLOAD_ARRIVES_WITHIN,
    routerOptions: { maxParamLength: PATH_MOST },
    forceCloseConnections: true,
    // A HEAD of the event stream would stay open; nobody needs the others.
    exposeHeadRoutes: false,
    // What fails before there is a route, and before there is a request.
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
      void sendProblem(request, reply.headers(headers), asProblem(error));
    },
    clientErrorHandler: refuseUnreadable(headers),
  };
  // Both shapes serve the same; only the type parameter of the raw server differs.
  const app: FastifyInstance =
    tls === undefined
      ? fastify(options)
      : (fastify({
          ...options,
          https: { cert: tls.certificate, key: tls.privateKey, minVersion: 'TLSv1.2' },
        }) as unknown as FastifyInstance);
  await app.register(fastifyCookie);
  parseBodies(app);
  handleErrors(app, logger);
  // First of all, so that streams and refusals carry them too.
  app.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
  if (tls === undefined) guardLoopback(app);
  return app;
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?$/;

/** Plain HTTP answers to this machine's own names only: a foreign name that resolves to it gets nothing (DNS rebinding). */
function guardLoopback(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    done(LOOPBACK.test(request.headers.host ?? '') ? undefined : new ProblemFault('foreign-origin'));
  });
}

function securityHeaders(options: {
  readonly frameAncestors: readonly string[];
  readonly overTls: boolean;
}): Readonly<Record<string, string>> {
  const ancestors = options.frameAncestors.length === 0 ? "'none'" : options.frameAncestors.join(' ');
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${ancestors}`,
  ].join('; ');
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
    ...(options.overTls ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}
