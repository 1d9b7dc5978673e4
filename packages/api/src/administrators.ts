import * as z from 'zod';
import { idField, idParams, languageField, listQuery, nameField, pageOf, timeField } from './fields.ts';
import { rightField, route } from './route.ts';

/** administrator all · user-manager users · device-manager devices and settings · auditor reads only. */
export const roleField = z.enum(['administrator', 'user-manager', 'device-manager', 'auditor']);
export type Role = z.infer<typeof roleField>;

export const administrator = z.strictObject({
  id: idField('administrator'),
  userName: z.string(),
  role: roleField,
  language: languageField.nullable(),
});
export type Administrator = z.infer<typeof administrator>;

/** In characters. */
export const PASSWORD_LIMITS = { min: 12, max: 1_024 } as const;
export const passwordField = z.string().min(PASSWORD_LIMITS.min).max(PASSWORD_LIMITS.max);

export const signIn = route('signIn', 'POST /sign-in', {
  summary: 'Start a console session; the cookie is set by the answer',
  right: 'anyone',
  body: z.strictObject({ userName: nameField, password: z.string().min(1).max(1_024) }),
  answer: administrator,
});
export const signOut = route('signOut', 'POST /sign-out', {
  summary: 'End the console session',
  right: 'signed-in',
  answer: null,
});
/** Who asks: an administrator, or a program with its token. */
export const principal = z.strictObject({
  kind: z.enum(['administrator', 'api-token']),
  id: z.union([idField('administrator'), idField('apiToken')]),
  /** Of the administrator; the name a token was given. */
  userName: z.string(),
  /** Null for a token: it has rights, and no role. */
  role: roleField.nullable(),
  rights: z.array(rightField),
  language: languageField.nullable(),
  /** Of the organisation, by its IANA name; null while nobody has chosen one. */
  timeZone: z.string().nullable(),
});
export type Principal = z.infer<typeof principal>;
export const me = route('me', 'GET /me', { summary: 'Who is signed in', right: 'signed-in', answer: principal });

/** Their own sessions end elsewhere; this one goes on under a new cookie. */
export const changeOwnPassword = route('changeOwnPassword', 'PUT /me/password', {
  summary: 'Change one’s own password',
  right: 'signed-in',
  body: z.strictObject({ currentPassword: z.string().min(1).max(1_024), password: passwordField }),
  answer: null,
});
export const patchMe = route('patchMe', 'PATCH /me', {
  summary: 'Change one’s own language',
  right: 'signed-in',
  body: z.strictObject({ language: languageField.nullable().optional() }),
  answer: principal,
});

/** First start prints a one-time link carrying `token`; both vanish once an administrator exists. */
export const setUpState = route('setUpState', 'GET /set-up', {
  summary: 'Whether the first administrator is still to be made',
  right: 'anyone',
  answer: z.strictObject({ needed: z.boolean() }),
});
export const setUp = route('setUp', 'POST /set-up', {
  summary: 'Make the first administrator with the one-time token',
  right: 'anyone',
  status: 201,
  body: z.strictObject({
    token: z.string().min(16).max(128),
    userName: nameField,
    password: passwordField,
    organisation: nameField.optional(),
    language: languageField.optional(),
  }),
  answer: administrator,
});

export const listedAdministrator = administrator.extend({
  enabled: z.boolean(),
  createdAt: timeField,
  lastSignInAt: timeField.nullable(),
  /** Wrong passwords from many places keep even the right one out until then; null otherwise. */
  lockedUntil: timeField.nullable(),
  sessions: z.int(),
});
export type ListedAdministrator = z.infer<typeof listedAdministrator>;

