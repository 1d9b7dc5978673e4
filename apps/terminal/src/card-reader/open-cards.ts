import type { Cancel, Clock, Entropy } from '@holdover/kernel';
import { NO_CARD_READER, type CardReader, type CardReaderState } from './card-reader.ts';
import { createCardSlot, type CardSlot } from './card-slot.ts';

/** Cards at this terminal, wherever they are read. */
export interface Cards extends Pick<CardSlot, 'take'> {
  reader(): CardReaderState;
  /** Told the token of each card read here; the number stays (B8). */
  subscribe(listener: (token: string) => void): Cancel;
  close(): void;
}

export interface OpenCardsOptions {
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly cardReader?: CardReader | undefined;
  readonly onChanged: () => void;
}

export function openCards({ clock, entropy, cardReader = NO_CARD_READER, onChanged }: OpenCardsOptions): Cards {
  const slot = createCardSlot({ clock, entropy });
  const listeners = new Set<(token: string) => void>();
  cardReader.listen({
    read(number) {
      const token = slot.put(number);
      listeners.forEach((listener) => listener(token));
    },
    stateChanged: onChanged,
  });
  return {
    take: (given) => slot.take(given),
    reader: () => cardReader.state(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      cardReader.close();
      slot.close();
    },
  };
}
