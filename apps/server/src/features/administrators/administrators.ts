import type { Language } from '@holdover/api';
import {
  hours,
  instant,
  makeId,
  minutes,
  toBase64Url,
  toHex,
  utf8,
  uuidv7,
  type Clock,
  type Digest,
  type Entropy,
} from '@holdover/kernel';
import { hashPassword, verifyPassword } from '@holdover/nodejs';
import { SYSTEM, type Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import { ProblemFault } from '../../problem-fault.ts';
import type { Stores } from '../../stores.ts';
import { nameKey } from '../users/user.ts';
import type { Administrator } from './administrator.ts';
import { lockedFor, LOCK_OUT } from './lock-out.ts';

export interface NewAdministrator {
  readonly userName: string;
  readonly password: string;
  readonly language?: Language | undefined;
  readonly organisation?: string | undefined;
}

export interface SignedIn {
  readonly administrator: Administrator;
  /** For the cookie; only its hash is kept. */
  readonly sessionToken: string;
}

export interface Administrators {
  setUpNeeded(): Promise<boolean>;
  /** A one-time token for the set-up link; null once there is an administrator. */
  issueSetUpToken(): Promise<string | null>;
  /** @throws ProblemFault `set-up-already-done`, `wrong-credentials` */
  setUp(token: string, first: NewAdministrator): Promise<SignedIn>;
  /** For whoever has the server's files in hand. @throws ProblemFault `already-exists` */
  create(administrator: NewAdministrator): Promise<Administrator>;
  /** Shown once. */
  createApiToken(name: string): Promise<string>;
  /** @throws ProblemFault `wrong-credentials`, `too-many-tries` */
  signIn(question: {
    userName: string;
    password: string;
    address: string;
    oldToken: string | undefined;
  }): Promise<SignedIn>;
  signOut(sessionToken: string): Promise<void>;
  actorOfSession(sessionToken: string): Promise<Actor | undefined>;
  actorOfToken(token: string): Promise<Actor | undefined>;
}

export interface AdministratorsDeps {
  readonly stores: Stores;
  readonly changes: Changes;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly digest: Digest;
}

/** OWASP ASVS 5.0 7.3: idle and absolute ends of a session. */
const IDLE_MOST = minutes(60);
const SESSION_MOST = hours(12);
/** How stale `seenAt` may be: not every request writes. */
const SEEN_STEP = minutes(1);
const TOKEN_BYTES = 32;

export function createAdministrators(deps: AdministratorsDeps): Administrators {
  const { stores, clock } = deps;
  const hashOf = (token: string): string => toHex(deps.digest.sha256(utf8(token)));
  const newToken = (): string => toBase64Url(deps.entropy.bytes(TOKEN_BYTES));

  return {
    setUpNeeded: async () => (await stores.administrators.count()) === 0,
    issueSetUpToken: async () => {
      if ((await stores.administrators.count()) > 0) return null;
      const token = newToken();
      await stores.administrators.addSetUpToken(hashOf(token), clock.wall());
      return token;
    },
    setUp: async (token, first) => {
      const passwordHash = await hashPassword(first.password);
      const administrator = await deps.changes.make(SYSTEM, async (change) => {
        if ((await change.stores.administrators.count()) > 0) throw new ProblemFault('set-up-already-done');
        if (!(await change.stores.administrators.hasSetUpToken(hashOf(token))))
          throw new ProblemFault('wrong-credentials');
        return addAdministrator(deps, change, { ...first, passwordHash });
      });
      return openSession(deps, administrator, { hashOf, newToken });
    },
    create: async (administrator) => {
      const passwordHash = await hashPassword(administrator.password);
      return deps.changes.make(SYSTEM, (change) => addAdministrator(deps, change, { ...administrator, passwordHash }));
    },
    createApiToken: async (name) => {
      const token = `hld_${newToken()}`;
      await deps.changes.make(SYSTEM, async (change) => {
        const made = {
          id: makeId('apiToken', change.at, deps.entropy),
          name,
          role: 'administrator',
          createdAt: change.at,
          expiresAt: null,
        } as const;
        await change.stores.administrators.createApiToken(made, hashOf(token));
        const target = { kind: 'api-token', id: made.id, name };
        await change.audit({ action: 'api-token.created', target, before: null, after: { name, role: made.role } });
      });
      return token;
    },
    signIn: async ({ userName, password, address, oldToken }) => {
      const administrator = await checkPassword(deps, { userName, password, address });
      // The old session ends with the new sign-in: a cookie planted beforehand is worth nothing.
      if (oldToken !== undefined) await stores.administrators.deleteSession(hashOf(oldToken));
      return openSession(deps, administrator, { hashOf, newToken });
    },
    signOut: (sessionToken) => stores.administrators.deleteSession(hashOf(sessionToken)),
    actorOfSession: async (sessionToken) => {
      const tokenHash = hashOf(sessionToken);
      const found = await stores.administrators.findSession(tokenHash);
      const now = clock.wall();
      if (found === undefined) return undefined;
      const { session, administrator } = found;
      if (now - session.createdAt > SESSION_MOST || now - session.seenAt > IDLE_MOST) return undefined;
      if (now - session.seenAt > SEEN_STEP) await stores.administrators.touchSession(tokenHash, now);
      return { kind: 'administrator', id: administrator.id, name: administrator.userName, role: administrator.role };
    },
    actorOfToken: async (token) => {
      const found = await stores.administrators.findApiToken(hashOf(token));
      if (found === undefined || (found.expiresAt !== null && found.expiresAt <= clock.wall())) return undefined;
      return { kind: 'api-token', id: found.id, name: found.name, role: found.role };
    },
  };
}

async function addAdministrator(
  { entropy }: AdministratorsDeps,
  change: Change,
  given: NewAdministrator & { readonly passwordHash: string },
): Promise<Administrator> {
  const store = change.stores.administrators;
  if ((await store.findByUserName(given.userName)) !== undefined) {
    throw new ProblemFault('already-exists', [{ pointer: '/userName', code: 'taken', value: given.userName }]);
  }
  const administrator: Administrator = {
    id: makeId('administrator', change.at, entropy),
    userName: given.userName,
    role: 'administrator',
    language: given.language ?? null,
    createdAt: change.at,
  };
  await store.create(administrator, given.passwordHash);
  await store.deleteSetUpTokens();
  const { id, userName, role } = administrator;
  await change.audit({
    action: 'administrator.created',
    target: { kind: 'administrator', id, name: userName },
    before: null,
    after: { userName, role },
  });
  if (given.organisation !== undefined) {
    await change.stores.settings.write('organisation', { name: given.organisation, language: given.language ?? 'en' });
  }
  return administrator;
}

interface Tokens {
  readonly hashOf: (token: string) => string;
  readonly newToken: () => string;
}

async function openSession(
  { stores, clock }: AdministratorsDeps,
  administrator: Administrator,
  tokens: Tokens,
): Promise<SignedIn> {
  const now = clock.wall();
  const sessionToken = tokens.newToken();
  await stores.administrators.deleteSessionsBefore({
    createdBefore: instant(now - SESSION_MOST),
    seenBefore: instant(now - IDLE_MOST),
  });
  await stores.administrators.createSession({
    tokenHash: tokens.hashOf(sessionToken),
    administratorId: administrator.id,
    createdAt: now,
    seenAt: now,
  });
  return { administrator, sessionToken };
}

/** Checked when no such name exists, so that the answer takes as long. A hash of nothing anybody knows. */
let nobodysHash: Promise<string> | undefined;

async function checkPassword(
  { stores, clock, entropy }: AdministratorsDeps,
  { userName, password, address }: { userName: string; password: string; address: string },
): Promise<Administrator> {
  const store = stores.administrators;
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
  nobodysHash ??= hashPassword(toBase64Url(entropy.bytes(TOKEN_BYTES)));
  const right = await verifyPassword(found?.passwordHash ?? (await nobodysHash), password);
  if (found === undefined || !right) {
    await store.addFailure({ id: uuidv7(now, entropy), userNameKey: key, address, at: now });
    throw new ProblemFault('wrong-credentials');
  }
  await store.deleteFailures({ userNameKey: key, address });
  await store.deleteFailuresBefore(since);
  return found.administrator;
}
