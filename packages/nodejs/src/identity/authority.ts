import { createHash, webcrypto, X509Certificate as NodeCertificate } from 'node:crypto';
import { isIP } from 'node:net';
import { days, Fault, toHex, type Entropy, type FleetId, type Instant } from '@holdover/kernel';
import { createSystemEntropy } from '../system-entropy.ts';
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

export interface WebIssue {
  /** SPKI, DER. */
  readonly publicKey: Uint8Array;
  /** Names and addresses; the first is the subject. */
  readonly hosts: readonly string[];
  readonly now: Instant;
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
  /** For a page that browsers open: they know hosts, not roles. */
  issueWeb(order: WebIssue): Promise<IssuedCertificate>;
}

/**
 * RFC 5280 §4.1.2.5: 9999-12-31 says that a certificate has no end. Life and death of a fleet's certificates are rows on
 * the server, so that no wrong clock cuts a terminal off.
 */
const NOT_BEFORE = new Date(0);
const NOT_AFTER = new Date(Date.UTC(9999, 11, 31, 23, 59, 59));

/** Browsers refuse a server's certificate that lives much longer than a year. */
const WEB_LIFETIME = days(397);

/** Makes a new authority: ECDSA P-256, self-signed, for leaf certificates only. */
export async function createAuthority(fleet: FleetId): Promise<AuthorityMaterial> {
  const privateKey = createPrivateKeyPem();
  const keys = await importKeyPair(privateKey);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(createSystemEntropy()),
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

/**
 * @param entropy names certificates; keys are the system's whatever it gives
 * @throws Fault `authority-unusable` when key and certificate do not belong together
 */
export async function openAuthority(
  fleet: FleetId,
  material: AuthorityMaterial,
  entropy: Entropy = createSystemEntropy(),
): Promise<Authority> {
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
  const sign = async (leaf: Leaf): Promise<IssuedCertificate> => {
    const serial = newSerial(entropy);
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber: serial,
      subject: [{ CN: [leaf.name] }],
      issuer: issuer.subjectName,
      notBefore: leaf.notBefore,
      notAfter: leaf.notAfter,
      publicKey: new x509.PublicKey(Buffer.from(leaf.publicKey)),
      signingKey: privateKey,
      signingAlgorithm: ECDSA,
      extensions: await leafExtensions(leaf, publicKey),
    });
    return { certificate: certificate.toString('pem'), serial };
  };
  return {
    fleet,
    certificate: material.certificate,
    spkiHash,
    issue: ({ publicKey: key, role, id }) =>
      sign({
        publicKey: key,
        name: id,
        purpose: PURPOSE[role],
        alternatives: [{ type: 'url', value: identityUri(fleet, role, id) }],
        notBefore: NOT_BEFORE,
        notAfter: NOT_AFTER,
      }),
    issueWeb: ({ publicKey: key, hosts, now }) =>
      sign({
        publicKey: key,
        // RFC 5280: a common name has at most 64 characters.
        name: (hosts[0] ?? fleet).slice(0, 64),
        purpose: PURPOSE.gateway,
        alternatives: hosts.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
        notBefore: new Date(now - days(1)),
        notAfter: new Date(now + WEB_LIFETIME),
      }),
  };
}

interface Leaf {
  readonly publicKey: Uint8Array;
  readonly name: string;
  readonly purpose: string;
  readonly alternatives: x509.JsonGeneralName[];
  readonly notBefore: Date;
  readonly notAfter: Date;
}

async function leafExtensions({ purpose, alternatives }: Leaf, issuer: webcrypto.CryptoKey): Promise<x509.Extension[]> {
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([purpose], true),
    new x509.SubjectAlternativeNameExtension(alternatives),
    await x509.AuthorityKeyIdentifierExtension.create(issuer),
  ];
}

/** SHA-256 of the certificate's SubjectPublicKeyInfo (the pin of RFC 7469). */
export function spkiHashOf(certificatePem: string): Uint8Array<ArrayBuffer> {
  return sha256(new NodeCertificate(certificatePem).publicKey.export({ type: 'spki', format: 'der' }));
}

/** 128 random bits behind a 01 byte: never negative, always of one length, so that text compares. */
function newSerial(entropy: Entropy): string {
  return `01${toHex(entropy.bytes(16))}`;
}

function sha256(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}
