import { Fault, type Duration } from '@holdover/kernel';
import type { Stores } from '../../stores.ts';
import { createPasswordTries } from '../users/password-tries.ts';
import { createPrintSignIn, type PrintSignIn, type PrintSignInDeps } from '../users/print-sign-in.ts';
import { createRememberedPasswords } from '../users/remembered-passwords.ts';
import type { User } from '../users/user.ts';
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

/** Tries are bounded here, so that nobody at a panel or queue locks an account of the directory. */
function createSignInThere(
  { stores: { userPasswords: store }, clock, entropy }: SignInDeps,
  passwords: SourcePasswords,
  remember: Duration | null,
) {
  const remembered = createRememberedPasswords(clock, entropy, remember);
  const tries = createPasswordTries({ store, clock, entropy });
  return async (user: User, password: string, address: string): Promise<string | undefined> => {
    const { id, userName, sourceId, externalId, enabled } = user;
    if (!enabled) return undefined;
    const of = [id, sourceId, externalId];
    const verify = async (): Promise<boolean> => {
      if (remembered.has(of, password)) return true;
      const verdict = await passwords.verify(user, password);
      if (verdict === 'unreachable') throw new SourceUnreachable();
      return verdict === 'right';
    };
    if (remembered.has(of, password)) return userName;
    if (!(await tries({ userName, address }, verify))) return undefined;
    remembered.add(of, password);
    return userName;
  };
}
