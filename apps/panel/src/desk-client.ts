import type { PanelCopyRequest, PanelScanner, PanelScanRequest, PanelTask } from '@holdover/api';
import type { ActivityId, SessionId } from '@holdover/kernel';
import type { Answer, DeskAnswer, TargetId, TaskOrder } from './desk-state.ts';
import { asProblem, call } from './terminal-call.ts';

/** The part of the panel API for scanner, copies, scans and the device's own panel. No call throws. */
export interface DeskClient {
  scanner(session: SessionId): Promise<Answer<'scanner', { readonly scanner: PanelScanner }>>;
  copy(session: SessionId, request: PanelCopyRequest): Promise<DeskAnswer>;
  scan(session: SessionId, request: PanelScanRequest): Promise<DeskAnswer>;
  /** @param target of `retry` alone: another one than before */
  order(session: SessionId, id: ActivityId, order: TaskOrder, target: TargetId | null): Promise<DeskAnswer>;
  setLock(session: SessionId, wanted: 'unlock-panel' | 'lock-panel'): Promise<DeskAnswer>;
}

/** @param base where the terminal serves this page, with a slash at its end */
export function createDeskClient(base: string): DeskClient {
  const post = async (session: SessionId, path: string, body?: object): Promise<Answer<'ok', { json: unknown }>> =>
    answerOf(await call({ url: `${base}api/${path}`, method: 'POST', session, body }));
  const begin = async (session: SessionId, path: string, body: object): Promise<DeskAnswer> => {
    const answer = await post(session, path, body);
    // The page and the terminal are one release: what it answers is what the contract says.
    return answer.is === 'ok' ? { is: 'task', task: answer.json as PanelTask } : answer;
  };
  const order = async (session: SessionId, path: string, body?: object): Promise<DeskAnswer> => {
    const answer = await post(session, path, body);
    return answer.is === 'ok' ? { is: 'done' } : answer;
  };
  return {
    scanner: async (session) => {
      const answer = answerOf(await call({ url: `${base}api/scanner`, method: 'GET', session }));
      return answer.is === 'ok' ? { is: 'scanner', scanner: answer.json as PanelScanner } : answer;
    },
    copy: (session, request) => begin(session, 'copy', request),
    scan: (session, request) => begin(session, 'scan', request),
    order: (session, id, wanted, target) =>
      order(session, `tasks/${id}/${wanted}`, target === null ? undefined : { target }),
    setLock: (session, wanted) => order(session, wanted),
  };
}

function answerOf(reply: Awaited<ReturnType<typeof call>>): Answer<'ok', { readonly json: unknown }> {
  if (reply === null) return { is: 'unreachable' };
  if (reply.ok) return { is: 'ok', json: reply.json };
  const problem = asProblem(reply.json);
  return { is: 'refused', code: problem.code, reason: problem.reason ?? null };
}
