import {
  hours,
  instant,
  minutes,
  retryDelay,
  shareOf,
  type Cancel,
  type Clock,
  type Entropy,
  type Instant,
  type Logger,
  type RetrySchedule,
} from '@holdover/kernel';
import { createPrivateKeyPem, createSigningRequest } from '@holdover/nodejs';
import { PROTOCOL_VERSION, type RenewalAnswer, type RenewalRequest } from '@holdover/protocol';
import type { GatewayAnswer } from '../link/gateway-answer.ts';
import type { IdentityKeeper } from './identity-keeper.ts';
import { isForThisKey, renewalTime } from './next-identity.ts';

export interface KeyRenewalOptions {
  readonly keeper: IdentityKeeper;
  /** Over the identity in use. */
  readonly ask: (request: RenewalRequest) => Promise<GatewayAnswer<RenewalAnswer>>;
  /** Trusted time; undefined while nobody has told it: then nothing is due. */
  readonly now: () => Instant | undefined;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
}

/**
 * Renews the terminal's key (security chapter, Certificates).
 * Invariant: whenever the power goes, the file holds a key that the server takes: the old one until the new one is written beside
 * it, then both; and the server honours the old one until it has seen the new.
 */
export interface KeyRenewal {
  start(): void;
  /** The server says that the key is too old. */
  readonly due: () => void;
  /** The server does not know the key: it was restored from before the renewal, and knows the one before. */
  readonly unknown: () => void;
  close(): void;
}

/** A key lives for months: an hour is nothing, and a terminal that was off for long looks when it starts. */
const LOOK_EVERY = hours(1);
/** A server that is away or cannot renew now is asked again soon, then seldom: 18 days are left. */
const AGAIN: RetrySchedule = { first: minutes(1), most: hours(6), factor: 4 };

export function createKeyRenewal(options: KeyRenewalOptions): KeyRenewal {
  const { keeper, now, clock, entropy, logger } = options;
  let cancel: Cancel = () => undefined;
  let running = false;
  let failures = 0;
  let closed = false;

  const wait = (): void => {
    cancel();
    if (closed) return;
    const delay = failures === 0 ? LOOK_EVERY : retryDelay(AGAIN, failures - 1, shareOf(entropy.bytes(3)));
    cancel = clock.after(delay, look);
  };
  const attempt = async (): Promise<void> => {
    if (running || closed) return;
    running = true;
    try {
      failures = (await renew(options)) ? 0 : failures + 1;
    } catch (error) {
      failures += 1;
      logger.error('The terminal’s key could not be renewed', { error });
    } finally {
      running = false;
      wait();
    }
  };
  const look = (): void => {
    const at = now();
    const isDue = at !== undefined && at >= keeper.current().renewAt;
    // What failed is still wanted: it may be the server that knows better what time it is.
    if (isDue || failures > 0) void attempt();
    else wait();
  };

  return {
    start: look,
    due: () => void attempt(),
    unknown: () => {
      keeper.change(showPrevious).catch((error: unknown) => logger.error('An identity could not be kept', { error }));
    },
    close: () => {
      closed = true;
      cancel();
    },
  };
}

/** @returns false when there is to be another try */
async function renew({ keeper, ask, entropy, logger }: KeyRenewalOptions): Promise<boolean> {
  const { fleetId, terminalId } = keeper.current();
  const privateKey = createPrivateKeyPem();
  const signingRequest = await createSigningRequest(privateKey);
  const answer = await ask({ protocol: PROTOCOL_VERSION, signingRequest });
  if (answer.kind !== 'answer') {
    logger.warn('The server did not renew the key', {
      code: answer.kind === 'refused' ? answer.code : answer.fault.code,
    });
    return false;
  }
  const { certificate, authority, issuedAt } = answer.value;
  if (!isForThisKey({ certificate, authority }, { fleetId, terminalId, privateKey })) {
    logger.error('The server answered with a certificate that is not for this terminal');
    return false;
  }
  const renewAt = renewalTime(issuedAt, entropy);
  await keeper.change((current) => ({
    ...current,
    authority,
    own: { certificate, privateKey },
    previous: current.own,
    renewAt,
  }));
  logger.info('The terminal has a new key', { renewAt });
  return true;
}

/** With the key before in use, the next is due at once. */
function showPrevious(current: ReturnType<IdentityKeeper['current']>): ReturnType<IdentityKeeper['current']> {
  const { own, previous } = current;
  return previous === null ? current : { ...current, own: previous, previous: own, renewAt: instant(0) };
}
