import type {
  Language,
  LoginMethod,
  PanelJob,
  PanelLoginRequest,
  PanelProblemCode,
  PanelSession,
  PanelState,
  UnavailableReason,
} from '@holdover/api';
import type { BootTime, Duration, JobId, SessionId } from '@holdover/kernel';
import type { Account, AccountEffect, AccountInput } from './account-state.ts';
import type { Desk, DeskDialog, DeskEffect, DeskInput } from './desk-state.ts';
import type { PasswordProof, Proof, ProofInput } from './proof-state.ts';
import type { ServiceEffect, ServiceInput, ServiceScreen } from './service-state.ts';

/** All the page knows. What the terminal said last is kept whole, so that no fact has two homes. */
export interface Panel {
  readonly reach: Reach;
  readonly terminal: Heard | null;
  /** Stands for the device's language, where whoever shows this page wants another. */
  readonly pageLanguage: Language | null;
  /** The choice on this page; null: the device's language, or in a session the person's own. */
  readonly chosenLanguage: Language | null;
  /** The choice on this page, in percent; back to 100 with the next person. */
  readonly textSize: TextSize;
  readonly screen: Screen;
  /** The number of the last login asked; an answer to an older one is not for us. */
  readonly lastAsk: number;
  /** The session this page ended last: what the terminal said of it before it knew is old. */
  readonly ended: { readonly session: SessionId; readonly at: BootTime } | null;
}

/** Whether the terminal answers this page: `starting` it never did yet · `reached` it does · `lost` it did. */
export type Reach =
  | { readonly is: 'starting'; readonly since: BootTime }
  | { readonly is: 'reached' }
  | { readonly is: 'lost'; readonly since: BootTime };

export type TextSize = 100 | 125 | 150;

interface Heard {
  readonly state: PanelState;
  readonly at: BootTime;
}

export type Screen = LoginScreen | VisitScreen | ServiceScreen;

export interface LoginScreen {
  readonly at: 'login';
  readonly entry: Entry;
  readonly refusal: Refusal | null;
  /** D3: PIN alone waits until then. */
  readonly pinLockedUntil: BootTime | null;
  readonly touchedAt: BootTime;
  readonly justLoggedOut: boolean;
}

/**
 * Invariant: what is typed stands in the entry it is typed in, and only until it is sent, cleared or forgotten by time; `checking` knows
 * its length. A card stands where it may still be needed: until its PIN comes, or until it is registered.
 */
export type Entry = OpenEntry | CheckingEntry;

export type OpenEntry =
  | { readonly step: 'typing'; readonly pin: string }
  | { readonly step: 'card-held'; readonly card: string; readonly pin: string }
  | { readonly step: 'password'; readonly proof: PasswordProof }
  /** Nobody's card, and this device lets its holder register it. */
  | { readonly step: 'unknown-card'; readonly card: string }
  | { readonly step: 'register'; readonly card: string; readonly proof: Proof };

export interface CheckingEntry {
  readonly step: 'checking';
  readonly ask: number;
  readonly method: LoginMethod;
  readonly dots: number;
  /** Where a refusal leads to; `unknown-card` only when the card is unknown. */
  readonly back: OpenEntry;
}

export interface Refusal {
  readonly code: PanelProblemCode | 'unreachable';
  readonly method: LoginMethod;
  readonly at: BootTime;
  readonly retryAt: BootTime | null;
}

export interface VisitScreen {
  readonly at: 'visit';
  readonly view: 'home' | 'jobs' | 'account' | 'copy' | 'scan' | 'task' | 'unlock';
  /** Null in every view but `account`. */
  readonly account: Account | null;
  readonly session: PanelSession;
  readonly endsAt: BootTime;
  /** What a full countdown is: the longest the terminal granted in this session. */
  readonly idle: Duration;
  readonly keptAliveAt: BootTime;
  readonly jobs: JobList | null;
  readonly selected: readonly JobId[];
  readonly desk: Desk;
  /** Orders on their way: between the touch and the terminal's first word about it. */
  readonly underway: readonly Underway[];
  readonly dialog: Dialog | null;
  readonly notice: Notice | null;
  /** A word of what went well. */
  readonly goodNews: GoodNews | null;
}

