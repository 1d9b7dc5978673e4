import type { Role } from '@holdover/api';
import { present, type AdministratorId } from '@holdover/kernel';
import { expect } from 'vitest';
import { SYSTEM } from '../../../actor.ts';
import { openTestConsole, PASSWORD, type TestConsole } from '../../../testing/test-console.ts';

export const OTHER_PASSWORD = 'quite another phrase';

/** A console, and what administrators do at its door. */
export interface AccountWorld extends TestConsole {
  /** @returns the cookie */
  signIn(userName: string, password?: string): Promise<string>;
  add(userName: string, role: Role): Promise<{ readonly id: AdministratorId }>;
  rootId(): Promise<string>;
  /** A token with these rights. */
  tokenWith(...rights: readonly string[]): Promise<{ readonly token: string }>;
  /** A wrong password, without the slow hash. */
  missed(userNameKey: string, address: string): Promise<void>;
  /** A sign-in, without the slow hash. */
  openSession(id: AdministratorId): Promise<void>;
  /** What the audit log says happened to somebody or something, newest first. */
  actions(target: string): Promise<readonly string[]>;
}

/** `name=value` of the cookie that an answer sets. */
export const cookieOf = (answer: { header(name: string): string | undefined }): string =>
  (answer.header('set-cookie') ?? '').split(';')[0] ?? '';

export async function openAccountWorld(): Promise<AccountWorld> {
  const console = await openTestConsole();
  const { administrators } = console.core.stores;
  return {
    ...console,
    signIn: async (userName, password = PASSWORD) => {
      const answer = await console.ask('POST /sign-in', { body: { userName, password }, as: 'nobody' });
      expect(answer.status).toBe(200);
      return cookieOf(answer);
    },
    add: async (userName, role) => {
      const made = await console.ask('POST /administrators', { body: { userName, role, password: PASSWORD } });
      expect(made.status).toBe(201);
      return made.body;
    },
    rootId: async () => (await console.ask('GET /administrators?q=root')).body.items[0].id,
    tokenWith: async (...rights) => {
      const made = await console.ask('POST /api-tokens', { body: { name: 'limited', rights, expiresAt: null } });
      return { token: made.body.token };
    },
    missed: (userNameKey, address) =>
      administrators.addFailure({ id: `${userNameKey} ${address}`, userNameKey, address, at: console.clock.wall() }),
    openSession: (id) =>
      console.core.changes.make(SYSTEM, async (change) => {
        const { administrator } = present(await change.stores.administrators.find(id), 'administrator');
        await console.core.administrators.sessions.open(change, administrator, { address: '', userAgent: '' });
      }),
    actions: async (target) =>
      (await console.ask(`GET /audit?target=${target}`)).body.items.map(({ action }: { action: string }) => action),
  };
}
