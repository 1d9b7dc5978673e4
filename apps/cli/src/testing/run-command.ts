import { Readable, Writable } from 'node:stream';
import { createApiClient, type HttpRequest } from '@holdover/api';
import type { Environment } from '../environment.ts';
import { runHoldover } from '../program.ts';
import type { Connect } from '../remote/connection.ts';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Given {
  readonly input?: string;
  readonly variables?: Environment['variables'];
  /** Of a terminal that standard output and error go to; none without. */
  readonly columns?: number;
  readonly connect?: Connect;
}

/** One command line, run in this process. */
export async function runCommand(args: readonly string[], given: Given = {}): Promise<Said> {
  const said = { out: '', err: '' };
  const screen = given.columns === undefined ? {} : { isTTY: true, columns: given.columns };
  const into = (name: 'out' | 'err'): Environment['stdout'] =>
    Object.assign(
      new Writable({
        write(part, _encoding, done) {
          said[name] += String(part);
          done();
        },
      }),
      screen,
    );
  const environment: Environment = {
    stdin: Readable.from([given.input ?? '']),
    stdout: into('out'),
    stderr: into('err'),
    variables: given.variables ?? {},
  };
  const code = await runHoldover(args, environment, given.connect);
  return { code, ...said };
}

/** A server of a few answers: `GET /users?q=ada` to what it answers, or to a function of what was sent. */
export function fakeServer(answers: Readonly<Record<string, unknown>>): {
  readonly connect: Connect;
  readonly asked: string[];
  readonly bodies: string[];
} {
  const asked: string[] = [];
  const bodies: string[] = [];
  const send = async (request: HttpRequest) => {
    const line = `${request.method} ${decodeURIComponent(request.path.replace('/api/v1', ''))}`;
    asked.push(line);
    bodies.push(await textOf(request.body));
    const known = answers[line] ?? answers[line.replace(/\?.*$/, '')];
    const answer: unknown = typeof known === 'function' ? known() : known;
    const { status, text } = responseOf(line, answer);
    return { status, headers: { get: () => null }, text: () => Promise.resolve(text) };
  };
  const client = createApiClient(send);
  const connect: Connect = () => Promise.resolve({ ...client, close: () => undefined });
  return { connect, asked, bodies };
}

export const refusal = (status: number, code: string) => ({ refusal: { status, code } });

function responseOf(line: string, answer: unknown): { readonly status: number; readonly text: string } {
  const refused = typeof answer === 'object' && answer !== null && 'refusal' in answer ? answer.refusal : undefined;
  if (answer === undefined || refused !== undefined) {
    const { status, code } = (refused ?? { status: 404, code: 'not-found' }) as { status: number; code: string }; // as made above
    const problem = { type: 'about:blank', title: 'Refused', status, detail: line, code, errors: [] };
    return { status, text: JSON.stringify(problem) };
  }
  if (answer === null) return { status: 204, text: '' };
  const [status, value] = Array.isArray(answer) ? (answer as [number, unknown]) : [200, answer]; // a pair where it is one
  return { status, text: typeof value === 'string' ? value : JSON.stringify(value) };
}

async function textOf(body: HttpRequest['body']): Promise<string> {
  if (body === undefined || typeof body === 'string') return body ?? '';
  let text = '';
  for await (const piece of body) text += Buffer.from(piece).toString('utf8');
  return text;
}
