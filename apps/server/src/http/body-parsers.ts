import { fromUtf8 } from '@holdover/kernel';
import type { FastifyInstance } from 'fastify';
import { ProblemFault } from '../problem-fault.ts';

/** JSON in UTF-8 and nothing else; an empty body is none. CSV is left as it arrives: it may be larger than memory. */
export function parseBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const json = parser((text) => (text === '' ? undefined : jsonOf(text)));
  app.addContentTypeParser(['application/json', 'application/merge-patch+json'], { parseAs: 'buffer' }, json);
  app.addContentTypeParser('text/csv', (_request, payload, done) => {
    done(null, payload);
  });
}

type Done = (error: Error | null, body?: unknown) => void;

/** Fastify calls this from a stream's event: what is thrown there ends the process, so nothing may be. */
function parser(read: (text: string) => unknown) {
  return (_request: unknown, body: string | Buffer, done: Done): void => {
    let value: unknown;
    try {
      value = read(textOf(body));
    } catch (error) {
      done(error instanceof Error ? error : new ProblemFault('bad-request'));
      return;
    }
    done(null, value);
  };
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
