import type { Cancel, Clock, Duration, UserId } from '@holdover/kernel';
import { FORGIVEN_FOR, forgetOld, rememberFailure, takeAlike, type RecentFailures } from '@holdover/offline-login';
import type { LoginMethod } from '@holdover/protocol';
import type { CardThrottle } from './card-throttle.ts';
import type { PinThrottle } from './pin-throttle.ts';
import type { Secret } from './secrets.ts';

/** An attempt that may be checked; told once what became of it, or not at all where nothing was checked. */
export interface AdmittedAttempt {
  readonly admitted: true;
  /** @param user null where it was right and nobody is named: nothing but its own token comes back */
  succeeded(user: UserId | null): void;
  /** @param isKnown whether the card was one the terminal or the server knows */
  failed(isKnown: boolean): void;
}

/** D3: what an attempt costs before anything is checked, by its method. */
export interface AttemptThrottle {
  admit(
    method: LoginMethod,
    secrets: readonly Secret[],
  ): AdmittedAttempt | { readonly admitted: false; readonly retryAfter: Duration };
  close(): void;
}

type Admission = ReturnType<AttemptThrottle['admit']>;

export interface AttemptThrottleOptions {
  readonly pins: PinThrottle;
  readonly cards: CardThrottle;
  readonly clock: Clock;
}

/** PIN alone draws on the durable bucket, cards on the row of unknown ones; a password names its user and is counted by that. */
export function createAttemptThrottle({ pins, cards, clock }: AttemptThrottleOptions): AttemptThrottle {
  const slips = createSlips(clock);
  return {
    admit(method, secrets) {
      switch (method) {
        case 'pin':
          return admitPin(pins, slips, secrets[0]?.text ?? '');
        case 'card':
        case 'card+pin':
          return admitCardRead(cards);
        case 'password':
          return { admitted: true, succeeded: () => undefined, failed: () => undefined };
      }
    },
    close: () => slips.forget(),
  };
}

function admitPin(pins: PinThrottle, slips: Slips, pin: string): Admission {
  const taken = pins.take();
  if (!taken.taken) return { admitted: false, retryAfter: taken.retryAfter };
  const { attempt } = taken;
  return {
    admitted: true,
    succeeded: (userId) => pins.succeeded({ attempt, userId, alike: slips.takeAlike(pin) }),
    failed() {
      slips.remember(pin);
      pins.failed(attempt);
    },
  };
}

/** Failed PINs of the last minute. Invariant: in memory alone, and gone when the minute is over. */
interface Slips {
  remember(pin: string): void;
  takeAlike(pin: string): number;
  forget(): void;
}

function createSlips(clock: Clock): Slips {
  let failures: RecentFailures = [];
  let cancel: Cancel = () => undefined;
  return {
    remember(pin) {
      failures = rememberFailure(failures, pin, clock.boot());
      cancel();
      cancel = clock.after(FORGIVEN_FOR, () => {
        failures = forgetOld(failures, clock.boot());
      });
    },
    takeAlike(pin) {
      const { alike, rest } = takeAlike(failures, pin, clock.boot());
      failures = rest;
      return alike;
    },
    forget() {
      cancel();
      failures = [];
    },
  };
}

function admitCardRead(cards: CardThrottle): Admission {
  const read = cards.take();
  if (!read.taken) return { admitted: false, retryAfter: read.retryAfter };
  return {
    admitted: true,
    succeeded: () => cards.after('known'),
    failed: (isKnown) => cards.after(isKnown ? 'known' : 'unknown'),
  };
}
