import * as z from 'zod';
import { textField } from './fields.ts';
import { route } from './route.ts';

/** How the server sends e-mail. */
export const mailSettings = z.strictObject({
  enabled: z.boolean(),
  host: textField({ max: 253 }),
  port: z.int().min(1).max(65_535),
  /** `tls` from the first octet (RFC 8314) · `starttls` insisted on · `none` on a trusted network alone. */
  security: z.enum(['tls', 'starttls', 'none']),
  /** Empty: no sign-in. */
  userName: textField({ max: 256 }),
  hasPassword: z.boolean(),
  /** PEM of an authority of one's own; null for public ones. */
  authority: z.string().max(16_384).nullable(),
  from: textField({ max: 320 }),
  /** Scans above this are refused with a clear word: mail servers would refuse them later. */
  mostMegabytes: z.int().min(1).max(1_000),
});
export type MailSettings = z.infer<typeof mailSettings>;

export const DEFAULT_MAIL: MailSettings = {
  enabled: false,
  host: '',
  port: 465,
  security: 'tls',
  userName: '',
  hasPassword: false,
  authority: null,
  from: '',
  mostMegabytes: 25,
};

export const getMail = route('getMail', 'GET /settings/mail', {
  summary: 'How the server sends e-mail',
  right: 'settings:read',
  answer: mailSettings,
});
/** Without `password` the one stored stays; an empty one removes it. */
export const putMail = route('putMail', 'PUT /settings/mail', {
  summary: 'Save how the server sends e-mail',
  right: 'settings:write',
  body: mailSettings.extend({ hasPassword: z.boolean().optional(), password: z.string().max(1_024).optional() }),
  answer: mailSettings,
});
/** What the mail server said, word by word, where it did not work. */
export const testMail = route('testMail', 'POST /settings/mail/test', {
  summary: 'Send a test e-mail with the stored settings',
  right: 'settings:write',
  body: z.strictObject({ to: z.email().max(320) }),
  answer: z.strictObject({ sent: z.boolean(), detail: z.string() }),
});
