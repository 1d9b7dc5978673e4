import {
  canonicalJson,
  instant,
  later,
  minutes,
  toBase64Url,
  utf8,
  uuidv7,
  type Clock,
  type Entropy,
  type Instant,
} from '@holdover/kernel';
import { keyedLookup } from '@holdover/nodejs';
import type { SlowHash } from '../../keys/slow-hash.ts';
import { LOCK_OUT, lockedFor } from '../administrators/lock-out.ts';
import { nameKey } from './user.ts';
import type { UserPassword, UserPasswordStore } from './user-password-store.ts';

/**
 * Basic over TLS (RFC 7617): asked with each request of a client.
 * @param address of the network
 * @returns the name the user is known by; undefined when name and password open nothing, or too many were tried
 */
export type PrintSignIn = (userName: string, password: string, address: string) => Promise<string | undefined>;

export interface PrintSignInDeps {
  readonly store: UserPasswordStore;
  readonly slowHash: SlowHash;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

/** A job is a handful of requests, and CUPS asks for its state every few seconds. */
const VERIFIED_FOR = minutes(5);
const VERIFIED_MOST = 10_000;
/** Of 19 MiB each; whoever comes beyond is asked to come again. */
const HASHING_MOST = 16;

/**
 * Invariant: a password is good only while its user is enabled and has that very password: both are read for each request. What is
 * remembered is that the slow hash agreed, under a key of this process and bound to the stored hash.
 */
export function createPrintSignIn({ store, slowHash, clock, entropy }: PrintSignInDeps): PrintSignIn {
  const key = entropy.bytes(32);
  const verified = createVerified(clock);
  // Checked when no such name exists, so that the answer takes as long. A hash of nothing anybody knows.
  let nobodysHash: Promise<string> | undefined;
  let hashing = 0;

  const verify = async (found: UserPassword | undefined, password: string): Promise<boolean> => {
    hashing += 1;
    try {
      nobodysHash ??= slowHash.hashPassword(toBase64Url(entropy.bytes(24)));
      const isRight = await slowHash.verifyPassword(found?.hash ?? (await nobodysHash), password);
      return isRight && found?.enabled === true;
    } finally {
      hashing -= 1;
    }
  };
  return async (userName, password, address) => {
    const found = await store.findByUserName(userName);
    const proof = toBase64Url(
      keyedLookup(key, utf8(canonicalJson([found?.userId ?? '', found?.hash ?? '', password]))),
    );
    if (found?.enabled === true && verified.has(proof)) return found.userName;
    const userNameKey = nameKey(userName);
    if (hashing >= HASHING_MOST || (await isLocked(store, { userNameKey, address }, clock.wall()))) return undefined;
    if (await verify(found, password)) {
      await store.deleteFailures({ userNameKey, address });
      verified.add(proof);
      return found?.userName;
    }
    const at = clock.wall();
    await store.deleteFailuresBefore(instant(at - LOCK_OUT.window));
    await store.addFailure({ id: uuidv7(at, entropy), userNameKey, address, at });
    return undefined;
  };
}

interface Trying {
  readonly userNameKey: string;
  readonly address: string;
}

async function isLocked(store: UserPasswordStore, { userNameKey, address }: Trying, now: Instant): Promise<boolean> {
  const since = instant(now - LOCK_OUT.window);
  const named = await store.failuresSince(since, { userNameKey }, LOCK_OUT.anyName);
  const addressed = await store.failuresSince(since, { address }, LOCK_OUT.anyName);
  return lockedFor({ named, addressed, address }, now) > 0;
}

/** Proofs for a while, the oldest forgotten first. */
function createVerified(clock: Clock) {
  const until = new Map<string, Instant>();
  return {
    has: (proof: string): boolean => {
      const end = until.get(proof);
      if (end !== undefined && end > clock.wall()) return true;
      until.delete(proof);
      return false;
    },
    add: (proof: string): void => {
      until.set(proof, later(clock.wall(), VERIFIED_FOR));
      const [oldest] = until.keys();
      if (until.size > VERIFIED_MOST && oldest !== undefined) until.delete(oldest);
    },
  };
}
