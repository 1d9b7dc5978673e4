import { ProblemFault } from '../../problem-fault.ts';
import type { AdministrationDeps } from './administration-deps.ts';
import type { Administrator } from './administrator.ts';
import { actorOf, cleanUserAgent, targetOf, type ConsoleSessions, type SignInPlace } from './console-sessions.ts';
import type { PasswordCheck } from './password-check.ts';
import { tokenHash } from './token.ts';

export interface SignedIn {
  readonly administrator: Administrator;
  /** For the cookie; only its hash is kept. */
  readonly sessionToken: string;
}

export interface SignInQuestion extends SignInPlace {
  readonly userName: string;
  readonly password: string;
  /** A session this browser had before. */
  readonly oldToken: string | undefined;
}

/** @throws ProblemFault `wrong-credentials`, `too-many-tries` */
export type SignIn = (question: SignInQuestion) => Promise<SignedIn>;

export function createSignIn(
  { changes, digest }: AdministrationDeps,
  { check, sessions }: { readonly check: PasswordCheck; readonly sessions: ConsoleSessions },
): SignIn {
  return async ({ oldToken, ...question }) => {
    const checked = await check(question);
    return changes.make(actorOf(checked.administrator), async (change) => {
      const store = change.stores.administrators;
      const found = await store.find(checked.administrator.id);
      // Disabled, deleted or given another password while the slow hash was computed.
      if (found === undefined || !found.administrator.enabled || found.passwordHash !== checked.passwordHash)
        throw new ProblemFault('wrong-credentials');
      const administrator = { ...found.administrator, lastSignInAt: change.at };
      await store.update(administrator);
      // The old session ends with the new sign-in: a cookie planted beforehand is worth nothing.
      if (oldToken !== undefined) await store.deleteSession(tokenHash(oldToken, digest));
      const sessionToken = await sessions.open(change, administrator, question);
      await change.audit({
        action: 'administrator.signed-in',
        target: targetOf(administrator),
        before: null,
        after: { address: question.address, userAgent: cleanUserAgent(question.userAgent) },
      });
      return { administrator, sessionToken };
    });
  };
}
