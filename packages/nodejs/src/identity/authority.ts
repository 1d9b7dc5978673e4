import { createHash, randomBytes, webcrypto, X509Certificate as NodeCertificate } from 'node:crypto';
import { Fault, toHex, type FleetId } from '@holdover/kernel';
import { identityUri, PURPOSE, type FleetRole } from './fleet-identity.ts';
import { createPrivateKeyPem, ECDSA, importKeyPair } from './key-pair.ts';
import * as x509 from './x509.ts';

/** What is kept of an authority; the key goes to disk only sealed. */
export interface AuthorityMaterial {
  readonly certificate: string;
  readonly privateKey: string;
}

export interface Issue {
  /** SPKI, DER. */
  readonly publicKey: Uint8Array;
  readonly role: FleetRole;
  readonly id: string;
}

export interface IssuedCertificate {
  readonly certificate: string;
  /** Lower-case hexadecimal. */
  readonly serial: string;
}

/** The one issuer of a fleet. */
export interface Authority {
  readonly fleet: FleetId;
  /** PEM, public. */
  readonly certificate: string;
  /** SHA-256 of its public key: what an enrolment code pins. */
  readonly spkiHash: Uint8Array<ArrayBuffer>;
  issue(order: Issue): Promise<IssuedCertificate>;
}

/**
 * RFC 5280 §4.1.2.5: 9999-12-31 says that a certificate has no end. Life and death of a fleet's certificates are rows on
 * the server, so that no wrong clock cuts a terminal off.
 */
const NOT_BEFORE = new Date(0);
const NOT_AFTER = new Date(Date.UTC(9999, 11, 31, 23, 59, 59));

/** Makes a new authority: ECDSA P-256, self-signed, for leaf certificates only. */
export async function createAuthority(fleet: FleetId): Promise<AuthorityMaterial> {
  const privateKey = createPrivateKeyPem();
  const keys = await importKeyPair(privateKey);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(),
    name: [{ CN: [`Holdover fleet ${fleet}`] }],
    notBefore: NOT_BEFORE,
    notAfter: NOT_AFTER,
    keys,
    signingAlgorithm: ECDSA,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: certificate.toString('pem'), privateKey };
}

/** @throws Fault `authority-unusable` when key and certificate do not belong together */
export async function openAuthority(fleet: FleetId, material: AuthorityMaterial): Promise<Authority> {
  const issuer = new x509.X509Certificate(material.certificate);
  const { privateKey, publicKey } = await importKeyPair(material.privateKey);
  const spki = new Uint8Array(await webcrypto.subtle.exportKey('spki', publicKey));
  const spkiHash = spkiHashOf(material.certificate);
  if (toHex(sha256(spki)) !== toHex(spkiHash)) {
    throw new Fault({
      owner: 'environment',
      code: 'authority-unusable',
      message: 'The authority has another key than its certificate',
    });
  }
  return {
    fleet,
    certificate: material.certificate,
    spkiHash,
    issue: async (order) => {
      const serial = newSerial();
      const certificate = await x509.X509CertificateGenerator.create({
        serialNumber: serial,
        subject: [{ CN: [order.id] }],
        issuer: issuer.subjectName,
        notBefore: NOT_BEFORE,
        notAfter: NOT_AFTER,
        publicKey: new x509.PublicKey(Buffer.from(order.publicKey)),
        signingKey: privateKey,
        signingAlgorithm: ECDSA,
        extensions: await leafExtensions(fleet, order, publicKey),
      });
      return { certificate: certificate.toString('pem'), serial };
    },
  };
}

async function leafExtensions(fleet: FleetId, order: Issue, issuer: webcrypto.CryptoKey): Promise<x509.Extension[]> {
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([PURPOSE[order.role]], true),
    new x509.SubjectAlternativeNameExtension([{ type: 'url', value: identityUri(fleet, order.role, order.id) }]),
    await x509.AuthorityKeyIdentifierExtension.create(issuer),
  ];
}

/** SHA-256 of the certificate's SubjectPublicKeyInfo (the pin of RFC 7469). */
export function spkiHashOf(certificatePem: string): Uint8Array<ArrayBuffer> {
  return sha256(new NodeCertificate(certificatePem).publicKey.export({ type: 'spki', format: 'der' }));
}

/** 128 random bits behind a 01 byte: never negative, always of one length, so that text compares. */
function newSerial(): string {
  return `01${toHex(randomBytes(16))}`;
}

function sha256(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}
