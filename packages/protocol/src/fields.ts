import type { Branded, Id, IdKind, Instant } from '@holdover/kernel';
import { isId } from '@holdover/kernel';
import * as z from 'zod';

/** An id of one kind, as text with its prefix. */
export function idField<K extends IdKind>(kind: K) {
  return z
    .custom<Id<K>>((value) => isId(kind, value), { message: `not an id of kind ${kind}` })
    .meta({ type: 'string', description: `id of kind ${kind}` });
}

/** A point in time: integer milliseconds since 1970 UTC. */
export const instantField = z
  .int()
  .min(0)
  .transform((ms) => ms as Instant);

export type Base64Url = Branded<string, 'Base64Url'>;

/** Bytes as RFC 4648 §5 text without padding. */
export function bytesField(limits: { min: number; max: number }) {
  return z
    .string()
    .min(Math.ceil((limits.min * 4) / 3))
    .max(Math.ceil((limits.max * 4) / 3))
    .regex(/^[A-Za-z0-9_-]*$/);
}

/** Names a public key: lower-case hexadecimal SHA-256 of its SPKI. */
export const spkiPinField = z.string().regex(/^[0-9a-f]{64}$/);

/** A server incarnation (R1). It only ever rises. */
export const incarnationField = z.strictObject({ number: z.int().min(1), random: z.string().regex(/^[0-9a-f]{16}$/) });
export type Incarnation = z.infer<typeof incarnationField>;

/** How a person proves who they are at a device. */
export const loginMethodField = z.enum(['pin', 'card', 'card+pin', 'password']);
export type LoginMethod = z.infer<typeof loginMethodField>;

export const credentialMethodField = z.enum(['pin', 'card']);
export type CredentialMethod = z.infer<typeof credentialMethodField>;

/** Argon2id: memory in KiB, passes, lanes. */
export const hashParametersField = z.strictObject({
  memoryKiB: z.int().min(8).max(1_048_576),
  passes: z.int().min(1).max(16),
  lanes: z.int().min(1).max(8),
});
export type HashParameters = z.infer<typeof hashParametersField>;
