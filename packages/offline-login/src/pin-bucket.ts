import { days, milliseconds, minutes, type Duration, type UserId } from '@holdover/kernel';
import { NEVER_RUN, runOn, type BootMoment, type RunningTime } from './running-time.ts';

/** D3: ranges and defaults of `pinAttempts` and `pinRefillMinutes`. */
export const PIN_ATTEMPTS = { least: 1, most: 100, default: 5 } as const;
export const PIN_REFILL_MINUTES = { least: 1, most: 144_000, default: 90 } as const;

/** D3: failures like the right PIN that successes give back, a user a day. */
export const GIVEN_BACK_A_DAY = 2;

export interface PinThrottlePolicy {
  /** The most tokens the bucket holds. */
  readonly pinAttempts: number;
  /** One token comes back after so much running time. */
  readonly pinRefill: Duration;
}

export const DEFAULT_PIN_THROTTLE: PinThrottlePolicy = {
  pinAttempts: PIN_ATTEMPTS.default,
  pinRefill: minutes(PIN_REFILL_MINUTES.default),
};

/**
 * D3: the durable bucket that PIN alone draws on at one terminal.
 * Invariant: `tokens` grows only by running time, by the success of the attempt that took one, by likenesses given back within
 * their daily bound, and by an unlock order not seen before. It is flushed before a PIN is checked, and holds nothing of any PIN.
 */
export interface PinBucket {
  readonly v: 1;
  readonly tokens: number;
  readonly running: RunningTime;
  /** Running time up to which tokens have come back. */
  readonly refilledAt: Duration;
  /** The settings that the time since `refilledAt` was spent under; others start the wait anew. Null until the first are known. */
  readonly under: PinThrottlePolicy | null;
  /** The attempt whose token may still be given back; null when none is being checked. */
  readonly pending: number | null;
  readonly lastAttempt: number;
  readonly lastUnlock: number;
  /** Likenesses given back in the last 24 h of running time. */
  readonly givenBack: readonly { readonly userId: UserId; readonly at: Duration }[];
}

/** A terminal's first bucket: full. Made once, at enrolment; a lost one is made empty by `emptyBucket`. */
export function fullBucket(policy: PinThrottlePolicy): PinBucket {
  return { ...emptyBucket(), tokens: policy.pinAttempts };
}

/** For a terminal whose bucket cannot be read: it must not be worth deleting. */
export function emptyBucket(): PinBucket {
  return {
    v: 1,
    tokens: 0,
    running: NEVER_RUN,
    refilledAt: milliseconds(0),
    under: null,
    pending: null,
    lastAttempt: 0,
    lastUnlock: 0,
    givenBack: [],
  };
}

export type TakenToken =
  | { readonly taken: true; readonly bucket: PinBucket; readonly attempt: number }
  | { readonly taken: false; readonly bucket: PinBucket; readonly retryAfter: Duration };

/** D3: to be flushed before the PIN is checked, whether a token was taken or not. */
export function takeToken(bucket: PinBucket, now: BootMoment, policy: PinThrottlePolicy): TakenToken {
  const filled = refill(bucket, now, policy);
  if (filled.tokens < 1) return { taken: false, bucket: filled, retryAfter: untilNextToken(filled, policy) };
  const attempt = filled.lastAttempt + 1;
  return {
    taken: true,
    attempt,
    bucket: { ...filled, tokens: filled.tokens - 1, pending: attempt, lastAttempt: attempt },
  };
}

export interface PinSuccess {
  readonly attempt: number;
  /** Null where the PIN was right and nobody is named. */
  readonly userId: UserId | null;
  /** D3: failures of the last 60 s that differ from the right PIN in at most two digits, counted in memory by the caller. */
  readonly alike: number;
}

/** D3: the attempt's own token comes back, and up to two failures like it a user a day. An attempt gives back once. */
export function giveBack(
  bucket: PinBucket,
  success: PinSuccess,
  now: BootMoment,
  policy: PinThrottlePolicy,
): PinBucket {
  const filled = refill(bucket, now, policy);
  if (filled.pending !== success.attempt) return filled;
  const { userId } = success;
  const earlier = filled.givenBack.filter((one) => one.userId === userId).length;
  const alike = userId === null ? 0 : Math.max(0, Math.min(success.alike, GIVEN_BACK_A_DAY - earlier));
  const at = filled.running.total;
  const forgiven = userId === null ? [] : Array.from({ length: alike }, () => ({ userId, at }));
  return {
    ...filled,
    tokens: Math.min(filled.tokens + 1 + alike, policy.pinAttempts),
    pending: null,
    givenBack: [...filled.givenBack, ...forgiven],
  };
}

/** The attempt failed: its token stays taken. */
export function keepToken(bucket: PinBucket, attempt: number): PinBucket {
  return bucket.pending === attempt ? { ...bucket, pending: null } : bucket;
}

/** D3: *Unlock PIN login*. Orders are numbered by the server and each counts once, however often it arrives. */
export function unlock(bucket: PinBucket, order: number, now: BootMoment, policy: PinThrottlePolicy): PinBucket {
  const filled = refill(bucket, now, policy);
  if (order <= filled.lastUnlock) return filled;
  return { ...filled, tokens: policy.pinAttempts, lastUnlock: order };
}

/**
 * Whole tokens for the running time since the last; also persisted every minute, so that a restart loses little of the wait.
 * While the bucket is full no wait runs: it starts when a token is taken.
 * Invariant: time that passed under other settings gives what those would have given, and never fills more than they did, if
 * every change of settings is told of at once.
 */
export function refill(bucket: PinBucket, now: BootMoment, policy: PinThrottlePolicy): PinBucket {
  const running = runOn(bucket.running, now);
  const givenBack = bucket.givenBack.filter(({ at }) => running.total - at < days(1));
  const under = bucket.under ?? policy;
  const back = Math.floor((running.total - bucket.refilledAt) / under.pinRefill);
  const filled = Math.max(bucket.tokens, Math.min(bucket.tokens + back, under.pinAttempts));
  const tokens = Math.min(filled, policy.pinAttempts);
  const isChanged = under.pinAttempts !== policy.pinAttempts || under.pinRefill !== policy.pinRefill;
  const anew = isChanged || tokens === policy.pinAttempts;
  const refilledAt = anew ? running.total : milliseconds(bucket.refilledAt + back * under.pinRefill);
  const { pinAttempts, pinRefill } = policy;
  return { ...bucket, tokens, running, refilledAt, under: { pinAttempts, pinRefill }, givenBack };
}

/** How long until PIN alone works again; 0 when it does. For a bucket just refilled. */
export function untilNextToken(bucket: PinBucket, policy: PinThrottlePolicy): Duration {
  if (bucket.tokens >= 1) return milliseconds(0);
  return milliseconds(policy.pinRefill - (bucket.running.total - bucket.refilledAt));
}
