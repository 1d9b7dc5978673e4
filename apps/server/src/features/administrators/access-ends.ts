/** Sessions ended, rights changed, tokens gone: whoever keeps something open for somebody looks again. */
export interface AccessEnds {
  readonly ended: () => void;
  /** @returns ends it */
  readonly listen: (listener: () => void) => () => void;
}

export function createAccessEnds(): AccessEnds {
  const listeners = new Set<() => void>();
  return {
    ended: () => {
      for (const listener of listeners) listener();
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
