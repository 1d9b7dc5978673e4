import * as z from 'zod';
import { idField, idParams, languageField, listQuery, nameField, pageOf, textField, timeField } from './fields.ts';
import { route } from './route.ts';

const userName = nameField.refine((text) => !/\s/.test(text), { message: 'no white space' });
const email = z.email().max(320).nullable();
const groups = z.array(idField('group')).max(1_000);

export const user = z.strictObject({
  id: idField('user'),
  userName: z.string(),
  fullName: z.string(),
  email: z.string().nullable(),
  language: languageField.nullable(),
  groups: z.array(idField('group')),
  /** May print and copy in colour (G5). */
  color: z.boolean(),
  enabled: z.boolean(),
  pins: z.int(),
  cards: z.int(),
  /** What knows their password, for logging in with it and for printing where a queue asks: this server, or their source. */
  password: z.enum(['none', 'local', 'source']),
  /** The directory they come from, which owns their names, e-mail and language; null: this server does. */
  sourceId: idField('userSource').nullable(),
  createdAt: timeField,
});
export type User = z.infer<typeof user>;

/** userName is unique whatever its case. */
export const newUser = z.strictObject({
  userName,
  fullName: textField({ max: 200 }).default(''),
  email: email.default(null),
  language: languageField.nullable().default(null),
  groups: groups.default([]),
  color: z.boolean().default(true),
  enabled: z.boolean().default(true),
});
export type NewUser = z.input<typeof newUser>;

export const userPatch = z.strictObject({
  userName: userName.optional(),
  fullName: textField({ max: 200 }).optional(),
  email: email.optional(),
  language: languageField.nullable().optional(),
  groups: groups.optional(),
  color: z.boolean().optional(),
  enabled: z.boolean().optional(),
});
export type UserPatch = z.infer<typeof userPatch>;

export const userListQuery = listQuery.extend({
  group: idField('group').optional(),
  /** With `group`: also who is in it by way of a group in it. */
  nested: z.literal('true').optional(),
  enabled: z.enum(['true', 'false']).optional(),
  source: idField('userSource').optional(),
  /** B9: who has a PIN that is shorter than the floor, which has risen since. */
  pinBelowFloor: z.literal('true').optional(),
});

export const listUsers = route('listUsers', 'GET /users', {
  summary: 'Users, searched by user name, full name and e-mail',
  right: 'users:read',
  query: userListQuery,
  answer: pageOf(user),
});
export const createUser = route('createUser', 'POST /users', {
  summary: 'Add a user',
  right: 'users:write',
  status: 201,
  body: newUser,
  answer: user,
});
export const getUser = route('getUser', 'GET /users/{id}', {
  summary: 'One user',
  right: 'users:read',
  params: idParams('user'),
  answer: user,
});
export const patchUser = route('patchUser', 'PATCH /users/{id}', {
  summary: 'Change a user; disabling locks them out of connected terminals within seconds (B7)',
  right: 'users:write',
  params: idParams('user'),
  body: userPatch,
  answer: user,
});
export const deleteUser = route('deleteUser', 'DELETE /users/{id}', {
  summary: 'Delete a user with their PINs, cards and waiting jobs; accounting stays',
  right: 'users:write',
  params: idParams('user'),
  answer: null,
});

/** What becomes of what is theirs, before it is done. */
export const userDeletion = route('userDeletion', 'GET /users/{id}/deletion', {
  summary: 'What deleting this user takes away, and what stays',
  right: 'users:read',
  params: idParams('user'),
  answer: z.strictObject({
    /** Held jobs: deleted with their documents. */
    jobs: z.int(),
    pins: z.int(),
    cards: z.int(),
    /** Terminals that hold credentials of theirs: connected ones forget within seconds, others at the next contact (B7). */
    terminals: z.int(),
    terminalsAway: z.int(),
    /** Sessions and activities stay under their name. */
    sessions: z.int(),
    activities: z.int(),
  }),
});

/** For queues that ask people to sign in. */
export const USER_PASSWORD_LENGTH = { min: 8, max: 1_024 } as const;

export const putUserPassword = route('putUserPassword', 'PUT /users/{id}/password', {
  summary: 'Give a user a password to print with',
  right: 'users:write',
  params: idParams('user'),
  body: z.strictObject({ password: z.string().min(USER_PASSWORD_LENGTH.min).max(USER_PASSWORD_LENGTH.max) }),
  answer: null,
});
export const deleteUserPassword = route('deleteUserPassword', 'DELETE /users/{id}/password', {
  summary: 'Take the password of a user away',
  right: 'users:write',
  params: idParams('user'),
  answer: null,
});

/** Where a user could log in now if the link broke (H1). */
export const userOfflineDevices = route('userOfflineDevices', 'GET /users/{id}/offline-devices', {
  summary: 'Devices at which this person can log in offline',
  right: 'users:read',
  params: idParams('user'),
  answer: z.strictObject({
    items: z.array(
      z.strictObject({
        deviceId: idField('device'),
        deviceName: z.string(),
        methods: z.array(z.enum(['pin', 'card', 'card+pin'])),
        validUntil: timeField,
        source: z.enum(['sync', 'session']),
      }),
    ),
  }),
});
