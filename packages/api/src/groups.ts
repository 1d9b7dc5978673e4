import * as z from 'zod';
import { idField, idParams, listQuery, nameField, pageOf } from './fields.ts';
import { route } from './route.ts';

export const group = z.strictObject({
  id: idField('group'),
  name: z.string(),
  builtIn: z.boolean(),
  /** The directory that names its members; null: this server does. */
  sourceId: idField('userSource').nullable(),
  /** Groups whose members are in this one as well. One level: a group in a group holds none. */
  groups: z.array(idField('group')),
  /** Users put into it. */
  members: z.int(),
  /** Users in it or in one of its groups, each once. */
  allMembers: z.int(),
});
export type Group = z.infer<typeof group>;

export const listGroups = route('listGroups', 'GET /groups', {
  summary: 'Groups of users; grp_all is built in',
  right: 'users:read',
  query: listQuery,
  answer: pageOf(group),
});
export const createGroup = route('createGroup', 'POST /groups', {
  summary: 'Add a group',
  right: 'users:write',
  status: 201,
  body: z.strictObject({ name: nameField }),
  answer: group,
});
export const getGroup = route('getGroup', 'GET /groups/{id}', {
  summary: 'One group',
  right: 'users:read',
  params: idParams('group'),
  answer: group,
});
export const patchGroup = route('patchGroup', 'PATCH /groups/{id}', {
  summary: 'Rename a group',
  right: 'users:write',
  params: idParams('group'),
  body: z.strictObject({ name: nameField.optional() }),
  answer: group,
});
export const deleteGroup = route('deleteGroup', 'DELETE /groups/{id}', {
  summary: 'Delete a group; its members stay',
  right: 'users:write',
  params: idParams('group'),
  answer: null,
});
const memberParams = z.strictObject({ id: idField('group'), userId: idField('user') });
export const addGroupMember = route('addGroupMember', 'PUT /groups/{id}/members/{userId}', {
  summary: 'Put a user into a group',
  right: 'users:write',
  params: memberParams,
  answer: null,
});
export const removeGroupMember = route('removeGroupMember', 'DELETE /groups/{id}/members/{userId}', {
  summary: 'Take a user out of a group',
  right: 'users:write',
  params: memberParams,
  answer: null,
});

const nestedParams = z.strictObject({ id: idField('group'), groupId: idField('group') });
export const addNestedGroup = route('addNestedGroup', 'PUT /groups/{id}/groups/{groupId}', {
  summary: 'Put a group into a group: one level, so neither may hold or be in another',
  right: 'users:write',
  params: nestedParams,
  answer: null,
});
export const removeNestedGroup = route('removeNestedGroup', 'DELETE /groups/{id}/groups/{groupId}', {
  summary: 'Take a group out of a group',
  right: 'users:write',
  params: nestedParams,
  answer: null,
});
