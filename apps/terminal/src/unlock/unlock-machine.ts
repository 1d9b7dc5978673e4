import { elapsed, seconds, type BootTime, type Duration, type SessionId } from '@holdover/kernel';
import type { ActivityEnd } from '../journal/activity-journal.ts';
import { settleWalkUp, type Asker, type Reading, type WalkUp } from './walk-up.ts';

/** A reading, and since when it has been the same. */
export interface Seen {
  readonly reading: Reading;
  readonly since: BootTime;
}

export type Failure = 'unreachable' | 'refused';

/**
 * `locking` not known to be locked · `settling` locked, the counter may still move · `locked` · `measuring` somebody asked, and the
 * counter may still move · `recording` the journal writes the beginning · `unlocking` · `unlocked` free for the asker.
 */
export type UnlockPhase =
  | {
      readonly at: 'locking';
      readonly walkUp: WalkUp | null;
      /** The device said that it is free. */
      readonly seenFree: boolean;
      readonly tries: number;
      readonly why: Failure | null;
      readonly next: Asker | null;
    }
  | { readonly at: 'settling'; readonly walkUp: WalkUp; readonly seen: Seen | null; readonly next: Asker | null }
  | { readonly at: 'locked'; readonly why: Failure | null }
  | { readonly at: 'measuring'; readonly asker: Asker; readonly seen: Seen | null }
  | {
      readonly at: 'recording';
      readonly asker: Asker;
      readonly reading: Reading;
      /** The asker left meanwhile: nothing is unlocked. */
      readonly isOver: boolean;
    }
  | { readonly at: 'unlocking'; readonly walkUp: WalkUp }
  | { readonly at: 'unlocked'; readonly walkUp: WalkUp; readonly seen: Seen | null };

/** `call` is the question to the device whose answer is waited for: answers to others come too late. */
export type UnlockState = UnlockPhase & { readonly call: number };

export type UnlockInput =
  /** The terminal starts; `walkUp` what a power loss left open. */
  | { readonly input: 'start'; readonly walkUp: WalkUp | null }
  | { readonly input: 'asked'; readonly asker: Asker }
  | { readonly input: 'lock-asked'; readonly sessionId: SessionId }
  /** Whose session is at the panel now. */
  | { readonly input: 'session'; readonly sessionId: SessionId | null }
  | { readonly input: 'done'; readonly call: number }
  | { readonly input: 'watched'; readonly call: number; readonly isLocked: boolean }
  | { readonly input: 'counted'; readonly call: number; readonly reading: Reading }
  | { readonly input: 'failed'; readonly call: number; readonly why: Failure }
  /** The journal has the beginning. */
  | { readonly input: 'recorded'; readonly walkUp: WalkUp }
  /** It has the end. */
  | { readonly input: 'recorded-end' }
  | { readonly input: 'not-recorded' }
  | { readonly input: 'timer' };

export type UnlockEffect =
  | { readonly effect: 'lock' | 'unlock' | 'count' | 'watch'; readonly call: number }
  | { readonly effect: 'record-begin'; readonly asker: Asker; readonly reading: Reading }
  | { readonly effect: 'record-end'; readonly walkUp: WalkUp; readonly end: Omit<ActivityEnd, 'mode'> }
  | { readonly effect: 'touch'; readonly sessionId: SessionId }
  | { readonly effect: 'set-timer'; readonly after: Duration };

export interface UnlockStep {
  readonly state: UnlockState;
  readonly effects: readonly UnlockEffect[];
}

export const UNLOCK_BEGINNING: UnlockState = {
  at: 'locking',
  walkUp: null,
  seenFree: false,
  tries: 0,
  why: null,
  next: null,
  call: 0,
};

/** A counter may lag behind the last page by this. */
const SETTLES = seconds(3);
const LOOK_AGAIN = seconds(1);
/** Somebody works at the device: well below any idle time-out. */
const FOLLOW = seconds(2);
/** Somebody else may free the device, or switch it off and on. */
const WATCH = seconds(30);
const WATCH_AWAY = seconds(10);
const RETRIES = [1, 2, 5, 10, 30].map((length) => seconds(length));

