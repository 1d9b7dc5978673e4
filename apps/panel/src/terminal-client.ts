import type {
  PanelCardRegistration,
  PanelJob,
  PanelLoginRequest,
  PanelPinChange,
  PanelSession,
  PanelState,
} from '@holdover/api';
import type { JobId, SessionId } from '@holdover/kernel';
import type { AccountAnswer } from './account-state.ts';
import { createDeskClient, type DeskClient } from './desk-client.ts';
import type { LoginAnswer, OrderAnswer } from './panel-state.ts';
import type { Refused } from './refusal.ts';
import { createServiceClient, type ServiceClient } from './service-client.ts';
import { asProblem, asRefused, call } from './terminal-call.ts';

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
  /** Before a session; opens one. */
  registerFirst(request: PanelCardRegistration): Promise<LoginAnswer>;
  registerCard(session: SessionId, request: PanelCardRegistration): Promise<AccountAnswer>;
  changePin(session: SessionId, request: PanelPinChange): Promise<AccountAnswer>;
  readonly service: ServiceClient;
  readonly desk: DeskClient;
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
  const session = async (path: string, body: object): Promise<LoginAnswer> => {
    const reply = await call({ url: `${base}api/${path}`, method: 'POST', body });
    if (reply === null) return { is: 'unreachable' };
    if (reply.ok) return { is: 'session', session: (reply.json as { session: PanelSession }).session };
    const problem = asProblem(reply.json);
    return { is: 'refused', code: problem.code, retryAfterSeconds: problem.retryAfterSeconds ?? null };
  };
  const own = async (path: string, inSession: SessionId, body: object): Promise<OwnReply> => {
    const reply = await call({ url: `${base}api/${path}`, method: 'POST', session: inSession, body });
    if (reply === null) return { is: 'unreachable' };
    if (reply.ok) return { is: 'done', json: reply.json };
    return asRefused(reply.json);
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
    logIn: (request) => session('login', request),
    logOut: (session) => order('POST', 'logout', session),
    keepAlive: (session) => order('POST', 'keep-alive', session),
    print: (session, ids) => order('POST', 'jobs/print', session, { ids }),
    cancel: (session, id) => order('POST', `jobs/${id}/cancel`, session),
    remove: (session, id) => order('DELETE', `jobs/${id}`, session),
    registerFirst: (request) => session('register-card', request),
    registerCard: async (inSession, request) => {
      const reply = await own('register-card', inSession, request);
      return reply.is === 'done' ? { is: 'card-registered' } : reply;
    },
    changePin: async (inSession, request) => {
      const reply = await own('change-pin', inSession, request);
      return reply.is === 'done' ? { is: 'pin-changed', pin: (reply.json as { pin: string }).pin } : reply;
    },
    service: createServiceClient(base),
    desk: createDeskClient(base),
  };
}

type OwnReply = { readonly is: 'done'; readonly json: unknown } | Refused;