export const listAdministrators = route('listAdministrators', 'GET /administrators', {
  summary: 'Who may use the console, as what',
  right: 'administrators:read',
  query: listQuery.extend({ role: roleField.optional() }),
  answer: pageOf(listedAdministrator),
});
export const createAdministrator = route('createAdministrator', 'POST /administrators', {
  summary: 'Add an administrator',
  right: 'administrators:write',
  status: 201,
  body: z.strictObject({
    userName: nameField,
    role: roleField,
    password: passwordField,
    language: languageField.nullable().default(null),
  }),
  answer: listedAdministrator,
});
export const getAdministrator = route('getAdministrator', 'GET /administrators/{id}', {
  summary: 'One administrator',
  right: 'administrators:read',
  params: idParams('administrator'),
  answer: listedAdministrator,
});
/** The last enabled one of role `administrator` stays that: `last-administrator`. */
export const patchAdministrator = route('patchAdministrator', 'PATCH /administrators/{id}', {
  summary: 'Change an administrator; another role or being disabled ends their sessions',
  right: 'administrators:write',
  params: idParams('administrator'),
  body: z.strictObject({
    userName: nameField.optional(),
    role: roleField.optional(),
    language: languageField.nullable().optional(),
    enabled: z.boolean().optional(),
  }),
  answer: listedAdministrator,
});
export const deleteAdministrator = route('deleteAdministrator', 'DELETE /administrators/{id}', {
  summary: 'Remove an administrator; what they changed stays in the audit log',
  right: 'administrators:write',
  params: idParams('administrator'),
  answer: null,
});
export const putAdministratorPassword = route('putAdministratorPassword', 'PUT /administrators/{id}/password', {
  summary: 'Give an administrator another password; their sessions end and a lock-out with them',
  right: 'administrators:write',
  params: idParams('administrator'),
  body: z.strictObject({ password: passwordField }),
  answer: null,
});

export const consoleSession = z.strictObject({
  id: idField('consoleSession'),
  administratorId: idField('administrator'),
  userName: z.string(),
  createdAt: timeField,
  seenAt: timeField,
  address: z.string(),
  /** Of the browser, as it says itself. */
  userAgent: z.string(),
  /** The one that asks. */
  own: z.boolean(),
});
export type ConsoleSession = z.infer<typeof consoleSession>;

/** One's own; those of others too with the right `administrators:read`. */
export const listConsoleSessions = route('listConsoleSessions', 'GET /console-sessions', {
  summary: 'Open sessions of the console',
  right: 'signed-in',
  query: listQuery.extend({ administrator: idField('administrator').optional() }),
  answer: pageOf(consoleSession),
});
export const revokeConsoleSession = route('revokeConsoleSession', 'DELETE /console-sessions/{id}', {
  summary: 'End a session of the console: one’s own, or another’s with the right administrators:write',
  right: 'signed-in',
  params: idParams('consoleSession'),
  answer: null,
});

export const apiToken = z.strictObject({
  id: idField('apiToken'),
  name: z.string(),
  rights: z.array(rightField),
  createdAt: timeField,
  createdBy: z.string(),
  expiresAt: timeField.nullable(),
  lastUsedAt: timeField.nullable(),
});
export type ApiToken = z.infer<typeof apiToken>;

export const listApiTokens = route('listApiTokens', 'GET /api-tokens', {
  summary: 'Tokens of programs, without the tokens themselves',
  right: 'administrators:read',
  query: listQuery,
  answer: pageOf(apiToken),
});
/** Nobody gives a right they do not have: `not-allowed`. */
export const createApiToken = route('createApiToken', 'POST /api-tokens', {
  summary: 'Make a token for a program; shown once',
  right: 'administrators:write',
  status: 201,
  body: z.strictObject({
    name: nameField,
    rights: z.array(rightField).min(1).max(rightField.options.length),
    /** Null: it never ends, and the console says so. */
    expiresAt: z.iso.datetime({ offset: true }).nullable(),
  }),
  answer: apiToken.extend({ token: z.string().optional() }),
});
export const deleteApiToken = route('deleteApiToken', 'DELETE /api-tokens/{id}', {
  summary: 'Revoke a token; programs that use it are refused at once',
  right: 'administrators:write',
  params: idParams('apiToken'),
  answer: null,
});
