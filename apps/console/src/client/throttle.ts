/** Work under a name: at once, and then no sooner than the pause after it ended. */
export type Throttle = (name: string, work: () => Promise<unknown>) => void;

interface ThrottleDeps {
  /** Between the end of one and the begin of the next, in milliseconds. */
  readonly pause: number;
  readonly after: (milliseconds: number, then: () => void) => void;
}

/**
 * Invariant: of one name there is never more than one at work, and what is asked for while one works or pauses is done once
 * more afterwards: the last word is never lost, and a slow answer slows the asking.
 */
export function createThrottle({ pause, after }: ThrottleDeps): Throttle {
  const waiting = new Map<string, (() => Promise<unknown>) | undefined>();
  const begin = (name: string, work: () => Promise<unknown>): void => {
    waiting.set(name, undefined);
    const rest = (): void => after(pause, () => goOn(name));
    work().then(rest, rest);
  };
  const goOn = (name: string): void => {
    const next = waiting.get(name);
    waiting.delete(name);
    if (next !== undefined) begin(name, next);
  };
  return (name, work) => {
    if (waiting.has(name)) waiting.set(name, work);
    else begin(name, work);
  };
}
