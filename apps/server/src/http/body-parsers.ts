import { fromUtf8 } from '@holdover/kernel';
import type { FastifyInstance } from 'fastify';
import { ProblemFault } from '../problem-fault.ts';

/** JSON and CSV, in UTF-8 and nothing else. An empty body is none. */
export function parseBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    ['application/json', 'application/merge-patch+json'],
    { parseAs: 'buffer' },
    (_request: unknown, body: string | Buffer) => {
      const text = textOf(body);
      return Promise.resolve(text === '' ? undefined : jsonOf(text));
    },
  );
  app.addContentTypeParser('text/csv', { parseAs: 'buffer' }, (_request: unknown, body: string | Buffer) =>
    Promise.resolve(textOf(body)),
  );
}

function textOf(body: string | Buffer): string {
  if (typeof body === 'string') return body;
  try {
    return fromUtf8(body);
  } catch {
    throw new ProblemFault('bad-request', [{ pointer: '', code: 'bad-format', limit: { format: 'UTF-8' } }]);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ProblemFault('bad-request', [{ pointer: '', code: 'bad-format', limit: { format: 'JSON' } }]);
  }
}
