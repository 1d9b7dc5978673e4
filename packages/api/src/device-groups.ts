import * as z from 'zod';
import { idField, idParams, listQuery, nameField, pageOf } from './fields.ts';
import { route } from './route.ts';

/** A set of devices; a site is one that a device is in at most once. */
export const deviceGroup = z.strictObject({
  id: idField('deviceGroup'),
  name: z.string(),
  site: z.boolean(),
  builtIn: z.boolean(),
  members: z.int(),
});
export type DeviceGroup = z.infer<typeof deviceGroup>;

export const listDeviceGroups = route('listDeviceGroups', 'GET /device-groups', {
  summary: 'Device groups; dgr_all is built in',
  right: 'devices:read',
  query: listQuery.extend({ site: z.enum(['true', 'false']).optional() }),
  answer: pageOf(deviceGroup),
});
export const createDeviceGroup = route('createDeviceGroup', 'POST /device-groups', {
  summary: 'Add a device group or site',
  right: 'devices:write',
  status: 201,
  body: z.strictObject({ name: nameField, site: z.boolean().default(false) }),
  answer: deviceGroup,
});
export const getDeviceGroup = route('getDeviceGroup', 'GET /device-groups/{id}', {
  summary: 'One device group',
  right: 'devices:read',
  params: idParams('deviceGroup'),
  answer: deviceGroup,
});
export const patchDeviceGroup = route('patchDeviceGroup', 'PATCH /device-groups/{id}', {
  summary: 'Change a device group',
  right: 'devices:write',
  params: idParams('deviceGroup'),
  body: z.strictObject({ name: nameField.optional(), site: z.boolean().optional() }),
  answer: deviceGroup,
});
export const deleteDeviceGroup = route('deleteDeviceGroup', 'DELETE /device-groups/{id}', {
  summary: 'Delete a device group; its devices stay',
  right: 'devices:write',
  params: idParams('deviceGroup'),
  answer: null,
});
const memberParams = z.strictObject({ id: idField('deviceGroup'), deviceId: idField('device') });
export const addDeviceGroupMember = route('addDeviceGroupMember', 'PUT /device-groups/{id}/members/{deviceId}', {
  summary: 'Put a device into a group',
  right: 'devices:write',
  params: memberParams,
  answer: null,
});
export const removeDeviceGroupMember = route(
  'removeDeviceGroupMember',
  'DELETE /device-groups/{id}/members/{deviceId}',
  {
    summary: 'Take a device out of a group',
    right: 'devices:write',
    params: memberParams,
    answer: null,
  },
);
