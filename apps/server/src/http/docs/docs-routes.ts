import { API_ROOT } from '@holdover/api';
import type { FastifyInstance } from 'fastify';
import { docsPage } from './docs-page.ts';
import { DOCS_SEARCH } from './docs-search.ts';
import { DOCS_STYLE } from './docs-style.ts';
import type { ReadDocument } from './document.ts';

const SEARCH_MOST = 200;

/** `/api/v1/docs`: the OpenAPI document for people, rendered here. */
export function addDocsRoutes(app: FastifyInstance, document: unknown): void {
  const read = document as ReadDocument; // made by openApiDocument
  let whole: string | undefined;
  app.get(`${API_ROOT}/docs`, (request, reply) => {
    const { q } = request.query as { readonly q?: unknown }; // whatever was sent
    const search = typeof q === 'string' ? q.slice(0, SEARCH_MOST).replaceAll(/\p{Surrogate}/gu, '') : '';
    if (search !== '') return reply.type('text/html; charset=utf-8').send(docsPage(read, search));
    whole ??= docsPage(read, '');
    return reply.type('text/html; charset=utf-8').send(whole);
  });
  app.get(`${API_ROOT}/docs/style.css`, (_request, reply) => reply.type('text/css; charset=utf-8').send(DOCS_STYLE));
  app.get(`${API_ROOT}/docs/search.js`, (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(DOCS_SEARCH),
  );
}
