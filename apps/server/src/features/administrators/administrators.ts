import type { Language } from '@holdover/api';
import { makeId } from '@holdover/kernel';
import { SYSTEM } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import { ProblemFault } from '../../problem-fault.ts';
import type { Stores } from '../../stores.ts';
import type { Administrator } from './administrator.ts';
import { createSignIns, type SignedIn, type SignIns, type SignInsDeps } from './sign-ins.ts';
import { newToken, tokenHash } from './token.ts';

interface NewAdministrator {
  readonly userName: string;
  readonly password: string;
  readonly language?: Language | undefined;
  readonly organisation?: string | undefined;
}

export interface Administrators extends Omit<SignIns, 'open'> {
  setUpNeeded(): Promise<boolean>;
  /** A one-time token for the set-up link; null once there is an administrator. */
  issueSetUpToken(): Promise<string | null>;
  /** @throws ProblemFault `set-up-already-done`, `wrong-credentials` */
  setUp(token: string, first: NewAdministrator): Promise<SignedIn>;
  /** For whoever has the server's files in hand. @throws ProblemFault `already-exists` */
  create(administrator: NewAdministrator): Promise<Administrator>;
  /** Shown once. */
  createApiToken(name: string): Promise<string>;
}

export function createAdministrators(deps: SignInsDeps & { readonly changes: Changes }): Administrators {
  const { stores, clock, digest, entropy, slowHash } = deps;
  const signIns = createSignIns(deps);

  return {
    setUpNeeded: async () => (await stores.administrators.count()) === 0,
    issueSetUpToken: async () => {
      if ((await stores.administrators.count()) > 0) return null;
      const token = newToken(entropy);
      await stores.administrators.addSetUpToken(tokenHash(token, digest), clock.wall());
      return token;
    },
    setUp: async (token, first) => {
      await requireSetUpToken(deps, stores, token);
      const passwordHash = await slowHash.hashPassword(first.password);
      const administrator = await deps.changes.make(SYSTEM, async (change) => {
        await requireSetUpToken(deps, change.stores, token);
        return addAdministrator(deps, change, { ...first, passwordHash });
      });
      return signIns.open(administrator);
    },
    create: async (administrator) => {
      const passwordHash = await slowHash.hashPassword(administrator.password);
      return deps.changes.make(SYSTEM, (change) => addAdministrator(deps, change, { ...administrator, passwordHash }));
    },
    createApiToken: async (name) => {
      const token = `hld_${newToken(entropy)}`;
      await deps.changes.make(SYSTEM, async (change) => {
        const made = {
          id: makeId('apiToken', change.at, deps.entropy),
          name,
          role: 'administrator',
          createdAt: change.at,
          expiresAt: null,
        } as const;
        await change.stores.administrators.createApiToken(made, tokenHash(token, digest));
        const target = { kind: 'api-token', id: made.id, name };
        await change.audit({ action: 'api-token.created', target, before: null, after: { name, role: made.role } });
      });
      return token;
    },
    signIn: signIns.signIn,
    signOut: signIns.signOut,
    actorOfSession: signIns.actorOfSession,
    actorOfToken: signIns.actorOfToken,
  };
}

async function requireSetUpToken({ digest }: SignInsDeps, { administrators }: Stores, token: string): Promise<void> {
  if ((await administrators.count()) > 0) throw new ProblemFault('set-up-already-done');
  if (!(await administrators.hasSetUpToken(tokenHash(token, digest)))) throw new ProblemFault('wrong-credentials');
}

async function addAdministrator(
  { entropy }: SignInsDeps,
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
