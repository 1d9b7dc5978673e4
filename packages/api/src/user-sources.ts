import * as z from 'zod';
import { idField, idParams, languageField, listQuery, nameField, pageOf, textField, timeField } from './fields.ts';
import { userImport } from './imports.ts';
import { route } from './route.ts';

/** Names of attributes in the directory; null: not taken from there. */
const attributeField = z
  .string()
  .max(100)
  .regex(/^[A-Za-z][A-Za-z0-9;-]*$|^[0-9]+(\.[0-9]+)+$/);

export const ldapAttributes = z.strictObject({
  userName: attributeField.default('uid'),
  fullName: attributeField.nullable().default('cn'),
  email: attributeField.nullable().default('mail'),
  language: attributeField.nullable().default('preferredLanguage'),
  /** Numbers of ID cards; several values are several cards. */
  cards: attributeField.nullable().default(null),
  /** Never changes while a person's name does: `entryUUID`, `objectGUID`. */
  externalId: attributeField.default('entryUUID'),
});

/**
 * Where groups come from. `none` · `member-of` the user's own attribute names them · `member` the groups name their members,
 * nested ones by walking them · `in-chain` Active Directory's matching rule 1.2.840.113556.1.4.1941 does the walking.
 */
export const ldapGroups = z.strictObject({
  how: z.enum(['none', 'member-of', 'member', 'in-chain']).default('none'),
  baseDn: textField({ max: 1_000 }).default(''),
  filter: textField({ max: 1_000 }).default('(objectClass=groupOfNames)'),
  name: attributeField.default('cn'),
});

/** Merge patches (RFC 7396): what is absent stays. */
const ldapAttributesPatch = z.strictObject({
  userName: attributeField.optional(),
  fullName: attributeField.nullable().optional(),
  email: attributeField.nullable().optional(),
  language: attributeField.nullable().optional(),
  cards: attributeField.nullable().optional(),
  externalId: attributeField.optional(),
});
const ldapGroupsPatch = z.strictObject({
  how: ldapGroups.shape.how.unwrap().optional(),
  baseDn: textField({ max: 1_000 }).optional(),
  filter: textField({ max: 1_000 }).optional(),
  name: attributeField.optional(),
});

const connection = {
  name: nameField,
  /** `ldap://host[:port]` or `ldaps://host[:port]`. Without TLS only to this very machine. */
  url: textField({ min: 1, max: 300 }),
  /** RFC 4511 §4.14, on an `ldap:` address. */
  startTls: z.boolean().default(false),
  /** PEM of the authorities its certificate is checked against; the system's own without. */
  ca: z.string().max(100_000).nullable().default(null),
  /** Empty: without signing in. */
  bindDn: textField({ max: 1_000 }).default(''),
  baseDn: textField({ min: 1, max: 1_000 }),
  filter: textField({ min: 1, max: 2_000 }).default('(objectClass=inetOrgPerson)'),
  attributes: ldapAttributes.prefault({}),
  groups: ldapGroups.prefault({}),
  /** Users of this source who are not found there any more are disabled. */
  deactivateMissing: z.boolean().default(true),
  /** The directory checks their passwords, at each login with user name and password; nothing of it is kept. */
  checksPasswords: z.boolean().default(false),
  /** Language of people the directory names none for; null: the organisation's. */
  language: languageField.nullable().default(null),
  /** Hours between synchronizations; null: only when asked for. */
  intervalHours: z.int().min(1).max(720).nullable().default(24),
  enabled: z.boolean().default(true),
};

/** Shown as whether there is one; never handed out. */
const bindPassword = z.string().min(1).max(1_024).nullable();

export const userSource = z.strictObject({
  id: idField('userSource'),
  kind: z.literal('ldap'),
  ...connection,
  hasBindPassword: z.boolean(),
  users: z.int(),
  /** The last synchronization that was begun; null before the first. */
  lastImport: userImport.nullable(),
  nextAt: timeField.nullable(),
  createdAt: timeField,
});
export type UserSource = z.infer<typeof userSource>;

export const newUserSource = z.strictObject({
  kind: z.literal('ldap'),
  ...connection,
  bindPassword: bindPassword.default(null),
});
export type NewUserSource = z.input<typeof newUserSource>;

