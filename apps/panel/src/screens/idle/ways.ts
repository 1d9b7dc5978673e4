import type { PanelState, UnavailableReason } from '@holdover/api';
import type { LoginScreen, OpenEntry } from '../../panel-state.ts';

/** The ways in that this device has now. */
export interface Ways {
  readonly card: boolean;
  readonly cardAlone: boolean;
  readonly pin: boolean;
  /** Null where the profile has no password; else whether it works now, and why not. */
  readonly password: { readonly against: UnavailableReason | null } | null;
}

export function waysIn(state: PanelState, screen: LoginScreen): Ways {
  const has = (method: string): boolean => state.methods.some((entry) => entry.method === method && entry.available);
  const blocked = state.messages.some(({ code }) => code === 'journal-full');
  const { entry } = screen;
  const cardHeld = entry.step === 'card-held' || (entry.step === 'checking' && entry.method === 'card+pin');
  const password = state.methods.find(({ method }) => method === 'password');
  return {
    card: !blocked && (has('card') || has('card+pin')),
    cardAlone: has('card'),
    pin: !blocked && (has('pin') || cardHeld),
    password:
      blocked || password === undefined
        ? null
        : { against: password.available ? null : (password.reason ?? 'needs-print-server') },
  };
}

/** What is being typed, or was when it was sent. */
export function shownEntry({ entry }: LoginScreen): OpenEntry {
  return entry.step === 'checking' ? entry.back : entry;
}
