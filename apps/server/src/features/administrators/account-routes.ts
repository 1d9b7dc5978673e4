import {
  createAdministrator,
  deleteAdministrator,
  getAdministrator,
  listAdministrators,
  patchAdministrator,
  putAdministratorPassword,
  type ListedAdministrator,
} from '@holdover/api';
import { toRfc3339 } from '@holdover/kernel';
import type { RouteRegistrar } from '../../http/call.ts';
import type { Accounts, ListedAccount } from './accounts.ts';

export function addAccountRoutes(routes: RouteRegistrar, accounts: Accounts): void {
  routes.add(listAdministrators, async ({ query }) => {
    const page = await accounts.list(query);
    return { ...page, items: page.items.map(toApi) };
  });
  routes.add(createAdministrator, async ({ actor, body }) => toApi(await accounts.create(actor, body)));
  routes.add(getAdministrator, async ({ params }) => toApi(await accounts.read(params.id)), { version });
  routes.add(
    patchAdministrator,
    async ({ actor, params, body, requireMatch }) =>
      toApi(await accounts.patch(actor, params.id, body, (current) => requireMatch(version(toApi(current))))),
    { version },
  );
  routes.add(deleteAdministrator, ({ actor, params, requireMatch }) =>
    accounts.delete(actor, params.id, (current) => requireMatch(version(toApi(current)))),
  );
  routes.add(putAdministratorPassword, ({ actor, params, body }) =>
    accounts.setPassword(actor, params.id, body.password),
  );
}

/** What somebody edits: their coming and going makes no edit stale. */
function version({ id, userName, role, language, enabled }: ListedAdministrator) {
  return { id, userName, role, language, enabled };
}

function toApi({ id, userName, role, language, enabled, ...account }: ListedAccount): ListedAdministrator {
  const { createdAt, lastSignInAt, lockedUntil, sessions } = account;
  return {
    id,
    userName,
    role,
    language,
    enabled,
    createdAt: toRfc3339(createdAt),
    lastSignInAt: lastSignInAt === null ? null : toRfc3339(lastSignInAt),
    lockedUntil: lockedUntil === null ? null : toRfc3339(lockedUntil),
    sessions,
  };
}
