import { rightField, type Language } from '@holdover/api';
import type { Actor } from '../../actor.ts';
import { SYSTEM } from '../../actor.ts';
import type { Change } from '../../changes/change.ts';
import { ProblemFault } from '../../problem-fault.ts';
import type { Stores } from '../../stores.ts';
import { ORGANISATION } from '../settings/settings.ts';
import { createAccessEnds, type AccessEnds } from './access-ends.ts';
import { addAccount, createAccounts, requireGoodPassword, type Accounts } from './accounts.ts';
import type { AdministrationDeps } from './administration-deps.ts';
import type { Administrator } from './administrator.ts';
import { createApiTokens, type ApiTokens } from './api-tokens.ts';
import { createConsoleSessions, targetOf, type ConsoleSessions, type SignInPlace } from './console-sessions.ts';
import { createOwnAccount, type OwnAccount } from './own-account.ts';
import { createPasswordCheck } from './password-check.ts';
import { createSignIn, type SignedIn, type SignIn } from './sign-ins.ts';
import { newToken, tokenHash } from './token.ts';

interface NewAdministrator {
  readonly userName: string;
  readonly password: string;
  readonly language?: Language | undefined;
  readonly organisation?: string | undefined;
}

/** Who may use the console and the interface, and how they get in. */
export interface Administrators {
  readonly accounts: Accounts;
  readonly sessions: ConsoleSessions;
  readonly tokens: ApiTokens;
  readonly own: OwnAccount;
  readonly access: AccessEnds;
  readonly signIn: SignIn;
  setUpNeeded(): Promise<boolean>;
  /** A one-time token for the set-up link; null once there is an administrator. */
  issueSetUpToken(): Promise<string | null>;
  /** @throws ProblemFault `set-up-already-done`, `wrong-credentials`, `invalid-body` */
  setUp(token: string, first: NewAdministrator, place: SignInPlace): Promise<SignedIn>;
  /** For whoever has the server's files in hand. @throws ProblemFault `already-exists`, `invalid-body` */
  create(administrator: NewAdministrator): Promise<Administrator>;
  /** With every right and without an end, for whoever has the server's files in hand. Shown once. */
  createApiToken(name: string): Promise<string>;
  /** `quietly`: without counting as use. */
  actorOfSession(sessionToken: string, quietly?: boolean): Promise<Actor | undefined>;
  actorOfToken(token: string, quietly?: boolean): Promise<Actor | undefined>;
}

export function createAdministrators(given: Omit<AdministrationDeps, 'access'>): Administrators {
  const access = createAccessEnds();
  const deps: AdministrationDeps = { ...given, access };
  const { stores, changes, clock, digest, entropy } = deps;
  const sessions = createConsoleSessions(deps);
  const tokens = createApiTokens(deps);
  const check = createPasswordCheck(deps);
  return {
    accounts: createAccounts(deps),
    sessions,
    tokens,
    own: createOwnAccount(deps, check),
    access,
    signIn: createSignIn(deps, { check, sessions }),
    setUpNeeded: async () => (await stores.administrators.count()) === 0,
    issueSetUpToken: async () => {
      if ((await stores.administrators.count()) > 0) return null;
      const token = newToken(entropy);
      await stores.administrators.addSetUpToken(tokenHash(token, digest), clock.wall());
      return token;
    },
    setUp: (token, first, place) => setUp(deps, sessions, { token, first, place }),
    create: async (administrator) => {
      const hashed = await withHash(deps, administrator);
      return changes.make(SYSTEM, (change) => addFirst(deps, change, hashed));
    },
    createApiToken: async (name) =>
      (await tokens.create(SYSTEM, { name, rights: rightField.options, expiresAt: null })).token,
    actorOfSession: sessions.actor,
    actorOfToken: tokens.actor,
  };
}

interface SettingUp {
  readonly token: string;
  readonly first: NewAdministrator;
  readonly place: SignInPlace;
}

async function setUp(
  deps: AdministrationDeps,
  sessions: ConsoleSessions,
  { token, first, place }: SettingUp,
): Promise<SignedIn> {
  await requireSetUpToken(deps, deps.stores, token);
  const hashed = await withHash(deps, first);
  return deps.changes.make(SYSTEM, async (change) => {
    await requireSetUpToken(deps, change.stores, token);
    const administrator = { ...(await addFirst(deps, change, hashed)), lastSignInAt: change.at };
    await change.stores.administrators.update(administrator);
    const sessionToken = await sessions.open(change, administrator, place);
    const after = { address: place.address };
    await change.audit({
      action: 'administrator.signed-in',
      target: targetOf(administrator),
      before: null,
      after,
    });
    return { administrator, sessionToken };
  });
}

type Hashed = NewAdministrator & { readonly passwordHash: string };

async function withHash({ slowHash }: AdministrationDeps, given: NewAdministrator): Promise<Hashed> {
  requireGoodPassword(given.password, given.userName);
  return { ...given, passwordHash: await slowHash.hashPassword(given.password) };
}

async function requireSetUpToken(
  { digest }: AdministrationDeps,
  { administrators }: Stores,
  token: string,
): Promise<void> {
  if ((await administrators.count()) > 0) throw new ProblemFault('set-up-already-done');
  if (!(await administrators.hasSetUpToken(tokenHash(token, digest)))) throw new ProblemFault('wrong-credentials');
}

async function addFirst(deps: AdministrationDeps, change: Change, given: Hashed): Promise<Administrator> {
  const { userName, passwordHash, organisation, language = null } = given;
  const administrator = await addAccount(deps, change, { userName, passwordHash, language, role: 'administrator' });
  if (organisation !== undefined) {
    const after = { name: organisation, language: language ?? 'en' };
    await change.stores.settings.write(ORGANISATION, after);
    const target = { kind: 'settings', id: null, name: ORGANISATION };
    await change.audit({ action: 'organisation.changed', target, before: null, after });
  }
  return administrator;
}
