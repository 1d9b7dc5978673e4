import type { ServerCertificate } from '@holdover/api';

/** How a certificate stands at a moment. */
export type CertificateStanding =
  | { readonly state: 'not-yet' | 'endless' | 'good' | 'ended' }
  | { readonly state: 'ending'; readonly days: number };

const DAY = 86_400_000;

/** The console warns so many days before the end. */
const WARNED_FOR = 30;

/** RFC 5280 §4.1.2.5: the last second of the year 9999 stands for no end. */
const NO_END = '9999-12-31';

/** @param now in milliseconds */
export function standingOf(
  { notBefore, notAfter }: Pick<ServerCertificate, 'notBefore' | 'notAfter'>,
  now: number,
): CertificateStanding {
  const left = Date.parse(notAfter) - now;
  if (left < 0) return { state: 'ended' };
  if (Date.parse(notBefore) > now) return { state: 'not-yet' };
  if (notAfter.startsWith(NO_END)) return { state: 'endless' };
  return left <= WARNED_FOR * DAY ? { state: 'ending', days: Math.floor(left / DAY) } : { state: 'good' };
}

/** Hexadecimal pairs with colons between them, as browsers and openssl show a fingerprint. */
export function pairs(hexadecimal: string): string {
  return hexadecimal.toUpperCase().match(/../g)?.join(':') ?? '';
}
