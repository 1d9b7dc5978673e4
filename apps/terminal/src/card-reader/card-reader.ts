/** `none` cards are read at the panel page alone · `ready` a reader waits for cards · `away` there should be one, and is none. */
export type CardReaderState = 'none' | 'ready' | 'away';

/** Readers at the terminal itself; several count as one. */
export interface CardReader {
  state(): CardReaderState;
  /** To be called once, before anything is read. */
  listen(listener: CardReaderListener): void;
  close(): void;
}

export interface CardReaderListener {
  /** Once for each card held to a reader, however long it stays there. */
  read(number: string): void;
  stateChanged(): void;
}

export const NO_CARD_READER: CardReader = {
  state: () => 'none',
  listen: () => undefined,
  close: () => undefined,
};