export interface GoodNews {
  readonly what: 'card-registered';
  readonly at: BootTime;
}

interface JobList {
  readonly items: readonly PanelJob[];
  readonly at: BootTime;
}

export interface Underway {
  readonly id: JobId;
  readonly order: JobOrder;
}
export type JobOrder = 'print' | 'cancel' | 'remove';

/** `remove` asks before deleting · `other-card` a card was read in somebody's session (D5). */
export type Dialog =
  | DeskDialog
  | { readonly kind: 'remove'; readonly ids: readonly JobId[] }
  | {
      readonly kind: 'other-card';
      readonly ask: number;
      readonly card: string;
      readonly at: BootTime;
      /** The terminal said that it is another person's. */
      readonly offered: boolean;
    };

export interface Notice {
  readonly code: PanelProblemCode | 'unreachable';
  readonly reason: UnavailableReason | null;
  readonly at: BootTime;
}

export type LoginAnswer =
  | { readonly is: 'session'; readonly session: PanelSession }
  | { readonly is: 'refused'; readonly code: PanelProblemCode; readonly retryAfterSeconds: number | null }
  | { readonly is: 'unreachable' };

export type OrderAnswer =
  | { readonly is: 'done' }
  | { readonly is: 'refused'; readonly code: PanelProblemCode; readonly reason: UnavailableReason | null }
  | { readonly is: 'unreachable' };

export type Input =
  | DeskInput
  | { readonly type: 'terminal-said'; readonly state: PanelState }
  | { readonly type: 'terminal-lost' }
  | { readonly type: 'jobs-listed'; readonly session: SessionId | null; readonly items: readonly PanelJob[] }
  | { readonly type: 'digit'; readonly digit: string }
  | { readonly type: 'erase' }
  | { readonly type: 'clear' }
  | { readonly type: 'submit' }
  | { readonly type: 'card-read'; readonly number: string }
  | { readonly type: 'login-answered'; readonly ask: number; readonly answer: LoginAnswer }
  | { readonly type: 'language-chosen'; readonly language: Language }
  | { readonly type: 'text-size-chosen'; readonly size: TextSize }
  | ProofInput
  | AccountInput
  | ServiceInput
  | { readonly type: 'touched' | 'tick' | 'logout-asked' }
  | { readonly type: 'view-opened'; readonly view: VisitScreen['view'] }
  | { readonly type: 'job-toggled'; readonly id: JobId }
  | { readonly type: 'all-toggled' }
  | { readonly type: 'print-asked'; readonly which: 'all' | 'selected' }
  | { readonly type: 'cancel-asked'; readonly id: JobId }
  | { readonly type: 'removal-asked' | 'removal-confirmed' | 'switch-confirmed' | 'dialog-dismissed' }
  | {
      readonly type: 'order-answered';
      readonly session: SessionId;
      readonly order: JobOrder | 'other';
      readonly ids: readonly JobId[];
      readonly answer: OrderAnswer;
    };

export type Effect =
  | DeskEffect
  | AccountEffect
  | ServiceEffect
  | {
      readonly type: 'log-in';
      readonly ask: number;
      readonly request: PanelLoginRequest;
      /** Whose session ends first, when the user changes. */
      readonly instead: SessionId | null;
    }
  | { readonly type: 'log-out' | 'keep-alive' | 'list-jobs'; readonly session: SessionId }
  | { readonly type: 'print' | 'remove'; readonly session: SessionId; readonly ids: readonly JobId[] }
  | { readonly type: 'cancel'; readonly session: SessionId; readonly id: JobId };

export interface Step {
  readonly panel: Panel;
  readonly effects: readonly Effect[];
}
