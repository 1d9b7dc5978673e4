import * as z from 'zod';
import { timeField } from './fields.ts';
import { route } from './route.ts';

export const logLevelField = z.enum(['error', 'warn', 'info', 'debug']);

/** A certificate this server shows, or issues by. */
export const serverCertificate = z.strictObject({
  /** `console` console, REST interface and IPPS · `gateway` terminals · `authority` of the fleet, which issues the others. */
  use: z.enum(['console', 'gateway', 'authority']),
  subject: z.string(),
  issuer: z.string(),
  /** Names and addresses it is valid for. */
  names: z.array(z.string()),
  notBefore: timeField,
  notAfter: timeField,
  /** SHA-256 of the certificate, lower-case hexadecimal. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  /** By the fleet's own authority; false for one the administrator brought. */
  ownAuthority: z.boolean(),
});
export type ServerCertificate = z.infer<typeof serverCertificate>;

/** The server that answers; of several, one. */
export const system = z.strictObject({
  version: z.string(),
  /** Of Node.js. */
  runtime: z.string(),
  platform: z.string(),
  database: z.strictObject({
    engine: z.enum(['sqlite', 'postgresql']),
    version: z.string(),
    /** The newest migration that was applied. */
    schema: z.string(),
  }),
  startedAt: timeField,
  serverTime: timeField,
  /** R1. */
  incarnation: z.strictObject({ number: z.int() }),
  certificates: z.array(serverCertificate),
  /** What the server writes to its log now; null when it writes nothing (`--log-level silent`), or has none of its own. */
  logLevel: logLevelField.nullable(),
});
export type System = z.infer<typeof system>;

export const getSystem = route('getSystem', 'GET /system', {
  summary: 'Version, certificates and log level of the server that answers',
  right: 'settings:read',
  answer: system,
});

/** Null: as the server was started (`--log-level`). */
export const loggingSettings = z.strictObject({ level: logLevelField.nullable() });
export type LoggingSettings = z.infer<typeof loggingSettings>;
export const DEFAULT_LOGGING: LoggingSettings = { level: null };

export const getLogging = route('getLogging', 'GET /settings/logging', {
  summary: 'How much every server of this fleet writes to its log',
  right: 'settings:read',
  answer: loggingSettings,
});
export const putLogging = route('putLogging', 'PUT /settings/logging', {
  summary: 'Save how much servers write to their logs; it counts at once, at all of them',
  right: 'settings:write',
  body: loggingSettings,
  answer: loggingSettings,
});
