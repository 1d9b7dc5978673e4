import type { MailSettings, putMail } from '@holdover/api';
import { wholeNumber } from '../../kit/whole-number.ts';

type MailBody = NonNullable<(typeof putMail)['body']['_zod']['input']>;

/** As typed: numbers are texts until somebody saves. */
export interface EmailDraft extends Omit<MailSettings, 'port' | 'mostMegabytes' | 'authority'> {
  readonly port: string;
  readonly mostMegabytes: string;
  readonly authority: string;
  /** Null keeps what is stored. */
  readonly password: string | null;
}

export const EMAIL_FIELDS = [
  'enabled',
  'host',
  'port',
  'security',
  'userName',
  'password',
  'authority',
  'from',
  'mostMegabytes',
];
export const EMAIL_LIMITS = { port: { min: 1, max: 65_535 }, mostMegabytes: { min: 1, max: 1_000 } } as const;
/** RFC 8314, RFC 6409. */
const USUAL_PORTS: Readonly<Record<MailSettings['security'], string>> = { tls: '465', starttls: '587', none: '25' };

export function draftOf({ port, mostMegabytes, authority, ...settings }: MailSettings): EmailDraft {
  return {
    ...settings,
    port: String(port),
    mostMegabytes: String(mostMegabytes),
    authority: authority ?? '',
    password: null,
  };
}

/** What a draft stands for; null while a number is outside of its limits. */
export function bodyOf(draft: EmailDraft): MailBody | null {
  const port = wholeNumber(draft.port, EMAIL_LIMITS.port);
  const mostMegabytes = wholeNumber(draft.mostMegabytes, EMAIL_LIMITS.mostMegabytes);
  if (port === null || mostMegabytes === null) return null;
  const { enabled, host, security, userName, from, password } = draft;
  const authority = draft.authority.trim() === '' ? null : draft.authority;
  const given = { enabled, host, security, userName, from, authority, port, mostMegabytes };
  return password === null ? given : { ...given, password };
}

/** A port that was the usual one stays the usual one. */
export function withSecurity(draft: EmailDraft, security: MailSettings['security']): EmailDraft {
  const isUsual = draft.port.trim() === USUAL_PORTS[draft.security];
  return { ...draft, security, ...(isUsual ? { port: USUAL_PORTS[security] } : {}) };
}

export function sameDraft(a: EmailDraft, b: EmailDraft): boolean {
  return JSON.stringify(a, Object.keys(a).toSorted()) === JSON.stringify(b, Object.keys(a).toSorted());
}
