import type { UserId } from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import type { SlowHash } from '../../keys/slow-hash.ts';
import { ProblemFault } from '../../problem-fault.ts';
import type { ListedUser } from './user.ts';
import { readUser, targetOf } from './users.ts';

/**
 * What people sign in to queues with, and log in with at a panel while the server is there. It opens no console.
 * Every refusal: `not-found`, and `password-at-source` where a directory checks it.
 */
export interface UserPasswords {
  set(actor: Actor, id: UserId, password: string): Promise<void>;
  /** Harmless where there is none. */
  remove(actor: Actor, id: UserId): Promise<void>;
}

export interface UserPasswordsDeps {
  readonly changes: Changes;
  readonly slowHash: SlowHash;
}

export function createUserPasswords({ changes, slowHash }: UserPasswordsDeps): UserPasswords {
  return {
    set: async (actor, id, password) => {
      const hash = await slowHash.hashPassword(password);
      await changes.make(actor, async (change) => {
        const user = await readOwn(change, id);
        await change.stores.userPasswords.set(id, hash, change.at);
        const [before, after] = [{ password: user.password }, { password: 'local' }];
        await change.audit({ action: 'user.password-set', target: targetOf(user), before, after });
      });
    },
    remove: (actor, id) =>
      changes.make(actor, async (change) => {
        const user = await readOwn(change, id);
        if (!(await change.stores.userPasswords.delete(id))) return;
        const [before, after] = [{ password: 'local' }, { password: 'none' }];
        await change.audit({ action: 'user.password-removed', target: targetOf(user), before, after });
      }),
  };
}

async function readOwn(change: Change, id: UserId): Promise<ListedUser> {
  const user = await readUser(change, id);
  if (user.password === 'source') throw new ProblemFault('password-at-source');
  return user;
}
