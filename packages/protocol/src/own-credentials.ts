import * as z from 'zod';
import { bytesField, idField } from './fields.ts';
import { loginAnswer, loginRequest } from './login.ts';

/** One stretched secret, as in a login. */
const stretchedField = z.strictObject({
  generation: z.int().min(1),
  stretched: bytesField({ min: 32, max: 32 }),
});

/**
 * POST cardRegistration: an unknown card becomes the card of whoever proves who they are, by PIN or password, in the same call: a
 * terminal alone, or a session alone, registers nothing. The number itself stays at the terminal.
 */
export const cardRegistration = z.strictObject({
  attempt: loginRequest.shape.attempt,
  proof: loginRequest.shape.proof,
  card: stretchedField,
});
export type CardRegistration = z.infer<typeof cardRegistration>;

/**
 * `registered` with the login it is good for, whose `cache` has the new card too · `card-taken` somebody's already, their own or another's
 * · `too-many-cards` · `not-allowed` the profile has no registration · `refused` the proof was no good.
 */
export const cardRegistrationAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('registered'), cardId: idField('card'), login: loginAnswer.options[0] }),
  z.strictObject({
    outcome: z.enum(['card-taken', 'too-many-cards', 'not-allowed']),
    attempt: loginRequest.shape.attempt,
  }),
  loginAnswer.options[1],
]);
export type CardRegistrationAnswer = z.infer<typeof cardRegistrationAnswer>;

/** POST pinChange: whoever proves who they are gets a new PIN (B9: generated), and the PIN proved with, if it was one, is gone. */
export const pinChange = z.strictObject({
  attempt: loginRequest.shape.attempt,
  proof: loginRequest.shape.proof,
});
export type PinChange = z.infer<typeof pinChange>;

/** Invariant: `pin` is shown once at the panel and kept nowhere on its way. */
export const pinChangeAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('changed'),
    attempt: loginRequest.shape.attempt,
    userId: idField('user'),
    pinId: idField('pin'),
    pin: z.string().regex(/^\d{4,16}$/),
  }),
  z.strictObject({ outcome: z.literal('too-many-pins'), attempt: loginRequest.shape.attempt }),
  loginAnswer.options[1],
]);
export type PinChangeAnswer = z.infer<typeof pinChangeAnswer>;
