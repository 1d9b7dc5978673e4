import { seconds, type Cancel, type Clock, type Duration } from '@holdover/kernel';
import type { GatewayAnswer } from '../link/gateway-answer.ts';

export interface ReporterOptions<T> {
  /** As it is now; undefined while there is nothing to tell. */
  readonly report: () => T | undefined;
  readonly send: (report: T) => Promise<GatewayAnswer<unknown>>;
  readonly isConnected: () => boolean;
  readonly clock: Clock;
}

/** Tells the server how something stands here, some time after it changed and at each return. */
export interface Reporter {
  changed(): void;
  /** The server is back: it is told again, whatever it was told before. */
  returned(): void;
  close(): void;
}

/** Changes come in swarms: a hundred jobs of one evening are one report. */
const GATHER = seconds(1);
/** After no answer, while the link stands. */
const AGAIN = seconds(30);

export function createReporter<T>({ report, send, isConnected, clock }: ReporterOptions<T>): Reporter {
  let told: string | undefined;
  let isSending = false;
  let pending: Cancel | undefined;
  let isClosed = false;

  const later = (delay: Duration): void => {
    if (!isClosed) pending ??= clock.after(delay, tell);
  };
  const tell = (): void => {
    pending = undefined;
    if (!isConnected()) return;
    if (isSending) return later(GATHER);
    const now = report();
    const text = JSON.stringify(now);
    if (now === undefined || text === told) return;
    isSending = true;
    send(now)
      .then(
        ({ kind }) => kind === 'answer',
        () => false,
      )
      .then((heard) => {
        isSending = false;
        if (heard) told = text;
        else later(AGAIN);
      })
      .catch(() => undefined);
  };
  const cancel = (): void => {
    pending?.();
    pending = undefined;
  };

  return {
    changed: () => later(GATHER),
    returned() {
      told = undefined;
      cancel();
      later(GATHER);
    },
    close() {
      isClosed = true;
      cancel();
    },
  };
}
