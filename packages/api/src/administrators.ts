import * as z from 'zod';
import { idField, languageField, nameField } from './fields.ts';
import { route } from './route.ts';

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

export const passwordField = z.string().min(12).max(1_024);

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
export const me = route('me', 'GET /me', { summary: 'Who is signed in', right: 'signed-in', answer: administrator });

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
