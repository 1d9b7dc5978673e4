import type { GrantedRight } from '@holdover/api';
import { makeId, minutes, toRfc3339, type ApiTokenId, type Instant } from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import type { Page, PageQuestion } from '../../database/page.ts';
import { ProblemFault } from '../../problem-fault.ts';
import type { AdministrationDeps } from './administration-deps.ts';
import { requireAll, type ApiToken } from './administrator.ts';
import { newToken, tokenHash } from './token.ts';

interface NewToken {
  readonly name: string;
  readonly rights: readonly GrantedRight[];
  readonly expiresAt: Instant | null;
}

export interface ApiTokens {
  list(question: PageQuestion & { readonly q?: string | undefined }): Promise<Page<ApiToken>>;
  /** The token itself is shown this once. @throws ProblemFault `not-allowed`, `invalid-body` */
  create(actor: Actor, given: NewToken): Promise<{ readonly made: ApiToken; readonly token: string }>;
  /** @throws ProblemFault `not-found` */
  delete(actor: Actor, id: ApiTokenId): Promise<void>;
  /** `quietly`: without counting as use. */
  actor(token: string, quietly?: boolean): Promise<Actor | undefined>;
}

/** How stale `lastUsedAt` may be: a program that asks each second does not write each second. */
const USED_STEP = minutes(1);

export function createApiTokens({ stores, changes, clock, entropy, digest, access }: AdministrationDeps): ApiTokens {
  return {
    list: stores.administrators.apiTokensPage,
    create: async (actor, { name, rights, expiresAt }) => {
      requireAll(actor, rights);
      if (expiresAt !== null && expiresAt <= clock.wall())
        throw new ProblemFault('invalid-body', [
          { pointer: '/expiresAt', code: 'in-the-past', value: toRfc3339(expiresAt) },
        ]);
      const token = `hld_${newToken(entropy)}`;
      const made = await changes.make(actor, async (change) => {
        const kept: ApiToken = {
          id: makeId('apiToken', change.at, entropy),
          name,
          rights: [...new Set(rights)],
          createdAt: change.at,
          createdBy: actor.name,
          expiresAt,
          lastUsedAt: null,
        };
        await change.stores.administrators.createApiToken(kept, tokenHash(token, digest));
        const after = auditForm(kept);
        await change.audit({ action: 'api-token.created', target: targetOf(kept), before: null, after });
        return kept;
      });
      return { made, token };
    },
    delete: (actor, id) =>
      changes.make(actor, async (change) => {
        const found = await change.stores.administrators.readApiToken(id);
        if (found === undefined) throw new ProblemFault('not-found');
        await change.stores.administrators.deleteApiToken(id);
        const before = auditForm(found);
        await change.audit({ action: 'api-token.deleted', target: targetOf(found), before, after: null });
        change.afterCommit(access.ended);
      }),
    actor: async (token, quietly = false) => {
      const found = await stores.administrators.findApiToken(tokenHash(token, digest));
      const now = clock.wall();
      if (found === undefined || (found.expiresAt !== null && found.expiresAt <= now)) return undefined;
      const stale = found.lastUsedAt === null || now - found.lastUsedAt >= USED_STEP || now < found.lastUsedAt;
      if (stale && !quietly) await stores.administrators.touchApiToken(found.id, now);
      return { kind: 'api-token', id: found.id, name: found.name, rights: found.rights };
    },
  };
}

function targetOf({ id, name }: ApiToken) {
  return { kind: 'api-token', id, name };
}

function auditForm({ name, rights, expiresAt }: ApiToken) {
  return { name, rights: [...rights], expiresAt: expiresAt === null ? null : toRfc3339(expiresAt) };
}
