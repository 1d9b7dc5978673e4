import {
  equalBytes,
  seconds,
  toBase64Url,
  utf8,
  type BootTime,
  type Cancel,
  type Clock,
  type Duration,
  type Entropy,
} from '@holdover/kernel';

/**
 * What readers of this terminal read, under tokens that the page gets instead (B8).
 * Invariant: a number is in memory alone, and no longer than its token is good for; a token opens something once.
 */
export interface CardSlot {
  /** @returns the token of this reading; the one before is over */
  put(number: string): string;
  /** What the page sent: a number of a keyboard wedge is itself. Undefined for a token that is over. */
  take(given: string): TakenCard | undefined;
  close(): void;
}

export interface TakenCard {
  readonly number: string;
  /** Nothing came of it yet: the token is good once more, for `THEN_FOR`. */
  putBack(): void;
}

/** From the reader to the page, and a PIN beside it. */
const GOOD_FOR = seconds(30);
/** Whoever is asked whether to register the card, or to take over, types a password meanwhile. */
const THEN_FOR = seconds(60);
/** A page that goes on asking is not a person. */
const MOST_USES = 5;

/** No reader gives such a number: they know no underscore. */
const PREFIX = 'card_';
const TOKEN_BYTES = 16;

interface Reading {
  readonly token: string;
  readonly number: string;
  readonly until: BootTime;
  readonly uses: number;
}

export function createCardSlot({ clock, entropy }: { clock: Clock; entropy: Entropy }): CardSlot {
  let reading: Reading | undefined;
  let cancel: Cancel = () => undefined;

  function hold(next: Omit<Reading, 'until'>, lasts: Duration): void {
    cancel();
    // boot times of one clock
    reading = { ...next, until: (clock.boot() + lasts) as BootTime };
    cancel = clock.after(lasts, forget);
  }
  function forget(): void {
    cancel();
    reading = undefined;
  }

  return {
    put(number) {
      const token = `${PREFIX}${toBase64Url(entropy.bytes(TOKEN_BYTES))}`;
      hold({ token, number, uses: 0 }, GOOD_FOR);
      return token;
    },
    take(given) {
      if (!given.startsWith(PREFIX)) return { number: given, putBack: () => undefined };
      if (reading === undefined || !equalBytes(utf8(reading.token), utf8(given))) return undefined;
      if (clock.boot() >= reading.until) return undefined;
      const { token, number, uses } = reading;
      forget();
      return {
        number,
        putBack() {
          if (reading === undefined && uses + 1 < MOST_USES) hold({ token, number, uses: uses + 1 }, THEN_FOR);
        },
      };
    },
    close: forget,
  };
}
