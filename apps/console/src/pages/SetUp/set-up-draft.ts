import { PASSWORD_LIMITS } from '@holdover/api';

export interface AdministratorDraft {
  readonly userName: string;
  readonly password: string;
  readonly again: string;
}

export type DraftFault = 'required' | 'too-short' | 'not-the-same';
export type DraftFaults = Partial<Record<keyof AdministratorDraft, DraftFault>>;

/** What is wrong before the server is asked. */
export function checkAdministrator(draft: AdministratorDraft): DraftFaults {
  return {
    ...(draft.userName.trim() === '' ? { userName: 'required' } : {}),
    ...(draft.password === ''
      ? { password: 'required' }
      : draft.password.length < PASSWORD_LIMITS.min
        ? { password: 'too-short' }
        : {}),
    ...(draft.again === draft.password ? {} : { again: 'not-the-same' }),
  };
}