/**
 * The device's own panel, free for one person at a time.
 * Invariant: it is freed only after the journal holds the beginning of the walk-up and its counter; a walk-up ends only after the device
 * said that it is locked and its counter stood still; until then nobody else's begins.
 */
export function stepUnlock(state: UnlockState, input: UnlockInput, now: BootTime): UnlockStep {
  switch (input.input) {
    case 'start':
      return lock(state, { walkUp: input.walkUp });
    case 'asked':
      return asked(state, input.asker);
    case 'lock-asked':
      return leave(state, (asker) => asker?.sessionId === input.sessionId);
    case 'session':
      return leave(state, (asker) => asker?.sessionId !== input.sessionId);
    case 'recorded':
      return recorded(state, input.walkUp);
    case 'recorded-end':
      return state.at === 'settling' ? nowLocked(state, state.next) : stay(state);
    case 'not-recorded':
      return notRecorded(state);
    case 'timer':
      return timer(state);
    case 'done':
    case 'watched':
    case 'counted':
    case 'failed':
      return input.call === state.call ? answered(state, input, now) : stay(state);
  }
}

type Answer = Extract<UnlockInput, { readonly call: number }>;

function answered(state: UnlockState, input: Answer, now: BootTime): UnlockStep {
  switch (input.input) {
    case 'done':
      return done(state);
    case 'watched':
      return watched(state, input.isLocked);
    case 'counted':
      return counted(state, input.reading, now);
    case 'failed':
      return failed(state, input.why);
  }
}

function asked(state: UnlockState, asker: Asker): UnlockStep {
  switch (state.at) {
    case 'locked':
      return state.why === null ? measure(state, asker) : stay(state);
    case 'settling':
      return stay({ ...state, next: asker });
    case 'locking':
      return stay(state.tries === 0 ? { ...state, next: asker } : state);
    case 'measuring':
    case 'recording':
    case 'unlocking':
    case 'unlocked':
      return stay(state);
  }
}

/** Whose time is over: what they began is locked, what they asked for is forgotten. */
function leave(state: UnlockState, isOver: (asker: Asker | null) => boolean): UnlockStep {
  switch (state.at) {
    case 'locking':
    case 'settling':
      return stay(state.next !== null && isOver(state.next) ? { ...state, next: null } : state);
    case 'measuring':
      return isOver(state.asker) ? nowLocked(state, null) : stay(state);
    case 'unlocking':
    case 'unlocked':
      return isOver(state.walkUp.asker) ? lock(state, { walkUp: state.walkUp }) : stay(state);
    case 'recording':
      return stay(isOver(state.asker) ? { ...state, isOver: true } : state);
    case 'locked':
      return stay(state);
  }
}

function done(state: UnlockState): UnlockStep {
  switch (state.at) {
    case 'locking':
      if (state.walkUp === null) return nowLocked(state, state.next);
      return call({ at: 'settling', walkUp: state.walkUp, seen: null, next: state.next, call: state.call }, 'count');
    case 'unlocking':
      return after({ at: 'unlocked', walkUp: state.walkUp, seen: null, call: state.call }, FOLLOW);
    case 'settling':
    case 'locked':
    case 'measuring':
    case 'recording':
    case 'unlocked':
      return stay(state);
  }
}

/** A device that was away may have been switched off and on: it is locked anew. */
function watched(state: UnlockState, isLocked: boolean): UnlockStep {
  if (state.at !== 'locked') return stay(state);
  return isLocked && state.why === null ? after(state, WATCH) : lock(state, { walkUp: null, seenFree: !isLocked });
}

function counted(state: UnlockState, reading: Reading, now: BootTime): UnlockStep {
  if (state.at === 'unlocked') return followed(state, reading, now);
  if (state.at !== 'settling' && state.at !== 'measuring') return stay(state);
  const seen = see(state.seen, reading, now);
  const isStill = elapsed(seen.since, now) >= SETTLES;
  if (state.at === 'settling') {
    const { walkUp } = state;
    const next = { ...state, seen };
    if (!isStill || reading.isOwnOpen) return after(next, LOOK_AGAIN);
    return { state: next, effects: [{ effect: 'record-end', walkUp, end: settleWalkUp(walkUp, reading) }] };
  }
  if (!isStill && !reading.isQuiet) return after({ ...state, seen }, LOOK_AGAIN);
  const { asker } = state;
  const next: UnlockState = { at: 'recording', asker, reading, isOver: false, call: state.call };
  return { state: next, effects: [{ effect: 'record-begin', asker, reading }] };
}

