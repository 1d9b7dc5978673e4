/** What is open, to be closed in the opposite order, however far its opening came. */
export interface Closers {
  /** Notes how something is closed, as soon as it is open. */
  add(close: () => unknown): void;
  closeAll(): Promise<void>;
}

export function createClosers(): Closers {
  const closers: (() => unknown)[] = [];
  return {
    add: (close) => void closers.push(close),
    async closeAll() {
      for (const close of closers.splice(0).toReversed()) await close();
    },
  };
}
