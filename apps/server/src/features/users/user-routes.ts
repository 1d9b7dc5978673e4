import {
  createUser,
  deleteUser,
  deleteUserPassword,
  getUser,
  listUsers,
  patchUser,
  putUserPassword,
  type User as ApiUser,
} from '@holdover/api';
import { toRfc3339, type Clock } from '@holdover/kernel';
import type { RouteRegistrar } from '../../http/call.ts';
import type { Stores } from '../../stores.ts';
import { readPinRules } from '../settings/pin-rules.ts';
import type { ListedUser } from './user.ts';
import type { UserPasswords } from './user-passwords.ts';
import { readUser, type Users } from './users.ts';

export interface UserRoutesDeps {
  readonly users: Users;
  readonly passwords: UserPasswords;
  readonly stores: Stores;
  readonly clock: Clock;
}

export function addUserRoutes(routes: RouteRegistrar, { users, passwords, stores, clock }: UserRoutesDeps): void {
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
  routes.add(deleteUser, ({ actor, params, requireMatch }) =>
    users.delete(actor, params.id, (current) => requireMatch(userToApi(current))),
  );
}

function userToApi({ externalId: _, ...user }: ListedUser): ApiUser {
  return { ...user, groups: [...user.groups], createdAt: toRfc3339(user.createdAt) };
}
