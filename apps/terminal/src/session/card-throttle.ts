import type { Clock, Duration } from '@holdover/kernel';
import { admitCard, afterCard, NO_UNKNOWN_CARDS, type UnknownCards } from '@holdover/offline-login';
import type { SealedDatabase } from '@holdover/sealed-store';
import * as z from 'zod';
import { createDurableValue } from '../store/durable-value.ts';
import { durationField, runningTimeField } from '../store/stored-fields.ts';

/** D3: the row of unknown cards. What a card does to it is flushed when the call returns; a known card alone changes nothing. */
export interface CardThrottle {
  /** To be called before the card is looked up. */
  take(): { readonly taken: true } | { readonly taken: false; readonly retryAfter: Duration };
  /** What the look-up said; not to be called where there was none. */
  after(outcome: 'known' | 'unknown'): void;
}

export function createCardThrottle(clock: Clock, database: SealedDatabase): CardThrottle {
  const durable = createDurableValue(database, 'unknown-cards', cardsSchema);
  let cards = durable.read() ?? NO_UNKNOWN_CARDS;

  return {
    take() {
      const read = admitCard(cards, { bootId: clock.bootId, boot: clock.boot() });
      cards = read.cards;
      return read.admitted ? { taken: true } : { taken: false, retryAfter: read.retryAfter };
    },
    after(outcome) {
      const next = afterCard(cards, outcome);
      if (next.inARow > 0 || cards.inARow > 0) durable.write(next);
      cards = next;
    },
  };
}

const cardsSchema: z.ZodType<UnknownCards> = z.strictObject({
  v: z.literal(1),
  inARow: z.int().min(0),
  running: runningTimeField,
  lastRead: durationField,
});
