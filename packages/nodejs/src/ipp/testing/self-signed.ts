import { createPrivateKey, webcrypto } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import * as x509 from '../../identity/x509.ts';

/** A key and the certificate a printer shows. */
export interface Identity {
  readonly keys: webcrypto.CryptoKeyPair;
  readonly name: string;
  readonly pin: string;
  readonly notAfter: number;
  readonly pem: string;
  readonly context: SecureContext;
}

/** @param lasts milliseconds from now to its end; below 0 it is out of date */
export async function selfSigned(
  name: string,
  lasts: number,
  keys?: webcrypto.CryptoKeyPair,
  issuer?: Identity,
): Promise<Identity> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const own = keys ?? (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']));
  const ends = new Date(Math.trunc(Date.now() / 1000) * 1000 + lasts);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: name,
    issuer: issuer?.name ?? name,
    notBefore: new Date(ends.getTime() - 100 * 3_600_000),
    notAfter: ends,
    publicKey: own.publicKey,
    signingKey: (issuer?.keys ?? own).privateKey,
    signingAlgorithm: algorithm,
  });
  const key = createPrivateKey({
    key: Buffer.from(await webcrypto.subtle.exportKey('pkcs8', own.privateKey)),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = await webcrypto.subtle.exportKey('spki', own.publicKey);
  return {
    keys: own,
    name,
    pin: Buffer.from(await webcrypto.subtle.digest('SHA-256', spki)).toString('hex'),
    notAfter: ends.getTime(),
    pem: certificate.toString('pem'),
    context: createSecureContext({
      key: key.export({ type: 'pkcs8', format: 'pem' }),
      cert: certificate.toString('pem'),
    }),
  };
}
