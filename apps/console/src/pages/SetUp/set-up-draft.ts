import type { Language } from '@holdover/api';

export interface SetUpDraft {
  readonly userName: string;
  readonly password: string;
  readonly again: string;
  readonly organisation: string;
  readonly language: Language;
}

/** ASVS 5.0 6.2.1 asks for 8 at the least; the interface refuses fewer than 12. */
export const LEAST_PASSWORD = 12;

export type DraftFault = 'required' | 'too-short' | 'not-the-same';

/** What is wrong before the server is asked. */
export function checkAdministrator(draft: SetUpDraft): Partial<Record<'userName' | 'password' | 'again', DraftFault>> {
  return {
    ...(draft.userName.trim() === '' ? { userName: 'required' } : {}),
    ...(draft.password === ''
      ? { password: 'required' }
      : draft.password.length < LEAST_PASSWORD
        ? { password: 'too-short' }
        : {}),
    ...(draft.again === draft.password ? {} : { again: 'not-the-same' }),
  };
}
