import type { Language, PanelJob, PanelSession, PanelState } from '@holdover/api';
import type { JobId, SessionId } from '@holdover/kernel';

/** What a terminal says, for tests: all is well unless told otherwise. */
export function stateOf({
  language = 'en',
  ...more
}: Partial<PanelState> & { readonly language?: Language }): PanelState {
  return {
    link: 'online',
    device: { name: 'Kyocera, 2nd floor', model: 'kyocera', language, offlineLogin: true },
    methods: [
      { method: 'pin', available: true },
      { method: 'card', available: true },
    ],
    pinMinLength: 6,
    session: null,
    messages: [],
    journalBacklog: 0,
    ...more,
  };
}

export function sessionOf(more: Partial<PanelSession>): PanelSession {
  return {
    id: 'ses_0198c1d2-0000-7000-8000-000000000001' as SessionId,
    userName: 'anna',
    fullName: 'Anna Keller',
    language: null,
    mode: 'online',
    endsAt: '2026-11-22T12:00:00.000Z',
    endsInSeconds: 60,
    actions: [{ name: 'print', available: true }],
    ...more,
  };
}

export function jobOf(number: number, more: Partial<PanelJob>): PanelJob {
  return {
    id: `job_0198c1d2-0000-7000-8000-${String(number).padStart(12, '0')}` as JobId,
    name: `Job ${number}`,
    pages: 2,
    color: false,
    copies: 1,
    createdAt: '2026-11-22T11:00:00.000Z',
    ageSeconds: 60,
    waits: 'device',
    available: true,
    state: 'held',
    impressions: 0,
    ...more,
  };
}
