import type { PanelProblem, SESSION_HEADER as SessionHeader, SERVICE_HEADER as ServiceHeader } from '@holdover/api';
import { seconds, type SessionId } from '@holdover/kernel';
import type { Refused } from './refusal.ts';

/** Their values stand here as well, so that the page does not carry the schemas; the types keep them equal. */
const SESSION_HEADER: typeof SessionHeader = 'holdover-session';
const SERVICE_HEADER: typeof ServiceHeader = 'holdover-service';
/** Above the terminal's own deadline for a login (D1: slow hash, then 1.2 s for the server). */
const ANSWER_WITHIN = seconds(8);

interface Call {
  readonly url: string;
  readonly method: string;
  readonly session?: SessionId | undefined;
  /** The service page's token. */
  readonly service?: string;
  readonly body?: object | undefined;
}

interface Reply {
  readonly ok: boolean;
  readonly json: unknown;
}

/** @returns null when the terminal did not answer, or not in its language */
export async function call({ url, method, session, service, body }: Call): Promise<Reply | null> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), ANSWER_WITHIN);
  const headers: Record<string, string> = {};
  if (session !== undefined) headers[SESSION_HEADER] = session;
  if (service !== undefined) headers[SERVICE_HEADER] = service;
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
export function asProblem(json: unknown): Pick<PanelProblem, 'code' | 'reason' | 'retryAfterSeconds'> {
  const hasCode = typeof json === 'object' && json !== null && 'code' in json;
  return hasCode ? (json as PanelProblem) : { code: 'terminal-fault' };
}

export function asRefused(json: unknown): Refused {
  const { code, reason = null, retryAfterSeconds = null } = asProblem(json);
  return { is: 'refused', code, reason, retryAfterSeconds };
}
