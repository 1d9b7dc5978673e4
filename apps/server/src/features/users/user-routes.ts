import {
  createUser,
  deleteUser,
  deleteUserPassword,
  getUser,
  listUsers,
  patchUser,
  putUserPassword,
  userDeletion,
  type User as ApiUser,
} from '@holdover/api';
import { toRfc3339 } from '@holdover/kernel';
import type { RouteRegistrar } from '../../http/call.ts';
import { readPinRules } from '../settings/pin-rules.ts';
import type { ListedUser } from './user.ts';
import { userDeletionOf, type UserDeletionDeps } from './user-deletion.ts';
import type { UserPasswords } from './user-passwords.ts';
import { readUser, type Users } from './users.ts';

export interface UserRoutesDeps extends UserDeletionDeps {
  readonly users: Users;
  readonly passwords: UserPasswords;
}

export function addUserRoutes(routes: RouteRegistrar, deps: UserRoutesDeps): void {
  const { users, passwords, stores, clock } = deps;
  const belowFloor = async () => {
    const now = clock.wall();
    return { length: (await readPinRules(stores, now)).floor, now };
  };
  routes.add(listUsers, async ({ query: { enabled, pinBelowFloor, nested, ...question } }) => {
    const page = await stores.users.page({
      ...question,
      nested: nested !== undefined,
      enabled: enabled === undefined ? undefined : enabled === 'true',
      pinBelow: pinBelowFloor === undefined ? undefined : await belowFloor(),
    });
    return { ...page, items: page.items.map(userToApi) };
  });
  routes.add(createUser, async ({ actor, body }) => userToApi(await users.create(actor, body)));
  routes.add(getUser, async ({ params }) => userToApi(await readUser({ stores }, params.id)));
  routes.add(patchUser, async ({ actor, params, body, requireMatch }) =>
    userToApi(await users.patch(actor, params.id, body, (current) => requireMatch(userToApi(current)))),
  );
  routes.add(putUserPassword, ({ actor, params, body }) => passwords.set(actor, params.id, body.password));
  routes.add(deleteUserPassword, ({ actor, params }) => passwords.remove(actor, params.id));
  routes.add(userDeletion, ({ params }) => userDeletionOf(deps, params.id));
  routes.add(deleteUser, ({ actor, params, requireMatch }) =>
    users.delete(actor, params.id, (current) => requireMatch(userToApi(current))),
  );
}

function userToApi({ externalId: _external, ...user }: ListedUser): ApiUser {
  return { ...user, groups: [...user.groups], createdAt: toRfc3339(user.createdAt) };
}
