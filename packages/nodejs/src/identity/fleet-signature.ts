import { createPublicKey, sign, verify } from 'node:crypto';
import { canonicalJson, fromBase64Url, toBase64Url, utf8, type Json } from '@holdover/kernel';

/** Public key of what the server signs, as terminals learn it: SPKI, base64url. */
export function publicKeyText(privateKeyPem: string): string {
  return toBase64Url(createPublicKey(privateKeyPem).export({ type: 'spki', format: 'der' }));
}

/** ECDSA P-256 with SHA-256 over the canonical JSON (RFC 8785) of `value`; 64 bytes as IEEE P1363, base64url. */
export function signJson(privateKeyPem: string, value: Json): string {
  const signature = sign('sha256', utf8(canonicalJson(value)), { key: privateKeyPem, dsaEncoding: 'ieee-p1363' });
  return toBase64Url(signature);
}

/** False for anything that is not this key's signature over this value, malformed keys and signatures included. */
export function verifyJson(publicKey: string, value: Json, signature: string): boolean {
  const spki = fromBase64Url(publicKey);
  const bytes = fromBase64Url(signature);
  if (spki === undefined || bytes === undefined) return false;
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    return verify('sha256', utf8(canonicalJson(value)), { key, dsaEncoding: 'ieee-p1363' }, bytes);
  } catch {
    return false;
  }
}
