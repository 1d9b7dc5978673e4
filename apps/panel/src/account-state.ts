import type { PanelCardRegistration, PanelPinChange, PanelProblemCode, UnavailableReason } from '@holdover/api';
import type { BootTime, SessionId } from '@holdover/kernel';
import type { Proof } from './proof-state.ts';

/** What people do for themselves in a session: *My account*. */
export type Account =
  | { readonly step: 'menu'; readonly refusal: AccountRefusal | null }
  | { readonly step: 'hold-card' }
  | {
      readonly step: 'prove';
      readonly purpose: AccountPurpose;
      readonly proof: Proof;
      readonly refusal: AccountRefusal | null;
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

export interface AccountRefusal {
  readonly code: PanelProblemCode | 'unreachable';
  readonly reason: UnavailableReason | null;
  readonly at: BootTime;
  readonly retryAt: BootTime | null;
}

export type AccountAnswer =
  | { readonly is: 'card-registered' }
  | { readonly is: 'pin-changed'; readonly pin: string }
  | {
      readonly is: 'refused';
      readonly code: PanelProblemCode;
      readonly reason: UnavailableReason | null;
      readonly retryAfterSeconds: number | null;
    }
  | { readonly is: 'unreachable' };

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