export const userSourcePatch = z.strictObject({
  name: nameField.optional(),
  url: connection.url.optional(),
  startTls: z.boolean().optional(),
  ca: z.string().max(100_000).nullable().optional(),
  bindDn: textField({ max: 1_000 }).optional(),
  /** Absent: as it is · null: none any more. A changed url, startTls or ca asks for it anew. */
  bindPassword: bindPassword.optional(),
  baseDn: connection.baseDn.optional(),
  filter: textField({ min: 1, max: 2_000 }).optional(),
  attributes: ldapAttributesPatch.optional(),
  groups: ldapGroupsPatch.optional(),
  deactivateMissing: z.boolean().optional(),
  checksPasswords: z.boolean().optional(),
  language: languageField.nullable().optional(),
  intervalHours: z.int().min(1).max(720).nullable().optional(),
  enabled: z.boolean().optional(),
});

export type UserSourcePatch = z.output<typeof userSourcePatch>;

export const listUserSources = route('listUserSources', 'GET /user-sources', {
  summary: 'Directories that users come from',
  right: 'users:read',
  query: listQuery,
  answer: pageOf(userSource),
});
export const createUserSource = route('createUserSource', 'POST /user-sources', {
  summary: 'Add a directory (LDAP, LDAPS)',
  right: 'settings:write',
  status: 201,
  body: newUserSource,
  answer: userSource,
});
export const getUserSource = route('getUserSource', 'GET /user-sources/{id}', {
  summary: 'One directory',
  right: 'users:read',
  params: idParams('userSource'),
  answer: userSource,
});
export const patchUserSource = route('patchUserSource', 'PATCH /user-sources/{id}', {
  summary: 'Change a directory',
  right: 'settings:write',
  params: idParams('userSource'),
  body: userSourcePatch,
  answer: userSource,
});
export const deleteUserSource = route('deleteUserSource', 'DELETE /user-sources/{id}', {
  summary: 'Remove a directory; its users stay and become users of this server alone',
  right: 'settings:write',
  params: idParams('userSource'),
  answer: null,
});

/** Why a directory was not read, or nothing of it applied: `code` of a step, `reason` of its import. Each has a text. */
export const sourceFailure = z.enum([
  'host-not-found',
  'cannot-connect',
  'timed-out',
  'connection-lost',
  'certificate-refused',
  'certificate-other-host',
  'tls-failed',
  'starttls-refused',
  'tls-required',
  'wrong-password',
  'account-disabled',
  'account-expired',
  'account-locked',
  'password-expired',
  'sign-in-not-now',
  'not-permitted',
  'no-such-base',
  'size-limit',
  'time-limit',
  'directory-busy',
  'directory-refused',
  'malformed-answer',
  'answer-too-large',
  'too-many-entries',
  'too-many-groups',
  'nobody-found',
  'too-many-gone',
  'source-off',
  'source-removed',
]);
export type SourceFailure = z.infer<typeof sourceFailure>;

export const sourceTestStep = z.enum(['connect', 'tls', 'bind', 'search', 'groups']);

export const testUserSource = route('testUserSource', 'POST /user-sources/{id}/test', {
  summary: 'Try a directory: step by step, with the first people it would bring; nothing is changed',
  right: 'settings:write',
  params: idParams('userSource'),
  answer: z.strictObject({
    ok: z.boolean(),
    steps: z.array(
      z.strictObject({
        step: sourceTestStep,
        ok: z.boolean(),
        milliseconds: z.int(),
        /** Why not: a stable code; what the directory itself said is in `said`, without secrets. */
        code: sourceFailure.nullable(),
        said: z.string().nullable(),
      }),
    ),
    /** At most ten. */
    people: z.array(
      z.strictObject({
        userName: z.string(),
        fullName: z.string(),
        email: z.string().nullable(),
        enabled: z.boolean(),
        groups: z.array(z.string()),
        cards: z.int(),
      }),
    ),
  }),
});
export const synchronizeUserSource = route('synchronizeUserSource', 'POST /user-sources/{id}/synchronize', {
  summary: 'Synchronize now: read the whole directory, then apply; its progress is an import',
  right: 'users:write',
  status: 202,
  params: idParams('userSource'),
  query: z.strictObject({
    dryRun: z.enum(['true', 'false']).default('false'),
    /** Although more than half of its users are gone: fails as `too-many-gone` without. */
    force: z.enum(['true', 'false']).default('false'),
  }),
  answer: userImport,
});
