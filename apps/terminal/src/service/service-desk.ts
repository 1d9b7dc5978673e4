import {
  equalBytes,
  minutes,
  toBase64Url,
  utf8,
  type BootTime,
  type Clock,
  type Duration,
  type Entropy,
  type Logger,
} from '@holdover/kernel';
import type { PinThrottlePolicy } from '@holdover/offline-login';
import type { PinThrottle } from '../session/pin-throttle.ts';
import { isServicePin } from './service-pin.ts';

/**
 * Who looks after the device, behind the service PIN (security.md).
 * Invariant: a PIN is checked after a token of the service's own durable bucket was taken and flushed, one at a time; at most one
 * pass is good at a time.
 */
export interface ServiceDesk {
  logIn(pin: string): Promise<ServiceLogin>;
  /** @returns undefined for a pass that is over, or never was */
  passOf(given: string): ServicePass | undefined;
  /** The pass that is good, if any, is over. */
  close(): void;
}

export type ServiceLogin =
  | { readonly outcome: 'opened'; readonly token: string; readonly lasts: Duration }
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'locked'; readonly retryAfter: Duration };

export interface ServicePass {
  /** The PIN was typed once more while the pass before was good: enough for what cannot be undone. */
  readonly isConfirmed: boolean;
}

/** Interfaces chapter. */
const PASS_LASTS = minutes(5);
const PASS_BYTES = 32;

/** 100 million PINs and 53 tries a day: a chance of one in two million. */
export const SERVICE_PIN_RULES: PinThrottlePolicy = { pinAttempts: 5, pinRefill: minutes(30) };

export interface ServiceDeskOptions {
  /** What is kept of the PIN. */
  readonly kept: () => string;
  readonly throttle: Pick<PinThrottle, 'take' | 'succeeded' | 'failed'>;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
}

interface Pass extends ServicePass {
  readonly token: string;
  readonly until: BootTime;
}

export function createServiceDesk(options: ServiceDeskOptions): ServiceDesk {
  const { clock, entropy, logger } = options;
  let pass: Pass | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const good = (): Pass | undefined => (pass !== undefined && clock.boot() < pass.until ? pass : undefined);

  async function logIn(pin: string): Promise<ServiceLogin> {
    const { kept, throttle } = options;
    const taken = throttle.take();
    if (!taken.taken) return { outcome: 'locked', retryAfter: taken.retryAfter };
    const { attempt } = taken;
    if (!(await isServicePin(kept(), pin))) {
      throttle.failed(attempt);
      logger.warn('A wrong service PIN was typed');
      return { outcome: 'refused' };
    }
    throttle.succeeded({ attempt, userId: null, alike: 0 });
    const token = toBase64Url(entropy.bytes(PASS_BYTES));
    // boot times of one clock
    pass = { token, until: (clock.boot() + PASS_LASTS) as BootTime, isConfirmed: good() !== undefined };
    logger.info('The service page was opened');
    return { outcome: 'opened', token, lasts: PASS_LASTS };
  }

  return {
    logIn(pin) {
      const login = turn.then(() => logIn(pin));
      turn = login.catch(() => undefined);
      return login;
    },
    passOf(given) {
      const present = good();
      return present !== undefined && equalBytes(utf8(present.token), utf8(given)) ? present : undefined;
    },
    close() {
      pass = undefined;
    },
  };
}
