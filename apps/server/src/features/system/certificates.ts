import { X509Certificate } from 'node:crypto';
import type { ServerCertificate } from '@holdover/api';
import { instant, toRfc3339 } from '@holdover/kernel';

/** PEM of what a server shows; a chain begins with its own certificate. */
export interface ShownCertificates {
  /** Null over plain HTTP. */
  readonly console: string | null;
  readonly gateway: string | null;
  /** The one that issues first; another one beside it while one replaces the other. */
  readonly authorities: string;
  /** Whose certificates are this fleet's own: those, and whoever it was at the start. */
  readonly own: string;
}

export function describeCertificates(shown: ShownCertificates): ServerCertificate[] {
  const authorities = readAll(shown.own);
  const isOwn = (certificate: X509Certificate): boolean =>
    authorities.some((authority) => certificate.checkIssued(authority) && certificate.verify(authority.publicKey));
  const describe = (use: ServerCertificate['use'], certificate: X509Certificate | undefined): ServerCertificate[] =>
    certificate === undefined ? [] : [describeCertificate(use, certificate, isOwn(certificate))];
  return [
    ...describe('console', readAll(shown.console ?? '')[0]),
    ...describe('gateway', readAll(shown.gateway ?? '')[0]),
    ...readAll(shown.authorities).flatMap((authority) => describe('authority', authority)),
  ];
}

function describeCertificate(
  use: ServerCertificate['use'],
  certificate: X509Certificate,
  ownAuthority: boolean,
): ServerCertificate {
  return {
    use,
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    names: namesOf(certificate.subjectAltName),
    notBefore: toRfc3339(instant(Date.parse(certificate.validFrom))),
    notAfter: toRfc3339(instant(Date.parse(certificate.validTo))),
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    ownAuthority,
  };
}

/** Certificates alone: whatever else is in the file is not read. */
function readAll(pem: string): X509Certificate[] {
  const found = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return found.map((text) => new X509Certificate(text));
}

/** Node.js gives a line to each part; of a certificate without a subject it gives nothing. */
const oneLine = (name: string | undefined): string => (name ?? '').trim().split('\n').join(', ');

/** `DNS:a, IP Address:192.0.2.1`; a value that could be misread is quoted as JSON quotes. Names of programs (URI) are left out. */
function namesOf(text: string | undefined): string[] {
  const parts = text?.match(/(?:DNS|IP Address):(?:"(?:[^"\\]|\\.)*"|[^,]*)/g) ?? [];
  return parts.map((part) => {
    const value = part.slice(part.indexOf(':') + 1);
    return value.startsWith('"') ? String(JSON.parse(value)) : value;
  });
}
