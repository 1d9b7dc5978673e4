import type {
  PanelJob,
  PanelLoginRequest,
  PanelProblem,
  PanelSession,
  PanelState,
  SESSION_HEADER as SessionHeader,
} from '@holdover/api';
import { seconds, type JobId, type SessionId } from '@holdover/kernel';
import type { LoginAnswer, OrderAnswer } from './panel-state.ts';

/** Its value stands here as well, so that the page does not carry the schemas; the type keeps the two equal. */
const SESSION_HEADER: typeof SessionHeader = 'holdover-session';
/** Above the terminal's own deadline for a login (D1: slow hash, then 1.2 s for the server). */
const ANSWER_WITHIN = seconds(8);

/** The terminal's panel API. No call throws: what goes wrong is an answer. */
export interface TerminalClient {
  state(): Promise<PanelState | null>;
  jobs(session: SessionId): Promise<readonly PanelJob[] | null>;
  logIn(request: PanelLoginRequest): Promise<LoginAnswer>;
  logOut(session: SessionId): Promise<OrderAnswer>;
  keepAlive(session: SessionId): Promise<OrderAnswer>;
  print(session: SessionId, ids: readonly JobId[]): Promise<OrderAnswer>;
  cancel(session: SessionId, id: JobId): Promise<OrderAnswer>;
  remove(session: SessionId, id: JobId): Promise<OrderAnswer>;
}

/** @param base where the terminal serves this page, with a slash at its end */
export function createTerminalClient(base: string): TerminalClient {
  const order = async (method: string, path: string, session: SessionId, body?: object): Promise<OrderAnswer> => {
    const reply = await call({ url: `${base}api/${path}`, method, session, body });
    if (reply === null) return { is: 'unreachable' };
    if (reply.ok) return { is: 'done' };
    const problem = asProblem(reply.json);
    return { is: 'refused', code: problem.code, reason: problem.reason ?? null };
  };
  return {
    state: async () => {
      const reply = await call({ url: `${base}api/state`, method: 'GET' });
      return reply?.ok === true ? (reply.json as PanelState) : null;
    },
    jobs: async (session) => {
      const reply = await call({ url: `${base}api/jobs`, method: 'GET', session });
      return reply?.ok === true ? (reply.json as { items: readonly PanelJob[] }).items : null;
    },
    logIn: async (request) => {
      const reply = await call({ url: `${base}api/login`, method: 'POST', body: request });
      if (reply === null) return { is: 'unreachable' };
      if (reply.ok) return { is: 'session', session: (reply.json as { session: PanelSession }).session };
      const problem = asProblem(reply.json);
      return { is: 'refused', code: problem.code, retryAfterSeconds: problem.retryAfterSeconds ?? null };
    },
    logOut: (session) => order('POST', 'logout', session),
    keepAlive: (session) => order('POST', 'keep-alive', session),
    print: (session, ids) => order('POST', 'jobs/print', session, { ids }),
    cancel: (session, id) => order('POST', `jobs/${id}/cancel`, session),
    remove: (session, id) => order('DELETE', `jobs/${id}`, session),
  };
}

interface Call {
  readonly url: string;
  readonly method: string;
  readonly session?: SessionId;
  readonly body?: object | undefined;
}

interface Reply {
  readonly ok: boolean;
  readonly json: unknown;
}

/** @returns null when the terminal did not answer, or not in its language */
async function call({ url, method, session, body }: Call): Promise<Reply | null> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), ANSWER_WITHIN);
  const headers: Record<string, string> = {};
  if (session !== undefined) headers[SESSION_HEADER] = session;
  if (body !== undefined) headers['content-type'] = 'application/json';
  try {
    const response = await fetch(url, {
      method,
      headers,
      signal: patience.signal,
      cache: 'no-store',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { ok: response.ok, json: text === '' ? null : JSON.parse(text) };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** The page and the terminal are one release: only the absence of a problem document needs an answer. */
function asProblem(json: unknown): Pick<PanelProblem, 'code' | 'reason' | 'retryAfterSeconds'> {
  const hasCode = typeof json === 'object' && json !== null && 'code' in json;
  return hasCode ? (json as PanelProblem) : { code: 'terminal-fault' };
}
