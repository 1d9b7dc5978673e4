import {
  createUserSource,
  deleteUserSource,
  getUserSource,
  listUserSources,
  patchUserSource,
  synchronizeUserSource,
  testUserSource,
  type UserSource as ApiUserSource,
} from '@holdover/api';
import { present } from '@holdover/kernel';
import type { RouteRegistrar } from '../../http/call.ts';
import type { Stores } from '../../stores.ts';
import { importToApi } from '../imports/import-to-api.ts';
import type { Synchronize } from './synchronize.ts';
import { trySource, type TrySourceDeps } from './try-source.ts';
import { sourcesToApi } from './user-source-to-api.ts';
import type { UserSource } from './user-source.ts';
import { readSource, type UserSources } from './user-sources.ts';

export interface UserSourceRoutesDeps extends TrySourceDeps {
  readonly stores: Stores;
  readonly sources: UserSources;
  readonly synchronize: Synchronize;
}

export function addUserSourceRoutes(routes: RouteRegistrar, deps: UserSourceRoutesDeps): void {
  const { stores, sources, synchronize } = deps;
  const show = async (source: UserSource, of: Pick<Stores, 'userSources' | 'imports'> = stores) =>
    present((await sourcesToApi(of, [source]))[0], 'the source shown');

  routes.add(listUserSources, async ({ query }) => {
    const page = await stores.userSources.page(query);
    return { ...page, items: await sourcesToApi(stores, page.items) };
  });
  routes.add(createUserSource, async ({ actor, body }) => show(await sources.create(actor, body)), {
    version: settled,
  });
  routes.add(getUserSource, async ({ params }) => show(await readSource({ stores }, params.id)), { version: settled });
  routes.add(
    patchUserSource,
    async ({ actor, params, body, requireMatch }) =>
      show(
        await sources.patch(actor, params.id, body, async (current, change) =>
          requireMatch(settled(await show(current, change.stores))),
        ),
      ),
    { version: settled },
  );
  routes.add(deleteUserSource, ({ actor, params, requireMatch }) =>
    sources.delete(actor, params.id, async (current, change) =>
      requireMatch(settled(await show(current, change.stores))),
    ),
  );
  routes.add(testUserSource, async ({ params }) => trySource(deps, await readSource({ stores }, params.id)));
  routes.add(
    synchronizeUserSource,
    async ({ actor, params, query }) => {
      const order = { dryRun: query.dryRun === 'true', force: query.force === 'true' };
      return importToApi(await synchronize(actor, params.id, order));
    },
    { location: ({ id }) => `/imports/${id}` },
  );
}

/** What somebody can change: a synchronization that goes on in the meantime is no other version. */
function settled({ users: _users, lastImport: _last, nextAt: _next, ...rest }: ApiUserSource) {
  return rest;
}
