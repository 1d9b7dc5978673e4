export interface AdministratorDraft {
  readonly userName: string;
  readonly password: string;
  readonly again: string;
}

/** ASVS 5.0 6.2.1 asks for 8 at the least; the interface refuses fewer than 12. */
export const LEAST_PASSWORD = 12;

export type DraftFault = 'required' | 'too-short' | 'not-the-same';
export type DraftFaults = Partial<Record<keyof AdministratorDraft, DraftFault>>;

/** What is wrong before the server is asked. */
export function checkAdministrator(draft: AdministratorDraft): DraftFaults {
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
