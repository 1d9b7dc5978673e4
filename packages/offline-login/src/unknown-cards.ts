import { milliseconds, seconds, type Duration } from '@holdover/kernel';
import { NEVER_RUN, runOn, type BootMoment, type RunningTime } from './running-time.ts';

/** D3: so many unknown cards in a row are read at once; then one read every ten seconds. */
export const UNKNOWN_CARDS_IN_A_ROW = 10;
export const UNKNOWN_CARD_WAIT: Duration = seconds(10);

/**
 * D3: against reading through card numbers. A known card starts the row anew.
 * Invariant: stored after each unknown card, so that no restart starts it anew.
 */
export interface UnknownCards {
  readonly v: 1;
  readonly inARow: number;
  readonly running: RunningTime;
  /** Running time of the last read while slowed. */
  readonly lastRead: Duration;
}

export const NO_UNKNOWN_CARDS: UnknownCards = { v: 1, inARow: 0, running: NEVER_RUN, lastRead: milliseconds(0) };

export type CardRead =
  | { readonly admitted: true; readonly cards: UnknownCards }
  | { readonly admitted: false; readonly cards: UnknownCards; readonly retryAfter: Duration };

/** Whether a card may be looked up now. An admitted read counts as the one of its ten seconds. */
export function admitCard(cards: UnknownCards, now: BootMoment): CardRead {
  const running = runOn(cards.running, now);
  if (cards.inARow < UNKNOWN_CARDS_IN_A_ROW) {
    return { admitted: true, cards: { ...cards, running, lastRead: running.total } };
  }
  const waited = running.total - cards.lastRead;
  if (waited >= UNKNOWN_CARD_WAIT) return { admitted: true, cards: { ...cards, running, lastRead: running.total } };
  return { admitted: false, cards: { ...cards, running }, retryAfter: milliseconds(UNKNOWN_CARD_WAIT - waited) };
}

export function afterCard(cards: UnknownCards, outcome: 'known' | 'unknown'): UnknownCards {
  return { ...cards, inARow: outcome === 'known' ? 0 : Math.min(cards.inARow + 1, UNKNOWN_CARDS_IN_A_ROW) };
}
