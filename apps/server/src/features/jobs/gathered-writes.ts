/** Writes what many ask for in one go. */
export interface GatheredWrites<T> {
  /** Resolves once `item` is written; rejects with why it alone could not be. */
  write(item: T): Promise<void>;
}

interface Waiting<T> {
  readonly item: T;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * While one batch is being written, the next gathers: one flush to disk answers many, and nobody waits for a timer.
 * Invariant: an item is written once, in a batch with others or, where that batch failed as a whole, by itself.
 * @param write all of them or none
 */
export function gatherWrites<T>(write: (items: readonly T[]) => Promise<void>, most: number): GatheredWrites<T> {
  const waiting: Waiting<T>[] = [];
  let writing = false;

  const writeAll = async (batch: readonly Waiting<T>[]): Promise<void> => {
    try {
      await write(batch.map(({ item }) => item));
    } catch (error) {
      if (batch.length === 1) for (const { reject } of batch) reject(error);
      else for (const one of batch) await writeAll([one]);
      return;
    }
    for (const { resolve } of batch) resolve();
  };
  const run = async (): Promise<void> => {
    writing = true;
    while (waiting.length > 0) await writeAll(waiting.splice(0, most));
    writing = false;
  };
  return {
    write: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (!writing) void run();
      }),
  };
}
