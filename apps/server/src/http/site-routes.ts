import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fastifyStatic } from '@fastify/static';
import { API_ROOT } from '@holdover/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Database } from '../database/database.ts';
import { ProblemFault } from '../problem-fault.ts';
import { addDocsRoutes } from './docs/docs-routes.ts';
import { sendProblem } from './error-handler.ts';
import { openApiDocument } from './openapi/openapi.ts';

export interface SiteOptions {
  readonly database: Database;
  readonly version: string;
  /** Where the console was built; this installation's without. */
  readonly consoleDir?: string;
}

const CONSOLE = fileURLToPath(new URL('../../../console/dist', import.meta.url));

/** Names with a digest in them never change their content. */
const DIGEST_IN_NAME = /[.-][\w-]{8,}\.\w+$/;

/** What is outside the contract: health, the OpenAPI page's data, the console's files. */
export async function addSiteRoutes(app: FastifyInstance, options: SiteOptions): Promise<void> {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async (request, reply) => {
    try {
      await options.database.queries.selectFrom('schemaVersion').select('version').limit(1).execute();
      return { status: 'ok' };
    } catch (cause) {
      return sendProblem(request, reply, new ProblemFault('not-ready', { cause, retryAfterSeconds: 5 }));
    }
  });
  const document = openApiDocument(options.version);
  app.get(`${API_ROOT}/openapi.json`, () => document);
  addDocsRoutes(app, document);
  await addConsole(app, options.consoleDir ?? CONSOLE);
}

async function addConsole(app: FastifyInstance, root: string): Promise<void> {
  const built = existsSync(root);
  // Pages of the console are addresses too: the application decides what they show.
  app.setNotFoundHandler((request, reply) => {
    if (!built || !isPage(request)) return sendProblem(request, reply, new ProblemFault('not-found'));
    return reply.sendFile('index.html');
  });
  if (!built) return;
  app.addHook('onSend', (request, reply, payload, done) => {
    const policy = isSite(request) && reply.statusCode < 400 ? cachePolicy(request) : undefined;
    if (policy !== undefined) void reply.header('cache-control', policy);
    done(null, payload);
  });
  await app.register(fastifyStatic, { root, wildcard: true, preCompressed: true, cacheControl: false });
}

function cachePolicy(request: FastifyRequest): string {
  const path = pathOf(request);
  const forEver = path.startsWith('/assets/') && DIGEST_IN_NAME.test(path);
  return forEver ? 'public, max-age=31536000, immutable' : 'no-cache';
}

const isPage = (request: FastifyRequest): boolean =>
  request.method === 'GET' && isSite(request) && !/\.\w+$/.test(pathOf(request));

/** Outside the interface and the health checks, everything belongs to the console. */
const isSite = (request: FastifyRequest): boolean => !/^\/(api|healthz|readyz)(\/|$)/.test(pathOf(request));

const pathOf = ({ url }: FastifyRequest): string => url.split('?')[0] ?? '';
