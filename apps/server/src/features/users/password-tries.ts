import { instant, uuidv7, type Clock, type Entropy } from '@holdover/kernel';
import { LOCK_OUT, lockedFor } from '../administrators/lock-out.ts';
import { nameKey } from './user.ts';
import type { UserPasswordStore } from './user-password-store.ts';

export interface PasswordTry {
  readonly userName: string;
  /** Of the network. */
  readonly address: string;
}

/**
 * Whether `verify` said yes; it is not asked where too many tries were wrong. What it throws counts as no try.
 * Invariant: tries with one name go one after another, so that those at the same moment get no further.
 */
export type PasswordTries = (tried: PasswordTry, verify: () => Promise<boolean>) => Promise<boolean>;

export interface PasswordTriesDeps {
  readonly store: UserPasswordStore;
  readonly clock: Pick<Clock, 'wall'>;
  readonly entropy: Entropy;
}

/** Wrong passwords of users, wherever the right one is known. */
export function createPasswordTries({ store, clock, entropy }: PasswordTriesDeps): PasswordTries {
  const turns = new Map<string, Promise<boolean>>();
  const judge = async (userNameKey: string, address: string, verify: () => Promise<boolean>): Promise<boolean> => {
    const now = clock.wall();
    const since = instant(now - LOCK_OUT.window);
    const named = await store.failuresSince(since, { userNameKey }, LOCK_OUT.anyName);
    const addressed = await store.failuresSince(since, { address }, LOCK_OUT.anyName);
    if (lockedFor({ named, addressed, address }, now) > 0) return false;
    if (await verify()) {
      await store.deleteFailures({ userNameKey, address });
      return true;
    }
    const at = clock.wall();
    await store.deleteFailuresBefore(instant(at - LOCK_OUT.window));
    await store.addFailure({ id: uuidv7(at, entropy), userNameKey, address, at });
    return false;
  };
  return ({ userName, address }, verify) => {
    const key = nameKey(userName);
    const own = (): Promise<boolean> => judge(key, address, verify);
    const turn = (turns.get(key) ?? Promise.resolve()).then(own, own);
    turns.set(key, turn);
    const leave = (): void => {
      if (turns.get(key) === turn) turns.delete(key);
    };
    turn.then(leave, leave);
    return turn;
  };
}
