import { gzipSync } from 'node:zlib';
import { API_ROOT } from '@holdover/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { docsPage } from './docs-page.ts';
import { DOCS_SEARCH } from './docs-search.ts';
import { DOCS_STYLE } from './docs-style.ts';
import type { ReadDocument } from './document.ts';

const SEARCH_MOST = 200;

/** `/api/v1/docs`: the OpenAPI document for people, rendered here. */
export function addDocsRoutes(app: FastifyInstance, document: unknown): void {
  const read = document as ReadDocument; // made by openApiDocument
  let whole: { readonly origin: string; readonly page: Page } | undefined;
  app.get(`${API_ROOT}/docs`, (request, reply) => {
    const { q } = request.query as { readonly q?: unknown }; // whatever was sent
    const search = typeof q === 'string' ? q.slice(0, SEARCH_MOST).replaceAll(/\p{Surrogate}/gu, '') : '';
    const origin = originOf(request);
    if (search !== '') return sendPage(request, reply, pageOf(docsPage(read, search, origin)));
    if (whole?.origin !== origin) whole = { origin, page: pageOf(docsPage(read, '', origin)) };
    return sendPage(request, reply, whole.page);
  });
  app.get(`${API_ROOT}/docs/style.css`, (_request, reply) => reply.type('text/css; charset=utf-8').send(DOCS_STYLE));
  app.get(`${API_ROOT}/docs/search.js`, (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(DOCS_SEARCH),
  );
}

interface Page {
  readonly plain: string;
  readonly zipped: () => Buffer;
}

function pageOf(plain: string): Page {
  let zipped: Buffer | undefined;
  return { plain, zipped: () => (zipped ??= gzipSync(plain)) };
}

/** RFC 9110 §12.5.3, as far as browsers and curl use it. */
const TAKES_GZIP = /(^|[,\s])(x-)?gzip\s*(;\s*q=(1|0?\.\d*[1-9])[\d.]*)?\s*(,|$)/i;

function sendPage(request: FastifyRequest, reply: FastifyReply, page: Page): FastifyReply {
  void reply.type('text/html; charset=utf-8').header('vary', 'accept-encoding');
  if (!TAKES_GZIP.test(String(request.headers['accept-encoding'] ?? ''))) return reply.send(page.plain);
  return reply.header('content-encoding', 'gzip').send(page.zipped());
}

const HOST = /^([a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?$/i;

/** By the name the reader reached it by; by its port on this machine where they named none that could be one. */
function originOf({ protocol, headers, socket }: FastifyRequest): string {
  const { host = '' } = headers;
  return `${protocol}://${HOST.test(host) ? host : `localhost:${socket.localPort ?? 443}`}`;
}