function followed(
  state: Extract<UnlockState, { readonly at: 'unlocked' }>,
  reading: Reading,
  now: BootTime,
): UnlockStep {
  const { asker, before } = state.walkUp;
  const last = state.seen?.reading.counters.impressions ?? before?.impressions;
  const hasMoved = last !== reading.counters.impressions;
  const step = after({ ...state, seen: see(state.seen, reading, now) }, FOLLOW);
  if (!hasMoved || asker === null) return step;
  return { ...step, effects: [{ effect: 'touch', sessionId: asker.sessionId }, ...step.effects] };
}

function failed(state: UnlockState, why: Failure): UnlockStep {
  switch (state.at) {
    case 'locking':
      return after({ ...state, why, tries: state.tries + 1, next: null }, retryAfter(state.tries));
    case 'settling':
      return after(state, WATCH_AWAY);
    case 'locked':
    case 'measuring':
      return after({ at: 'locked', why, call: state.call }, WATCH_AWAY);
    case 'unlocking':
      return lock(state, { walkUp: { ...state.walkUp, isFailed: true } });
    case 'unlocked':
      return after(state, FOLLOW);
    case 'recording':
      return stay(state);
  }
}

function recorded(state: UnlockState, walkUp: WalkUp): UnlockStep {
  if (state.at !== 'recording') return stay(state);
  return state.isOver ? lock(state, { walkUp }) : call({ at: 'unlocking', walkUp, call: state.call }, 'unlock');
}

function notRecorded(state: UnlockState): UnlockStep {
  if (state.at === 'recording') return nowLocked(state, null);
  return state.at === 'settling' ? after(state, WATCH_AWAY) : stay(state);
}

function timer(state: UnlockState): UnlockStep {
  switch (state.at) {
    case 'locking':
      return call(state, 'lock');
    case 'settling':
    case 'measuring':
    case 'unlocked':
      return call(state, 'count');
    case 'locked':
      return call(state, 'watch');
    case 'recording':
    case 'unlocking':
      return stay(state);
  }
}

interface Locking {
  readonly walkUp: WalkUp | null;
  readonly seenFree?: boolean;
}

function lock(state: UnlockState, { walkUp, seenFree = walkUp !== null }: Locking): UnlockStep {
  return call({ at: 'locking', walkUp, seenFree, tries: 0, why: null, next: null, call: state.call }, 'lock');
}

function measure(state: UnlockState, asker: Asker): UnlockStep {
  return call({ at: 'measuring', asker, seen: null, call: state.call }, 'count');
}

function nowLocked(state: UnlockState, next: Asker | null): UnlockStep {
  return next === null ? after({ at: 'locked', why: null, call: state.call }, WATCH) : measure(state, next);
}

function see(seen: Seen | null, reading: Reading, now: BootTime): Seen {
  return seen !== null && isSame(seen.reading, reading) ? { ...seen, reading } : { reading, since: now };
}

function isSame(a: Reading, b: Reading): boolean {
  return (
    a.own === b.own && a.counters.device === b.counters.device && a.counters.impressions === b.counters.impressions
  );
}

function retryAfter(tries: number): Duration {
  return RETRIES[Math.min(tries, RETRIES.length - 1)] ?? WATCH;
}

function call(state: UnlockState, effect: 'lock' | 'unlock' | 'count' | 'watch'): UnlockStep {
  const next = state.call + 1;
  return { state: { ...state, call: next }, effects: [{ effect, call: next }] };
}

function after(state: UnlockState, delay: Duration): UnlockStep {
  return { state, effects: [{ effect: 'set-timer', after: delay }] };
}

function stay(state: UnlockState): UnlockStep {
  return { state, effects: [] };
}
