import type { PanelState } from '@holdover/api';
import type { LoginRefusal } from '@holdover/offline-login';
import type * as z from 'zod';
import { PanelRefusal } from './panel-refusal.ts';

/** Never says what was sent: it may be a secret. */
export function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new PanelRefusal('bad-request');
  return parsed.data;
}

/** @throws PanelRefusal `session-ended` where that session is no more */
export function sessionIn(state: PanelState, id: string): NonNullable<PanelState['session']> {
  if (state.session?.id !== id) throw new PanelRefusal('session-ended');
  return state.session;
}

export function loginRefusal(refusal: LoginRefusal): PanelRefusal {
  switch (refusal.code) {
    case 'locked':
      return new PanelRefusal('locked', { retryAfter: refusal.retryAfter });
    case 'offline-login-unavailable':
      return new PanelRefusal('offline-login-unavailable', { reason: 'needs-print-server' });
    case 'unknown-credential':
    case 'expired':
    case 'disabled':
    case 'method-not-allowed':
      return new PanelRefusal(refusal.code);
  }
}
