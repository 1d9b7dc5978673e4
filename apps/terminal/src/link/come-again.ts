import { milliseconds, minutes, seconds, shareOf, type Cancel, type Clock, type Entropy } from '@holdover/kernel';
import { PATHS, type GatewayWire, type WireAnswer, type WireCall } from '@holdover/protocol';

export interface ComeAgainOptions {
  readonly wire: Pick<GatewayWire, 'call' | 'download' | 'upload'>;
  readonly clock: Pick<Clock, 'after'>;
  readonly entropy: Entropy;
}

/** Calls to the server, of which those that may wait are made again later where it asks for that (C3). */
export interface ComeAgain extends Pick<GatewayWire, 'call' | 'download' | 'upload'> {
  /** Nothing is made again from now on: whoever waits gets the answer they have. */
  close(): void;
}

/** D1: a person does not wait. */
const MAY_WAIT: ReadonlySet<string> = new Set([PATHS.state, PATHS.journal]);

/** After so many the answer stands: the link is given up and comes back by its own schedule. */
const TRIES = 10;
/** Whatever is asked for: nobody stays away from the desired state for long. */
const LONGEST = minutes(5);

export function createComeAgain({ wire, clock, entropy }: ComeAgainOptions): ComeAgain {
  const waiting = new Set<() => void>();
  let isClosed = false;

  /** Those who were sent away together do not come back together: up to as long again. */
  const wait = (retryAfterSeconds: number): Promise<void> =>
    new Promise((resolve) => {
      let cancel: Cancel = () => undefined;
      const end = (): void => {
        cancel();
        waiting.delete(end);
        resolve();
      };
      waiting.add(end);
      const least = Math.min(LONGEST, seconds(retryAfterSeconds));
      cancel = clock.after(milliseconds(Math.ceil(least * (1 + shareOf(entropy.bytes(4))))), end);
    });

  const call = async (what: WireCall): Promise<WireAnswer> => {
    for (let tries = 1; ; tries++) {
      const answer = await wire.call(what);
      const { status, retryAfterSeconds } = answer;
      const isSentAway = (status === 429 || status === 503) && retryAfterSeconds !== undefined;
      if (!isSentAway || !MAY_WAIT.has(what.path) || tries >= TRIES || isClosed) return answer;
      await wait(retryAfterSeconds);
      if (isClosed) return answer;
    }
  };
  return {
    call,
    download: (what) => wire.download(what),
    upload: (what) => wire.upload(what),
    close() {
      isClosed = true;
      for (const end of waiting) end();
    },
  };
}
