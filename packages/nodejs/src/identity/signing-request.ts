import { createPublicKey } from 'node:crypto';
import { Fault } from '@holdover/kernel';
import { ECDSA, importKeyPair } from './key-pair.ts';
import { Pkcs10CertificateRequest, Pkcs10CertificateRequestGenerator } from './x509.ts';

/** PKCS #10 in PEM. It carries the public key and the proof that the private key is held; names are the server's to give. */
export async function createSigningRequest(privateKeyPem: string): Promise<string> {
  const keys = await importKeyPair(privateKeyPem);
  const request = await Pkcs10CertificateRequestGenerator.create({ keys, signingAlgorithm: ECDSA });
  return request.toString('pem');
}

/**
 * The public key (SPKI, DER) of a request; its names and extensions are not read.
 * @throws Fault `signing-request-invalid` unless it is a P-256 key and the request is signed by it
 */
export async function publicKeyOfRequest(pem: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const request = new Pkcs10CertificateRequest(pem);
    const spki = new Uint8Array(request.publicKey.rawData);
    if (isP256(spki) && (await request.verify())) return spki;
  } catch (cause) {
    throw invalid(cause);
  }
  throw invalid();
}

function isP256(spki: Uint8Array): boolean {
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
}

function invalid(cause?: unknown): Fault {
  return new Fault({
    owner: 'peer',
    code: 'signing-request-invalid',
    message: 'The signing request is not a P-256 key signed by itself',
    cause,
  });
}
