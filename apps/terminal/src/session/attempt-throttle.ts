import { milliseconds, type Cancel, type Clock, type Duration, type UserId } from '@holdover/kernel';
import {
  admitCard,
  afterCard,
  FORGIVEN_FOR,
  forgetOld,
  NO_UNKNOWN_CARDS,
  rememberFailure,
  takeAlike,
  type RecentFailures,
  type UnknownCards,
} from '@holdover/offline-login';
import type { LoginMethod } from '@holdover/protocol';
import type { PinThrottle } from './pin-throttle.ts';
import type { Secret } from './secrets.ts';

/** An attempt that may be checked; told once what became of it. */
export interface AdmittedAttempt {
  readonly admitted: true;
  succeeded(user: UserId): void;
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

/** PIN alone draws on the durable bucket; cards on the row of unknown ones; a password on the server's own limits. */
export function createAttemptThrottle(pins: PinThrottle, clock: Clock): AttemptThrottle {
  let failures: RecentFailures = [];
  let cards: UnknownCards = NO_UNKNOWN_CARDS;
  let cancelForgetting: Cancel = () => undefined;

  function remember(pin: string): void {
    failures = rememberFailure(failures, pin, clock.boot());
    cancelForgetting();
    // A millisecond more, so that the last one is old enough to go.
    cancelForgetting = clock.after(milliseconds(FORGIVEN_FOR + 1), () => {
      failures = forgetOld(failures, clock.boot());
    });
  }

  function admitPin(pin: string): ReturnType<AttemptThrottle['admit']> {
    const taken = pins.take();
    if (!taken.taken) return { admitted: false, retryAfter: taken.retryAfter };
    const { attempt } = taken;
    return {
      admitted: true,
      succeeded(userId) {
        const { alike, rest } = takeAlike(failures, pin, clock.boot());
        failures = rest;
        pins.succeeded({ attempt, userId, alike });
      },
      failed() {
        remember(pin);
        pins.failed(attempt);
      },
    };
  }

  function admitCardRead(): ReturnType<AttemptThrottle['admit']> {
    const read = admitCard(cards, { bootId: clock.bootId, boot: clock.boot() });
    cards = read.cards;
    if (!read.admitted) return { admitted: false, retryAfter: read.retryAfter };
    return {
      admitted: true,
      succeeded() {
        cards = afterCard(cards, 'known');
      },
      failed(isKnown) {
        cards = afterCard(cards, isKnown ? 'known' : 'unknown');
      },
    };
  }

  return {
    admit(method, secrets) {
      switch (method) {
        case 'pin':
          return admitPin(secrets[0]?.text ?? '');
        case 'card':
        case 'card+pin':
          return admitCardRead();
        case 'password':
          return { admitted: true, succeeded: () => undefined, failed: () => undefined };
      }
    },
    close() {
      cancelForgetting();
      failures = [];
    },
  };
}

