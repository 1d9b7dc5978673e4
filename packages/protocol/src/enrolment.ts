import * as z from 'zod';
import { bytesField, hashParametersField, idField, instantField } from './fields.ts';

/** One pass of the slow hash: Argon2id with this cost; the method's name is appended to the salt. */
export const hashLinkField = z.strictObject({
  salt: bytesField({ min: 16, max: 32 }),
  parameters: hashParametersField,
});
export type HashLink = z.infer<typeof hashLinkField>;

/**
 * How the secrets of one method are stretched (security chapter, PINs and cards): the first link over the normalised secret, the
 * second, once the cost was raised, over what the first gave.
 */
export const methodHashingField = z.strictObject({
  /** Rises with every change. */
  generation: z.int().min(1),
  links: z.array(hashLinkField).min(1).max(2),
});
export type MethodHashing = z.infer<typeof methodHashingField>;

export const hashingMessage = z.strictObject({ pin: methodHashingField, card: methodHashingField });
export type Hashing = z.infer<typeof hashingMessage>;

/** POST /enrol: sent only after the authority's SPKI hash matched on a connection that trusts nothing else. */
export const enrolRequest = z.strictObject({
  protocol: z.int().min(1),
  /** The code's 128-bit secret: single use. */
  secret: bytesField({ min: 16, max: 16 }),
  /** PKCS #10, PEM. Contributes a public key and nothing else. */
  signingRequest: z.string().min(64).max(8_192),
  terminalVersion: z.string().max(64),
  keyProtector: z.enum(['tpm2', 'systemd-credential', 'keyfile']),
});
export type EnrolRequest = z.infer<typeof enrolRequest>;

export const enrolAnswer = z.strictObject({
  fleetId: idField('fleet'),
  terminalId: idField('terminal'),
  deviceId: idField('device'),
  deviceName: z.string(),
  /** PEM. */
  certificate: z.string(),
  /** PEM: one authority, or two while one replaces the other; the first issued the certificate. */
  authority: z.string(),
  /** When the certificate was issued, by the server's clock. */
  issuedAt: instantField,
  /** `host:port`, in order of preference. */
  gateways: z.array(z.string().max(300)).min(1).max(16),
  /** The service PIN of the panel, shown once to whoever enrols. */
  servicePin: z.string().regex(/^\d{8}$/),
});
export type EnrolAnswer = z.infer<typeof enrolAnswer>;

/** Any refusal of the enrolment listener or the gateway: a stable code and an English sentence. */
export const refusalMessage = z.strictObject({
  code: z.enum([
    'bad-request',
    'certificate-revoked',
    'enrolment-code-expired',
    'enrolment-code-unknown',
    'enrolment-code-used',
    'hashing-outdated',
    'key-superseded',
    'not-found',
    'overloaded',
    'protocol-too-new',
    'renewal-due',
    'suspended',
    'server-fault',
  ]),
  message: z.string(),
});
export type Refusal = z.infer<typeof refusalMessage>;
