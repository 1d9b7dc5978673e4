import { hours, instant, minutes, uuidv7, type Clock, type Digest, type Entropy } from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import type { SlowHash } from '../../keys/slow-hash.ts';
import { ProblemFault } from '../../problem-fault.ts';
import type { Stores } from '../../stores.ts';
import { nameKey } from '../users/user.ts';
import type { Administrator } from './administrator.ts';
import { lockedFor, LOCK_OUT } from './lock-out.ts';
import { newToken, tokenHash } from './token.ts';

export interface SignedIn {
  readonly administrator: Administrator;
  /** For the cookie; only its hash is kept. */
  readonly sessionToken: string;
}

interface SignInQuestion {
  readonly userName: string;
  readonly password: string;
  /** Of the network. */
  readonly address: string;
  /** A session this browser had before. */
  readonly oldToken: string | undefined;
}

/** Who is who, by password, session cookie or API token. */
export interface SignIns {
  /** @throws ProblemFault `wrong-credentials`, `too-many-tries` */
  readonly signIn: (question: SignInQuestion) => Promise<SignedIn>;
  readonly signOut: (sessionToken: string) => Promise<void>;
  readonly actorOfSession: (sessionToken: string) => Promise<Actor | undefined>;
  readonly actorOfToken: (token: string) => Promise<Actor | undefined>;
  /** For whoever has just proved who they are. */
  readonly open: (administrator: Administrator) => Promise<SignedIn>;
}

export interface SignInsDeps {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly digest: Digest;
  readonly slowHash: SlowHash;
}

/** OWASP ASVS 5.0 7.3: idle and absolute ends of a session. */
const IDLE_MOST = minutes(60);
const SESSION_MOST = hours(12);
/** How stale `seenAt` may be: not every request writes. */
const SEEN_STEP = minutes(1);

export function createSignIns(deps: SignInsDeps): SignIns {
  const { stores, clock, entropy, digest } = deps;
  const check = createPasswordCheck(deps);

  const open = async (administrator: Administrator): Promise<SignedIn> => {
    const now = clock.wall();
    const sessionToken = newToken(entropy);
    await stores.administrators.deleteSessionsBefore({
      createdBefore: instant(now - SESSION_MOST),
      seenBefore: instant(now - IDLE_MOST),
    });
    await stores.administrators.createSession({
      tokenHash: tokenHash(sessionToken, digest),
      administratorId: administrator.id,
      createdAt: now,
      seenAt: now,
    });
    return { administrator, sessionToken };
  };

  return {
    open,
    signIn: async ({ userName, password, address, oldToken }) => {
      const administrator = await check({ userName, password, address });
      // The old session ends with the new sign-in: a cookie planted beforehand is worth nothing.
      if (oldToken !== undefined) await stores.administrators.deleteSession(tokenHash(oldToken, digest));
      return open(administrator);
    },
    signOut: (sessionToken) => stores.administrators.deleteSession(tokenHash(sessionToken, digest)),
    actorOfSession: async (sessionToken) => {
      const hash = tokenHash(sessionToken, digest);
      const found = await stores.administrators.findSession(hash);
      const now = clock.wall();
      if (found === undefined) return undefined;
      const { session, administrator } = found;
      if (now - session.createdAt > SESSION_MOST || now - session.seenAt > IDLE_MOST) return undefined;
      if (now - session.seenAt > SEEN_STEP) await stores.administrators.touchSession(hash, now);
      return { kind: 'administrator', id: administrator.id, name: administrator.userName, role: administrator.role };
    },
    actorOfToken: async (token) => {
      const found = await stores.administrators.findApiToken(tokenHash(token, digest));
      if (found === undefined || (found.expiresAt !== null && found.expiresAt <= clock.wall())) return undefined;
      return { kind: 'api-token', id: found.id, name: found.name, role: found.role };
    },
  };
}

interface PasswordQuestion {
  readonly userName: string;
  readonly password: string;
  readonly address: string;
}

function createPasswordCheck({ stores, clock, entropy, slowHash }: SignInsDeps) {
  const store = stores.administrators;
  // Checked when no such name exists, so that the answer takes as long. A hash of nothing anybody knows.
  let nobodysHash: Promise<string> | undefined;
  return async ({ userName, password, address }: PasswordQuestion): Promise<Administrator> => {
    const now = clock.wall();
    const key = nameKey(userName);
    const since = instant(now - LOCK_OUT.window);
    const wait = lockedFor(
      {
        named: await store.failuresSince(since, { userNameKey: key }),
        addressed: await store.failuresSince(since, { address }),
        address,
      },
      now,
    );
    if (wait > 0) throw new ProblemFault('too-many-tries', { retryAfterSeconds: Math.ceil(wait / 1_000) });
    const found = await store.findByUserName(userName);
    nobodysHash ??= slowHash.hashPassword(newToken(entropy));
    const right = await slowHash.verifyPassword(found?.passwordHash ?? (await nobodysHash), password);
    if (found === undefined || !right) {
      await store.addFailure({ id: uuidv7(now, entropy), userNameKey: key, address, at: now });
      throw new ProblemFault('wrong-credentials');
    }
    await store.deleteFailures({ userNameKey: key, address });
    await store.deleteFailuresBefore(since);
    return found.administrator;
  };
}
