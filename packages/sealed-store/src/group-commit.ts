import { setImmediate as endOfTurn } from 'node:timers/promises';

/**
 * Commits one at a time; what comes while a commit runs, or in the same turn of the event loop, goes into the next one together, so
 * that a flush is shared by all who wait: the busier, the more of them.
 * @param commit one result for each item, in their order; when it throws, every item of it fails with that
 * @param most items in one commit
 */
export function createGroupCommit<T, R>(
  commit: (items: readonly T[]) => Promise<readonly R[]> | readonly R[],
  most = Infinity,
): (item: T) => Promise<R> {
  const waiting: Waiting<T, R>[] = [];
  let running = false;

  const run = async (): Promise<void> => {
    running = true;
    while (waiting.length > 0) {
      await endOfTurn();
      await settle(waiting.splice(0, most), commit);
    }
    running = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!running) void run();
    });
}

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/** Never rejects: each who waits is told. */
async function settle<T, R>(
  group: readonly Waiting<T, R>[],
  commit: (items: readonly T[]) => Promise<readonly R[]> | readonly R[],
): Promise<void> {
  try {
    const results = await commit(group.map(({ item }) => item));
    for (const [n, { resolve }] of group.entries()) resolve(results[n] as R); // one for each, as asked
  } catch (error) {
    for (const { reject } of group) reject(error);
  }
}
