import type { Language, Role } from '@holdover/api';
import { instant, makeId, type AdministratorId, type Instant } from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import type { Change } from '../../changes/change.ts';
import type { Page } from '../../database/page.ts';
import { ProblemFault } from '../../problem-fault.ts';
import type { Stores } from '../../stores.ts';
import { isSame } from '../audit/audit-log.ts';
import { nameKey } from '../users/user.ts';
import { definedOf } from '../users/users.ts';
import type { AdministrationDeps } from './administration-deps.ts';
import { requireAll, rightsOf, type Administrator } from './administrator.ts';
import type { AdministratorQuestion } from './administrator-store.ts';
import { sessionEnds, targetOf } from './console-sessions.ts';
import { lockedFor, LOCK_OUT } from './lock-out.ts';
import { passwordFaults } from './password-rule.ts';

export interface ListedAccount extends Administrator {
  readonly sessions: number;
  /** Misses from many places keep the name out until then. */
  readonly lockedUntil: Instant | null;
}

interface NewAccount {
  readonly userName: string;
  readonly role: Role;
  readonly password: string;
  readonly language: Language | null;
}

export interface AccountPatch {
  readonly userName?: string | undefined;
  readonly role?: Role | undefined;
  readonly language?: Language | null | undefined;
  readonly enabled?: boolean | undefined;
}

type Check = (current: ListedAccount) => void;

/** Every refusal: `not-found`, `already-exists`, `not-allowed` (beyond the asker’s own rights), `last-administrator`. */
export interface Accounts {
  list(question: AdministratorQuestion): Promise<Page<ListedAccount>>;
  read(id: AdministratorId): Promise<ListedAccount>;
  create(actor: Actor, given: NewAccount): Promise<ListedAccount>;
  patch(actor: Actor, id: AdministratorId, patch: AccountPatch, check: Check): Promise<ListedAccount>;
  delete(actor: Actor, id: AdministratorId, check: Check): Promise<void>;
  setPassword(actor: Actor, id: AdministratorId, password: string): Promise<void>;
}

export function createAccounts(deps: AdministrationDeps): Accounts {
  const { stores, changes, clock, slowHash } = deps;
  return {
    list: async (question) => {
      const page = await stores.administrators.page(question);
      return { ...page, items: await listed(stores, page.items, clock.wall()) };
    },
    read: (id) => readAccount(stores, id, clock.wall()),
    create: async (actor, given) => {
      requireReach(actor, given.role);
      requireGoodPassword(given.password, given.userName);
      const passwordHash = await slowHash.hashPassword(given.password);
      const made = await changes.make(actor, (change) => addAccount(deps, change, { ...given, passwordHash }));
      return { ...made, sessions: 0, lockedUntil: null };
    },
    patch: (actor, id, patch, check) =>
      changes.make(actor, (change) => patchAccount(deps, change, { id, patch, check })),
    delete: (actor, id, check) =>
      changes.make(actor, async (change) => {
        const current = await readAccount(change.stores, id, change.at);
        check(current);
        requireReach(actor, current.role);
        await requireAnother(change, current);
        await endSessions(deps, change, id);
        await change.stores.administrators.delete(id);
        const before = auditForm(current);
        await change.audit({ action: 'administrator.deleted', target: targetOf(current), before, after: null });
      }),
    setPassword: async (actor, id, password) => {
      // Whoever sits at an open session proves the old password first: PUT /me/password (OWASP ASVS 5.0 6.2.3).
      if (actor.kind === 'administrator' && actor.id === id)
        throw new ProblemFault('not-allowed', [{ pointer: '', code: 'own-password-elsewhere' }]);
      const passwordHash = await slowHash.hashPassword(password);
      await changes.make(actor, async (change) => {
        const current = await readAccount(change.stores, id, change.at);
        requireReach(actor, current.role);
        requireGoodPassword(password, current.userName);
        const store = change.stores.administrators;
        await store.setPassword(id, passwordHash);
        await store.deleteFailures({ userNameKey: nameKey(current.userName) });
        await endSessions(deps, change, id);
        await auditPassword(change, current);
      });
    },
  };
}

export function auditPassword(change: Change, administrator: Administrator): Promise<void> {
  return change.audit({
    action: 'administrator.password-changed',
    target: targetOf(administrator),
    before: null,
    after: null,
  });
}

