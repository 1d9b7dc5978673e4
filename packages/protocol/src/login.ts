import * as z from 'zod';
import { bytesField, credentialMethodField, idField, instantField } from './fields.ts';
import { heldCredentialMessage, heldUserMessage } from './state.ts';

/** POST login: one attempt at a panel. `stretched` goes nowhere else (security.md). */
export const loginRequest = z.strictObject({
  /** 128 random bits, hex; the answer carries it back. */
  attempt: z.string().regex(/^[0-9a-f]{32}$/),
  proof: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('credentials'),
      /** One, or a card and a PIN that must belong to the same user (D4). */
      credentials: z
        .array(
          z.strictObject({
            method: credentialMethodField,
            /** Of the hashing it was stretched by. */
            generation: z.int().min(1),
            stretched: bytesField({ min: 32, max: 32 }),
          }),
        )
        .min(1)
        .max(2),
    }),
    z.strictObject({
      kind: z.literal('password'),
      userName: z.string().min(1).max(256),
      password: z.string().min(1).max(1_024),
    }),
  ]),
});
export type LoginRequest = z.infer<typeof loginRequest>;

/** An answer creates nothing: a session exists when the journal says so (D1). */
export const loginAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('granted'),
    attempt: z.string(),
    user: heldUserMessage,
    method: z.enum(['pin', 'card', 'card+pin', 'password']),
    /** What the terminal may cache of this login (B4), already under its cache key; empty for a password. */
    cache: z.array(heldCredentialMessage).max(2),
    generation: z.int().min(1),
    at: instantField,
  }),
  z.strictObject({
    outcome: z.literal('refused'),
    attempt: z.string(),
    code: z.enum(['unknown-credential', 'expired', 'disabled', 'method-not-allowed']),
    userId: idField('user').nullable(),
  }),
]);
export type LoginAnswer = z.infer<typeof loginAnswer>;
