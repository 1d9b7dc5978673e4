import * as z from 'zod';
import { idField, idParams, listQuery, loginMethodField, nameField, pageOf, textField } from './fields.ts';
import { route } from './route.ts';

export const panelActionField = z.enum(['print', 'copy', 'scan', 'unlock-panel']);
export type PanelAction = z.infer<typeof panelActionField>;

const unique = (items: readonly string[]): boolean => new Set(items).size === items.length;
const loginMethods = z.array(loginMethodField).min(1).max(4).refine(unique, { message: 'no method twice' });
const actions = z.array(panelActionField).max(4).refine(unique, { message: 'no action twice' });
const idleTimeoutSeconds = z.int().min(10).max(3_600);
const maxSyncedUsers = z.int().min(0).max(10_000);
const requireProtector = z.enum(['any', 'tpm2']);
/** B9: steps from the number a reader gives to the card number, applied on the terminal; null leaves it as read. */
const cardTransformation = textField({ max: 500 }).nullable();

/** A folder that devices reach: scans go there without the server. */
const scanTargetFields = {
  name: nameField,
  kind: z.enum(['smb', 'webdav', 'sftp']),
  /** `smb://host/share/folder`, `https://host/folder`, `sftp://host[:port]/folder`; a sign-in has its own fields. */
  url: textField({ min: 1, max: 1_023 }),
  userName: textField({ max: 256 }),
  /** sftp: the host key, `SHA256:…`; webdav: the certificate's SPKI pin, or null for one that a public authority vouches for. */
  trust: textField({ max: 128 }).nullable().default(null),
};
export const scanTarget = z.strictObject({
  id: idField('scanTarget'),
  ...scanTargetFields,
  hasPassword: z.boolean(),
});
export type ScanTarget = z.infer<typeof scanTarget>;
/** With the id of a target that is there it changes that one; its password stays unless another is given. */
export const scanTargetInput = z.strictObject({
  id: idField('scanTarget').optional(),
  ...scanTargetFields,
  /** Write-only. */
  password: z.string().max(1_024).optional(),
  /** As answered; says nothing. */
  hasPassword: z.boolean().optional(),
});
export type ScanTargetInput = z.infer<typeof scanTargetInput>;
const scanTargets = z.array(scanTargetInput).max(20);

export const profile = z.strictObject({
  id: idField('profile'),
  name: z.string(),
  loginMethods: z.array(loginMethodField),
  idleTimeoutSeconds,
  maxSyncedUsers,
  requireProtector,
  cardTransformation,
  actions: z.array(panelActionField),
  cardRegistration: z.boolean(),
  scanToUsb: z.boolean(),
  scanTargets: z.array(scanTarget),
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
  /** Who holds an unknown card to a reader may make it theirs, with PIN or password. */
  cardRegistration: z.boolean().default(false),
  scanToUsb: z.boolean().default(true),
  scanTargets: scanTargets.default([]),
});

export const profilePatch = z.strictObject({
  name: nameField.optional(),
  loginMethods: loginMethods.optional(),
  idleTimeoutSeconds: idleTimeoutSeconds.optional(),
  maxSyncedUsers: maxSyncedUsers.optional(),
  requireProtector: requireProtector.optional(),
  cardTransformation: cardTransformation.optional(),
  actions: actions.optional(),
  cardRegistration: z.boolean().optional(),
  scanToUsb: z.boolean().optional(),
  scanTargets: scanTargets.optional(),
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

/** What a transformation makes of a number, before anybody relies on it; nothing is stored. */
export const tryCardTransformation = route('tryCardTransformation', 'POST /card-transformation', {
  summary: 'Try a card transformation on numbers as a reader gives them',
  right: 'settings:write',
  body: z.strictObject({
    cardTransformation: textField({ max: 500 }),
    numbers: z.array(z.string().max(128)).min(1).max(20),
  }),
  answer: z.strictObject({
    items: z.array(
      z.strictObject({
        /** Null where the steps do not fit this number; `problem` says why. */
        card: z.string().nullable(),
        problem: z.string().nullable(),
      }),
    ),
  }),
});
