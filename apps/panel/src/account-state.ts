import type { PanelCardRegistration, PanelPinChange } from '@holdover/api';
import type { BootTime, SessionId } from '@holdover/kernel';
import type { Proof } from './proof-state.ts';
import type { Refusal, Refused } from './refusal.ts';

/** What people do for themselves in a session: *My account*. */
export type Account =
  | { readonly step: 'menu'; readonly refusal: Refusal | null }
  | { readonly step: 'hold-card' }
  | {
      readonly step: 'prove';
      readonly purpose: AccountPurpose;
      readonly proof: Proof;
      readonly refusal: Refusal | null;
    }
  /** `proof` as it was, without what was sent. */
  | {
      readonly step: 'asking';
      readonly ask: number;
      readonly purpose: AccountPurpose;
      readonly proof: Proof;
      readonly dots: number;
    }
  | { readonly step: 'card-registered' }
  /** Shown once, and not for long. */
  | {
      readonly step: 'new-pin';
      readonly pin: string;
      /** The PIN that was typed for it is gone. */
      readonly replaces: boolean;
      readonly at: BootTime;
    };

/** `card` is a card's number or a reader's token. */
export type AccountPurpose = { readonly is: 'register-card'; readonly card: string } | { readonly is: 'change-pin' };

export type AccountAnswer =
  | { readonly is: 'card-registered' }
  | { readonly is: 'pin-changed'; readonly pin: string }
  | Refused;

export type AccountInput =
  | { readonly type: 'registration-asked' | 'pin-change-asked' | 'pin-noted' | 'account-left' }
  | {
      readonly type: 'account-answered';
      readonly session: SessionId;
      readonly ask: number;
      readonly answer: AccountAnswer;
    };

export type AccountEffect =
  /** Before a session: opens one, and is answered as a login. */
  | { readonly type: 'register-first'; readonly ask: number; readonly request: PanelCardRegistration }
  | {
      readonly type: 'register-card';
      readonly ask: number;
      readonly session: SessionId;
      readonly request: PanelCardRegistration;
    }
  | {
      readonly type: 'change-pin';
      readonly ask: number;
      readonly session: SessionId;
      readonly request: PanelPinChange;
    };
