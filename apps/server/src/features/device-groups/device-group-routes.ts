import {
  addDeviceGroupMember,
  createDeviceGroup,
  deleteDeviceGroup,
  getDeviceGroup,
  listDeviceGroups,
  patchDeviceGroup,
  removeDeviceGroupMember,
  type DeviceGroup as ApiDeviceGroup,
} from '@holdover/api';
import type { RouteRegistrar } from '../../http/call.ts';
import type { Stores } from '../../stores.ts';
import type { ListedDeviceGroup } from './device-group.ts';
import { readDeviceGroup, type DeviceGroups } from './device-groups.ts';

export interface DeviceGroupRoutesDeps {
  readonly deviceGroups: DeviceGroups;
  readonly stores: Stores;
}

export function addDeviceGroupRoutes(routes: RouteRegistrar, { deviceGroups, stores }: DeviceGroupRoutesDeps): void {
  routes.add(listDeviceGroups, async ({ query: { site, ...question } }) => {
    const page = await stores.deviceGroups.page({
      ...question,
      site: site === undefined ? undefined : site === 'true',
    });
    return { ...page, items: page.items.map(toApi) };
  });
  routes.add(createDeviceGroup, async ({ actor, body }) => toApi(await deviceGroups.create(actor, body)));
  routes.add(getDeviceGroup, async ({ params }) => toApi(await readDeviceGroup({ stores }, params.id)));
  routes.add(patchDeviceGroup, async ({ actor, params, body, requireMatch }) =>
    toApi(await deviceGroups.patch(actor, params.id, body, (current) => requireMatch(toApi(current)))),
  );
  routes.add(deleteDeviceGroup, ({ actor, params, requireMatch }) =>
    deviceGroups.delete(actor, params.id, (current) => requireMatch(toApi(current))),
  );
  routes.add(addDeviceGroupMember, ({ actor, params }) => deviceGroups.addMember(actor, params.id, params.deviceId));
  routes.add(removeDeviceGroupMember, ({ actor, params }) =>
    deviceGroups.removeMember(actor, params.id, params.deviceId),
  );
}

function toApi({ id, name, site, builtIn, members }: ListedDeviceGroup): ApiDeviceGroup {
  return { id, name, site, builtIn, members };
}
