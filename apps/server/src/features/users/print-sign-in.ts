import { toBase64Url, type Clock, type Entropy } from '@holdover/kernel';
import type { SlowHash } from '../../keys/slow-hash.ts';
import { createPasswordTries } from './password-tries.ts';
import { createRememberedPasswords, SIGNED_IN_FOR } from './remembered-passwords.ts';
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

/** Of 19 MiB each; whoever comes beyond is asked to come again. */
const WAITING_MOST = 16;

/**
 * Invariant: a password is good only while its user is enabled and has that very password: both are read for each request. What is
 * remembered is that the slow hash agreed, under a key of this process and bound to the stored hash.
 */
export function createPrintSignIn({ store, slowHash, clock, entropy }: PrintSignInDeps): PrintSignIn {
  const remembered = createRememberedPasswords(clock, entropy, SIGNED_IN_FOR);
  const tries = createPasswordTries({ store, clock, entropy });
  // Checked when no such name exists, so that the answer takes as long. A hash of nothing anybody knows.
  let nobodysHash: Promise<string> | undefined;
  let waiting = 0;

  const verify = async (found: UserPassword | undefined, password: string): Promise<boolean> => {
    // Of requests that came together the first has it hashed.
    if (isRemembered(found, password)) return true;
    nobodysHash ??= slowHash.hashPassword(toBase64Url(entropy.bytes(24)));
    const isRight = await slowHash.verifyPassword(found?.hash ?? (await nobodysHash), password);
    return isRight && found?.enabled === true;
  };
  const isRemembered = (found: UserPassword | undefined, password: string): boolean =>
    found?.enabled === true && remembered.has([found.userId, found.hash], password);

  return async (userName, password, address) => {
    const found = await store.findByUserName(userName);
    if (isRemembered(found, password)) return found?.userName;
    if (waiting >= WAITING_MOST) return undefined;
    waiting += 1;
    try {
      if (!(await tries({ userName, address }, () => verify(found, password))) || found === undefined) return undefined;
      remembered.add([found.userId, found.hash], password);
      return found.userName;
    } finally {
      waiting -= 1;
    }
  };
}
