import {
  milliseconds,
  retryDelay,
  seconds,
  shareOf,
  type Clock,
  type Duration,
  type Entropy,
  type RetrySchedule,
} from '@holdover/kernel';
import type { Abort, HttpAnswer } from './transport.ts';

/** How often and how long a client asks again what it may ask twice. */
export interface RetryPolicy {
  readonly attempts: number;
  /** Longer than this nobody waits for one answer: the refusal is told instead. */
  readonly most: Duration;
}

/** A server that starts, or sheds load, is back within seconds; people and scripts wait half a minute, not more. */
export const RETRY_POLICY: RetryPolicy = { attempts: 4, most: seconds(30) };

const SCHEDULE: RetrySchedule = { first: seconds(1), most: seconds(10), factor: 2 };

/**
 * How long to wait before the request is sent again; undefined when it is not to be.
 * RFC 9110 §10.2.3 (Retry-After), RFC 6585 §4.
 * @param tried how often it was sent
 */
export function waitBeforeRetry(
  { status, headers }: Pick<HttpAnswer, 'status' | 'headers'>,
  tried: number,
  { policy, entropy }: { readonly policy: RetryPolicy; readonly entropy: Entropy },
): Duration | undefined {
  if ((status !== 429 && status !== 503) || tried > policy.attempts) return undefined;
  const asked = retryAfter(headers.get('retry-after'));
  if (asked !== undefined && asked > policy.most) return undefined;
  const own = retryDelay(SCHEDULE, tried - 1, shareOf(entropy.bytes(3)));
  return milliseconds(Math.max(asked ?? 0, own));
}

/** In seconds, as the server of this interface says it; a date, which proxies may say, is taken for nothing said. */
function retryAfter(header: string | null): Duration | undefined {
  return header !== null && /^\d{1,9}$/.test(header.trim()) ? seconds(Number(header)) : undefined;
}

/** Resolves after `delay`, or at once when it is called off. */
export function pause(clock: Pick<Clock, 'after'>, delay: Duration, abort?: Abort): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      abort?.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(delay, end);
    if (abort?.aborted === true) end();
    else abort?.addEventListener('abort', end);
  });
}
