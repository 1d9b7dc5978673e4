import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fastifyStatic } from '@fastify/static';
import { API_ROOT } from '@holdover/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Database } from '../database/database.ts';
import { ProblemFault } from '../problem-fault.ts';
import { sendProblem } from './error-handler.ts';
import { openApiDocument } from './openapi.ts';

export interface SiteOptions {
  readonly database: Database;
  readonly version: string;
  /** Where the console was built; this installation's without. */
  readonly consoleDir?: string;
}

const CONSOLE = fileURLToPath(new URL('../../../console/dist', import.meta.url));

/** Names with a digest in them never change their content. */
const DIGEST_IN_NAME = /[.-][\w-]{8,}\.\w+(\.(br|gz))?$/;

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
  await addConsole(app, options.consoleDir ?? CONSOLE);
}

async function addConsole(app: FastifyInstance, root: string): Promise<void> {
  const built = existsSync(root);
  // Pages of the console are addresses too: the application decides what they show.
  app.setNotFoundHandler((request, reply) => {
    if (!built || !isPage(request)) return sendProblem(request, reply, new ProblemFault('not-found'));
    return reply.header('cache-control', 'no-cache').sendFile('index.html');
  });
  if (!built) return;
  await app.register(fastifyStatic, {
    root,
    wildcard: true,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const forEver = path.includes('/assets/') && DIGEST_IN_NAME.test(path);
      reply.setHeader('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

function isPage({ method, url }: FastifyRequest): boolean {
  const path = url.split('?')[0] ?? '';
  return method === 'GET' && !path.startsWith('/api/') && !/\.\w+$/.test(path);
}
