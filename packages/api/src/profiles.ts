import * as z from 'zod';
import { idField, idParams, listQuery, loginMethodField, nameField, pageOf } from './fields.ts';
import { route } from './route.ts';

export const panelActionField = z.enum(['print', 'copy', 'scan', 'unlock-panel']);
export type PanelAction = z.infer<typeof panelActionField>;

const unique = (items: readonly string[]): boolean => new Set(items).size === items.length;
const loginMethods = z.array(loginMethodField).min(1).max(4).refine(unique, { message: 'no method twice' });
const actions = z.array(panelActionField).max(4).refine(unique, { message: 'no action twice' });
const idleTimeoutSeconds = z.int().min(10).max(3_600);
const maxSyncedUsers = z.int().min(0).max(10_000);
const requireProtector = z.enum(['any', 'tpm2']);
/** Kept for the terminal; null leaves the number as read. */
const cardTransformation = z.string().max(500).nullable();

export const profile = z.strictObject({
  id: idField('profile'),
  name: z.string(),
  loginMethods: z.array(loginMethodField),
  idleTimeoutSeconds,
  maxSyncedUsers,
  requireProtector,
  cardTransformation,
  actions: z.array(panelActionField),
  default: z.boolean(),
  /** A2: none of the methods works offline. */
  offlineLoginPossible: z.boolean(),
});
export type Profile = z.infer<typeof profile>;

export const newProfile = z.strictObject({
  name: nameField,
  loginMethods: loginMethods.default(['pin', 'card']),
  idleTimeoutSeconds: idleTimeoutSeconds.default(60),
  maxSyncedUsers: maxSyncedUsers.default(100),
  requireProtector: requireProtector.default('any'),
  cardTransformation: cardTransformation.default(null),
  actions: actions.default(['print', 'copy', 'scan', 'unlock-panel']),
});

export const profilePatch = z.strictObject({
  name: nameField.optional(),
  loginMethods: loginMethods.optional(),
  idleTimeoutSeconds: idleTimeoutSeconds.optional(),
  maxSyncedUsers: maxSyncedUsers.optional(),
  requireProtector: requireProtector.optional(),
  cardTransformation: cardTransformation.optional(),
  actions: actions.optional(),
});

export const listProfiles = route('listProfiles', 'GET /profiles', {
  summary: 'Configuration profiles',
  right: 'devices:read',
  query: listQuery,
  answer: pageOf(profile),
});
export const createProfile = route('createProfile', 'POST /profiles', {
  summary: 'Add a configuration profile',
  right: 'settings:write',
  status: 201,
  body: newProfile,
  answer: profile,
});
export const getProfile = route('getProfile', 'GET /profiles/{id}', {
  summary: 'One configuration profile',
  right: 'devices:read',
  params: idParams('profile'),
  answer: profile,
});
export const patchProfile = route('patchProfile', 'PATCH /profiles/{id}', {
  summary: 'Change a configuration profile; terminals take it at their next synchronization (A7)',
  right: 'settings:write',
  params: idParams('profile'),
  body: profilePatch,
  answer: profile,
});
export const deleteProfile = route('deleteProfile', 'DELETE /profiles/{id}', {
  summary: 'Delete a configuration profile no device uses',
  right: 'settings:write',
  params: idParams('profile'),
  answer: null,
});
