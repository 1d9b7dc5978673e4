import { milliseconds, minutes, seconds, type BootTime, type Duration, type RetrySchedule } from '@holdover/kernel';

/** C1: the five states that panel and console show. */
export type LinkMode = 'online' | 'degraded' | 'offline' | 'returning' | 'refused';

/** C3: in this order, each after the one before is done. */
export const RETURN_STEPS = ['deny-list', 'journal', 'desired-state'] as const;
export type ReturnStep = (typeof RETURN_STEPS)[number];

/**
 * The link of a terminal to its server.
 * `offline` no link, the next try waits for its timer · `connecting` a try is under way ·
 * `suspect` the link stands but the server did not answer a login: nobody waits for it again until a heartbeat comes back ·
 * `returning` the link is back, waiting for its turn `until` then or carrying one of C3's steps · `online` and `degraded` in use.
 * Invariant: at most one link, one timer, one unanswered heartbeat and one running step exist; whatever carries another number
 * than theirs is late and changes nothing. `online` is reached only through all of C3's steps on the link that stands.
 */
export type LinkState = LinkNumbers &
  (
    | { readonly at: 'offline'; readonly refused: boolean }
    | { readonly at: 'connecting'; readonly refused: boolean; readonly link: number }
    /** `until` then its turn has not come, if it was waiting for one. */
    | (Linked & { readonly at: 'suspect'; readonly until: BootTime })
    | (Linked & { readonly at: 'returning'; readonly step: 'turn'; readonly until: BootTime })
    | (Linked & { readonly at: 'returning'; readonly step: ReturnStep; readonly run: number })
    | (Linked & { readonly at: 'online'; readonly since: BootTime; readonly bad: number })
    | (Linked & { readonly at: 'degraded'; readonly good: number })
  );

export interface LinkNumbers {
  /** The last number given to a link, timer, heartbeat or run of a step; numbers never come back. */
  readonly last: number;
  readonly timer: number;
  /** Tries since the link was last stable: the back-off, and what damps flapping. */
  readonly tries: number;
  /** C3: over how long the server spreads its fleet's return; told beforehand, kept while it is away. */
  readonly spread: Duration;
}

export interface Linked {
  readonly link: number;
  /** The heartbeat that waits for its answer; null between two. */
  readonly heartbeat: number | null;
  readonly missed: number;
}

export type LinkInput =
  | { readonly input: 'start' }
  /** The server let this terminal in, by its certificate and its row: not merely a socket. */
  | { readonly input: 'connected'; readonly link: number }
  /** The try failed, or the link broke. */
  | { readonly input: 'closed'; readonly link: number }
  /** An answer, not an absence: the server does not know this terminal, or no longer. */
  | { readonly input: 'terminal-refused'; readonly link: number }
  | { readonly input: 'timer'; readonly timer: number }
  | {
      readonly input: 'heartbeat-answered';
      readonly heartbeat: number;
      readonly roundTrip: Duration;
      /** False for an error of the server's. */
      readonly well: boolean;
      readonly spread: Duration;
    }
  | { readonly input: 'step-done'; readonly run: number }
  | { readonly input: 'step-failed'; readonly run: number }
  /** D1: a login or another question got no answer within its deadline. */
  | { readonly input: 'question-unanswered'; readonly link: number }
  /** D1: a login was answered with 429 or 5xx. */
  | { readonly input: 'question-failed'; readonly link: number };

export type LinkEffect =
  | { readonly effect: 'connect'; readonly link: number }
  | { readonly effect: 'close'; readonly link: number }
  | { readonly effect: 'send-heartbeat'; readonly link: number; readonly heartbeat: number }
  /** Replaces the timer before it. */
  | { readonly effect: 'set-timer'; readonly timer: number; readonly after: Duration }
  | { readonly effect: 'run-step'; readonly link: number; readonly step: ReturnStep; readonly run: number }
  | { readonly effect: 'mode'; readonly mode: LinkMode };

export interface LinkPolicy {
  /** C2: 5 s. */
  readonly heartbeatEvery: Duration;
  /** C2: two. */
  readonly misses: number;
  /** An answer slower than this is as bad as an error; a login's deadline. */
  readonly slow: Duration;
  /** So many bad answers in a row make the link degraded, so many good ones mend it. */
  readonly inARow: number;
  readonly reconnect: RetrySchedule;
  /** C1: after a refusal, which no haste will mend. */
  readonly reconnectRefused: RetrySchedule;
  /** A try that is not through by then is given up. */
  readonly connectWithin: Duration;
  /** A link that held so long is stable; one that breaks sooner goes on with the back-off it had. */
  readonly stableAfter: Duration;
}

export const LINK_POLICY: LinkPolicy = {
  heartbeatEvery: seconds(5),
  misses: 2,
  slow: milliseconds(1_200),
  inARow: 2,
  reconnect: { first: seconds(1), most: seconds(15), factor: 2 },
  reconnectRefused: { first: seconds(5), most: minutes(5), factor: 2 },
  connectWithin: seconds(5),
  stableAfter: seconds(30),
};

/** A moment of this boot, and a share of [0, 1) from entropy for what is jittered. */
export interface LinkMoment {
  readonly boot: BootTime;
  readonly share: number;
}

export interface LinkStep {
  readonly state: LinkState;
  readonly effects: readonly LinkEffect[];
}

export const NO_LINK: LinkState = {
  at: 'offline',
  refused: false,
  last: 0,
  timer: 0,
  tries: 0,
  spread: milliseconds(0),
};

/** C1: what panel and console call a state. */
export function linkMode(state: LinkState): LinkMode {
  switch (state.at) {
    case 'offline':
    case 'connecting':
      return state.refused ? 'refused' : 'offline';
    case 'suspect':
      return 'offline';
    case 'returning':
    case 'online':
    case 'degraded':
      return state.at;
  }
}

/** D1: whether a login asks the server first. */
export function asksServer(mode: LinkMode): boolean {
  return mode === 'online' || mode === 'degraded' || mode === 'returning';
}
