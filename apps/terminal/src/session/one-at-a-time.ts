/** Runs one thing after the other, in the order they were asked for. */
export type InTurn = <T>(act: () => Promise<T>) => Promise<T>;

/** D5: one attempt at a time on a terminal, whatever it is for: its token is the only one that waits for an outcome (D3). */
export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const turn = last.then(act);
    last = turn.catch(() => undefined);
    return turn;
  };
}
