import {
  createProfile,
  deleteProfile,
  getProfile,
  listProfiles,
  patchProfile,
  type Profile as ApiProfile,
} from '@holdover/api';
import { offlineMethods } from '@holdover/offline-login';
import type { RouteRegistrar } from '../../http/call.ts';
import type { Stores } from '../../stores.ts';
import type { Profile } from './profile.ts';
import { readProfile, type Profiles } from './profiles.ts';

export function addProfileRoutes(
  routes: RouteRegistrar,
  { profiles, stores }: { profiles: Profiles; stores: Stores },
): void {
  routes.add(listProfiles, async ({ query }) => {
    const page = await stores.profiles.page(query);
    return { ...page, items: page.items.map(toApi) };
  });
  routes.add(createProfile, async ({ actor, body }) => toApi(await profiles.create(actor, body)));
  routes.add(getProfile, async ({ params }) => toApi(await readProfile({ stores }, params.id)));
  routes.add(patchProfile, async ({ actor, params, body, requireMatch }) =>
    toApi(await profiles.patch(actor, params.id, body, (current) => requireMatch(toApi(current)))),
  );
  routes.add(deleteProfile, ({ actor, params, requireMatch }) =>
    profiles.delete(actor, params.id, (current) => requireMatch(toApi(current))),
  );
}

function toApi({ createdAt: _unused, ...profile }: Profile): ApiProfile {
  const { loginMethods, actions } = profile;
  return {
    ...profile,
    loginMethods: [...loginMethods],
    actions: [...actions],
    cardRegistration: false,
    scanToUsb: true,
    scanTargets: [],
    offlineLoginPossible: offlineMethods(loginMethods).length > 0,
  };
}
