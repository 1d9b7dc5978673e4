import {
  addGroupMember,
  addNestedGroup,
  createGroup,
  deleteGroup,
  getGroup,
  listGroups,
  patchGroup,
  removeGroupMember,
  removeNestedGroup,
  type Group as ApiGroup,
} from '@holdover/api';
import type { RouteRegistrar } from '../../http/call.ts';
import type { Stores } from '../../stores.ts';
import type { ListedGroup } from './group.ts';
import { readGroup, type Groups } from './groups.ts';

export function addGroupRoutes(routes: RouteRegistrar, { groups, stores }: { groups: Groups; stores: Stores }): void {
  routes.add(listGroups, async ({ query }) => {
    const page = await stores.groups.page(query);
    return { ...page, items: page.items.map(groupToApi) };
  });
  routes.add(createGroup, async ({ actor, body }) => groupToApi(await groups.create(actor, body.name)));
  routes.add(getGroup, async ({ params }) => groupToApi(await readGroup({ stores }, params.id)));
  routes.add(patchGroup, async ({ actor, params, body, requireMatch }) =>
    groupToApi(await groups.rename(actor, params.id, body.name, (current) => requireMatch(groupToApi(current)))),
  );
  routes.add(deleteGroup, ({ actor, params, requireMatch }) =>
    groups.delete(actor, params.id, (current) => requireMatch(groupToApi(current))),
  );
  routes.add(addGroupMember, ({ actor, params }) => groups.addMember(actor, params.id, params.userId));
  routes.add(removeGroupMember, ({ actor, params }) => groups.removeMember(actor, params.id, params.userId));
  routes.add(addNestedGroup, ({ actor, params }) => groups.nest(actor, params.id, params.groupId));
  routes.add(removeNestedGroup, ({ actor, params }) => groups.unnest(actor, params.id, params.groupId));
}

function groupToApi({ createdAt: _at, externalId: _external, groups, ...group }: ListedGroup): ApiGroup {
  return { ...group, groups: [...groups] };
}
