import { days, type Duration } from '@holdover/kernel';
import * as z from 'zod';
import { instantField } from './fields.ts';

/** Security chapter, Certificates: a key as old as this opens only its renewal and journal intake. */
export const KEY_LIFETIME: Duration = days(90);

/** POST renewal: over the identity held now, a request for the next one. */
export const renewalRequest = z.strictObject({
  protocol: z.int().min(1),
  /** PKCS #10, PEM, of a new key. Contributes a public key and nothing else. */
  signingRequest: z.string().min(64).max(8_192),
});
export type RenewalRequest = z.infer<typeof renewalRequest>;

/** The key before is honoured until this one is first used. */
export const renewalAnswer = z.strictObject({
  /** PEM. */
  certificate: z.string(),
  /** PEM: one authority, or two while one replaces the other; the first issued the certificate. */
  authority: z.string(),
  /** By the server's clock, as the key's age is. */
  issuedAt: instantField,
});
export type RenewalAnswer = z.infer<typeof renewalAnswer>;
