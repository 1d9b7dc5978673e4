import type { Language } from '@holdover/api';
import type { Actor } from '../../actor.ts';
import { ProblemFault } from '../../problem-fault.ts';
import { isSame } from '../audit/audit-log.ts';
import { auditPassword, requireGoodPassword } from './accounts.ts';
import type { AdministrationDeps } from './administration-deps.ts';
import type { Administrator } from './administrator.ts';
import { targetOf } from './console-sessions.ts';
import type { PasswordCheck } from './password-check.ts';
import { newToken, tokenHash } from './token.ts';

interface PasswordChange {
  readonly currentPassword: string;
  readonly password: string;
  /** Of the network. */
  readonly address: string;
}

/** What administrators do about themselves. A program is nobody: `not-allowed`. */
export interface OwnAccount {
  read(actor: Actor): Promise<Administrator>;
  patch(actor: Actor, patch: { readonly language?: Language | null | undefined }): Promise<Administrator>;
  /**
   * All other sessions end; this one goes on.
   * @returns for its new cookie
   * @throws ProblemFault `wrong-credentials`, `too-many-tries`, `invalid-body`
   */
  changePassword(actor: Actor, change: PasswordChange): Promise<string>;
}

export function createOwnAccount(deps: AdministrationDeps, check: PasswordCheck): OwnAccount {
  const { stores, changes, slowHash, entropy, digest, access } = deps;
  const find = async (actor: Actor, { administrators } = stores) => {
    if (actor.kind !== 'administrator') throw noAccount();
    const found = await administrators.find(actor.id);
    if (found === undefined) throw new ProblemFault('not-signed-in');
    return found;
  };
  return {
    read: async (actor) => (await find(actor)).administrator,
    patch: (actor, { language }) =>
      changes.make(actor, async (change) => {
        const { administrator } = await find(actor, change.stores);
        if (language === undefined || isSame(administrator.language, language)) return administrator;
        const next = { ...administrator, language };
        await change.stores.administrators.update(next);
        const [before, after] = [{ language: administrator.language }, { language }];
        await change.audit({ action: 'administrator.changed', target: targetOf(next), before, after });
        return next;
      }),
    changePassword: async (actor, { currentPassword, password, address }) => {
      const { administrator } = await find(actor);
      requireGoodPassword(password, administrator.userName);
      const errors = [{ pointer: '/currentPassword', code: 'wrong-password' as const }];
      const question = { userName: administrator.userName, password: currentPassword, address, errors };
      const checked = await check(question);
      const passwordHash = await slowHash.hashPassword(password);
      return changes.make(actor, async (change) => {
        const found = await find(actor, change.stores);
        // Somebody else was faster: what was proved counts no more.
        if (found.passwordHash !== checked.passwordHash) throw new ProblemFault('wrong-credentials', errors);
        if (actor.kind !== 'administrator' || actor.session === undefined) throw noAccount();
        const token = newToken(entropy);
        const store = change.stores.administrators;
        await store.setPassword(actor.id, passwordHash);
        await store.deleteSessionsOf(actor.id, actor.session);
        await store.renameSession(actor.session, tokenHash(token, digest));
        await auditPassword(change, found.administrator);
        change.afterCommit(access.ended);
        return token;
      });
    },
  };
}

function noAccount(): ProblemFault {
  return new ProblemFault('not-allowed', [{ pointer: '', code: 'no-account-of-its-own' }]);
}
