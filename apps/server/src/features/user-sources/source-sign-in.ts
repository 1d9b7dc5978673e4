import {
  canonicalJson,
  Fault,
  instant,
  later,
  minutes,
  toBase64Url,
  utf8,
  uuidv7,
  type Clock,
  type Duration,
  type Entropy,
  type Instant,
} from '@holdover/kernel';
import { keyedLookup } from '@holdover/nodejs';
import type { Stores } from '../../stores.ts';
import { LOCK_OUT, lockedFor } from '../administrators/lock-out.ts';
import { createPrintSignIn, type PrintSignIn, type PrintSignInDeps } from '../users/print-sign-in.ts';
import { nameKey, type User } from '../users/user.ts';
import { createSourcePasswords, type SourcePasswords, type SourcePasswordsDeps } from './source-passwords.ts';

export interface SignInDeps extends Omit<PrintSignInDeps, 'store'>, Omit<SourcePasswordsDeps, 'sources' | 'clock'> {
  readonly stores: Stores;
}

/** The directory that knows a password cannot be asked. */
export class SourceUnreachable extends Fault {
  constructor() {
    super({ owner: 'peer', code: 'source-unreachable', message: 'The directory cannot be asked', retryable: true });
  }
}

/**
 * Signing in by user name and password: at this server, or where the directory checks passwords, there.
 * @param remember for how long a right password is not asked about again; a job is many requests, a login is one
 * @throws SourceUnreachable
 */
export function createSignIn(deps: SignInDeps, remember: Duration | null): PrintSignIn {
  const { stores } = deps;
  const here = createPrintSignIn({ ...deps, store: stores.userPasswords });
  const passwords = createSourcePasswords({ ...deps, sources: stores.userSources });
  const there = createSignInThere(deps, passwords, remember);
  return async (userName, password, address) => {
    const user = await stores.users.findByUserName(userName);
    const isThere = user !== undefined && (await passwords.knows(user));
    return isThere ? there(user, password, address) : here(userName, password, address);
  };
}

/** For clients that print: who cannot be asked about is asked for again. */
export function unlessUnreachable(signIn: PrintSignIn): PrintSignIn {
  return (userName, password, address) =>
    signIn(userName, password, address).catch((error: unknown) => {
      if (error instanceof SourceUnreachable) return undefined;
      throw error;
    });
}

function createSignInThere(
  { stores: { userPasswords: store }, clock, entropy }: SignInDeps,
  passwords: SourcePasswords,
  remember: Duration | null,
) {
  const remembered = createRemembered(clock, entropy, remember);
  return async (user: User, password: string, address: string): Promise<string | undefined> => {
    if (!user.enabled) return undefined;
    if (remembered.has(user, password)) return user.userName;
    const userNameKey = nameKey(user.userName);
    const since = instant(clock.wall() - LOCK_OUT.window);
    const named = await store.failuresSince(since, { userNameKey }, LOCK_OUT.anyName);
    const addressed = await store.failuresSince(since, { address }, LOCK_OUT.anyName);
    // Bounded here, so that nobody at a panel locks an account of the directory.
    if (lockedFor({ named, addressed, address }, clock.wall()) > 0) return undefined;
    const verdict = await passwords.verify(user, password);
    if (verdict === 'unreachable') throw new SourceUnreachable();
    if (verdict === 'right') {
      await store.deleteFailures({ userNameKey, address });
      remembered.add(user, password);
      return user.userName;
    }
    const at = clock.wall();
    await store.deleteFailuresBefore(instant(at - LOCK_OUT.window));
    await store.addFailure({ id: uuidv7(at, entropy), userNameKey, address, at });
    return undefined;
  };
}

/** A job is a handful of requests, and CUPS asks for its state every few seconds. */
export const SIGNED_IN_FOR = minutes(5);
const REMEMBERED_MOST = 10_000;

/** That a password was right, under a key of this process: nothing it could be found out from. */
function createRemembered(clock: Pick<Clock, 'wall'>, entropy: Entropy, remember: Duration | null) {
  const key = entropy.bytes(32);
  const until = new Map<string, Instant>();
  const proofOf = ({ id, sourceId, externalId }: User, password: string): string =>
    toBase64Url(keyedLookup(key, utf8(canonicalJson([id, sourceId, externalId, password]))));
  return {
    has: (user: User, password: string): boolean => {
      if (remember === null) return false;
      const end = until.get(proofOf(user, password));
      return end !== undefined && end > clock.wall();
    },
    add: (user: User, password: string): void => {
      if (remember === null) return;
      until.set(proofOf(user, password), later(clock.wall(), remember));
      const [oldest] = until.keys();
      if (until.size > REMEMBERED_MOST && oldest !== undefined) until.delete(oldest);
    },
  };
}