/** @throws ProblemFault `invalid-body` */
export function requireGoodPassword(password: string, userName: string): void {
  const faults = passwordFaults(password, userName);
  if (faults.length > 0) throw new ProblemFault('invalid-body', faults);
}

/** @throws ProblemFault `already-exists` */
export async function addAccount(
  { entropy }: Pick<AdministrationDeps, 'entropy'>,
  change: Change,
  given: Omit<NewAccount, 'password'> & { readonly passwordHash: string },
): Promise<Administrator> {
  const store = change.stores.administrators;
  await requireFreeName(change, given.userName);
  const administrator: Administrator = {
    id: makeId('administrator', change.at, entropy),
    userName: given.userName,
    role: given.role,
    language: given.language,
    enabled: true,
    createdAt: change.at,
    lastSignInAt: null,
  };
  await store.create(administrator, given.passwordHash);
  await store.deleteSetUpTokens();
  await change.audit({
    action: 'administrator.created',
    target: targetOf(administrator),
    before: null,
    after: auditForm(administrator),
  });
  return administrator;
}

interface Patching {
  readonly id: AdministratorId;
  readonly patch: AccountPatch;
  readonly check: Check;
}

async function patchAccount(
  deps: AdministrationDeps,
  change: Change,
  { id, patch, check }: Patching,
): Promise<ListedAccount> {
  const current = await readAccount(change.stores, id, change.at);
  check(current);
  const next: ListedAccount = { ...current, ...definedOf(patch) };
  requireReach(change.actor, current.role);
  requireReach(change.actor, next.role);
  if (nameKey(next.userName) !== nameKey(current.userName)) await requireFreeName(change, next.userName);
  if (next.role !== 'administrator' || !next.enabled) await requireAnother(change, current);
  const [before, after] = [auditForm(current), auditForm(next)];
  if (isSame(before, after)) return current;
  const { sessions: _sessions, lockedUntil: _lockedUntil, ...administrator } = next;
  await change.stores.administrators.update(administrator);
  if (next.role !== current.role || !next.enabled) await endSessions(deps, change, id);
  await change.audit({ action: 'administrator.changed', target: targetOf(next), before, after });
  return readAccount(change.stores, id, change.at);
}

async function endSessions({ access }: AdministrationDeps, change: Change, id: AdministratorId): Promise<void> {
  await change.stores.administrators.deleteSessionsOf(id);
  change.afterCommit(access.ended);
}

/** Nobody makes or changes somebody who may do more than they may. */
function requireReach(actor: Actor, role: Role): void {
  requireAll(actor, rightsOf(role));
}

/** Invariant: somebody enabled is left who may do everything. Changes come one after another, so two cannot both be last. */
async function requireAnother(change: Change, current: Administrator): Promise<void> {
  if (current.role !== 'administrator' || !current.enabled) return;
  if ((await change.stores.administrators.countOthers('administrator', current.id)) === 0)
    throw new ProblemFault('last-administrator');
}

async function requireFreeName(change: Change, userName: string): Promise<void> {
  if ((await change.stores.administrators.findByUserName(userName)) === undefined) return;
  throw new ProblemFault('already-exists', [{ pointer: '/userName', code: 'taken', value: userName }]);
}

async function readAccount(stores: Stores, id: AdministratorId, now: Instant): Promise<ListedAccount> {
  const found = await stores.administrators.find(id);
  const [account] = found === undefined ? [] : await listed(stores, [found.administrator], now);
  if (account === undefined) throw new ProblemFault('not-found');
  return account;
}

async function listed(
  { administrators: store }: Stores,
  administrators: readonly Administrator[],
  now: Instant,
): Promise<readonly ListedAccount[]> {
  const sessions = await store.countSessions(
    administrators.map(({ id }) => id),
    sessionEnds(now),
  );
  const failures = await store.failuresSince(instant(now - LOCK_OUT.window), {
    userNameKeys: administrators.map(({ userName }) => nameKey(userName)),
  });
  return administrators.map((administrator) => {
    const named = failures.filter(({ userNameKey }) => userNameKey === nameKey(administrator.userName));
    const wait = lockedFor({ named, addressed: [], address: '' }, now);
    const lockedUntil = wait > 0 ? instant(now + wait) : null;
    return { ...administrator, sessions: sessions.get(administrator.id) ?? 0, lockedUntil };
  });
}

function auditForm({ userName, role, language, enabled }: Administrator) {
  return { userName, role, language, enabled };
}
