import * as z from 'zod';
import { idField, timeField } from './fields.ts';
import { route } from './route.ts';

/** A PIN as lists show it: never its digits. */
export const pin = z.strictObject({
  id: idField('pin'),
  length: z.int(),
  createdAt: timeField,
  expiresAt: timeField.nullable(),
});
export type Pin = z.infer<typeof pin>;

/** The answer to creation shows a generated PIN once. */
export const createdPin = pin.extend({ pin: z.string().optional() });

/** An ID card as lists show it: never its number, only the last two characters of it. */
export const card = z.strictObject({
  id: idField('card'),
  ending: z.string(),
  createdAt: timeField,
  expiresAt: timeField.nullable(),
});
export type Card = z.infer<typeof card>;

const userParams = z.strictObject({ id: idField('user') });
const pinParams = z.strictObject({ id: idField('user'), pinId: idField('pin') });
const cardParams = z.strictObject({ id: idField('user'), cardId: idField('card') });
const expiresAt = z.iso.datetime({ offset: true }).nullable().optional();

export const listPins = route('listPins', 'GET /users/{id}/pins', {
  summary: 'PINs of a user, newest first',
  right: 'users:read',
  params: userParams,
  answer: z.strictObject({ items: z.array(pin), nextCursor: z.string().nullable() }),
});
export const createPin = route('createPin', 'POST /users/{id}/pins', {
  summary: 'Set a PIN, or generate one when none is given; shown once (B9)',
  right: 'users:write',
  status: 201,
  params: userParams,
  body: z.strictObject({ pin: z.string().max(64).optional(), expiresAt }),
  answer: createdPin,
});
export const deletePin = route('deletePin', 'DELETE /users/{id}/pins/{pinId}', {
  summary: 'Remove a PIN; gone from connected terminals within seconds (B7)',
  right: 'users:write',
  params: pinParams,
  answer: null,
});
export const listCards = route('listCards', 'GET /users/{id}/cards', {
  summary: 'ID cards of a user, newest first',
  right: 'users:read',
  params: userParams,
  answer: z.strictObject({ items: z.array(card), nextCursor: z.string().nullable() }),
});
export const createCard = route('createCard', 'POST /users/{id}/cards', {
  summary: 'Add an ID card; move=true also takes it from whom it opens now (B9)',
  right: 'users:write',
  status: 201,
  params: userParams,
  query: z.strictObject({ move: z.enum(['true', 'false']).default('false') }),
  body: z.strictObject({ number: z.string().min(1).max(128), expiresAt }),
  answer: card,
});
export const deleteCard = route('deleteCard', 'DELETE /users/{id}/cards/{cardId}', {
  summary: 'Remove an ID card',
  right: 'users:write',
  params: cardParams,
  answer: null,
});

/** B9: at most this many PINs an answer: each costs the slow hash. */
export const RENEWED_AT_ONCE = 200;

/** A generated PIN in place of another; shown once. */
export const renewedPin = z.strictObject({
  userId: idField('user'),
  userName: z.string(),
  fullName: z.string(),
  id: idField('pin'),
  pin: z.string(),
  expiresAt: timeField.nullable(),
});

export const renewPins = route('renewPins', 'POST /users/renew-pins', {
  summary: 'Replace PINs below the floor by generated ones, shown once (B9); again while some remain',
  right: 'users:write',
  body: z.strictObject({
    /** These users alone; everybody without. */
    users: z.array(idField('user')).max(1_000).optional(),
  }),
  answer: z.strictObject({
    renewed: z.array(renewedPin),
    /** Users who have one below the floor still. */
    remaining: z.int(),
  }),
});
