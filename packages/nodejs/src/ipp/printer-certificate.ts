import { createHash, type X509Certificate } from 'node:crypto';
import { instant, type Instant } from '@holdover/kernel';

/** What a printer showed when it was connected to. */
export interface SeenCertificate {
  /** SHA-256 of its SubjectPublicKeyInfo, in hexadecimal: stays when a certificate is renewed for the same key. */
  readonly pin: string;
  /** One line, as RFC 4514 has it. */
  readonly subject: string;
  readonly notAfter: Instant;
}

export function seenCertificate(certificate: X509Certificate): SeenCertificate {
  const key = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return {
    pin: createHash('sha256').update(key).digest('hex'),
    subject: certificate.subject.split('\n').toReversed().join(','),
    notAfter: instant(Date.parse(certificate.validTo)),
  };
}
