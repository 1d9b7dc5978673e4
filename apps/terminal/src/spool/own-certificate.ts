import { createPublicKey } from 'node:crypto';
import { days, makeId, type Entropy, type Instant } from '@holdover/kernel';
import { createAuthority, createPrivateKeyPem, openAuthority } from '@holdover/nodejs';

/** `issueWeb` gives 397 days. */
export const OWN_CERTIFICATE_LIFETIME = days(397);

export interface OwnCertificateOptions {
  /** Names and addresses it is for; the first is its subject. */
  readonly hosts: readonly string[];
  readonly now: Instant;
  readonly entropy: Entropy;
}

export interface OwnCertificate {
  readonly privateKey: string;
  readonly certificate: string;
  /** May be trusted as it is: its key is no more. */
  readonly authority: string;
}

/** Issued by an authority that is forgotten at once: it can issue no second one. Says nothing about the fleet (ADR 8). PEM. */
export async function makeOwnCertificate({ hosts, now, entropy }: OwnCertificateOptions): Promise<OwnCertificate> {
  const nobody = makeId('fleet', now, entropy);
  const authority = await openAuthority(nobody, await createAuthority(nobody));
  const privateKey = createPrivateKeyPem();
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const { certificate } = await authority.issueWeb({ publicKey, hosts, now });
  return { privateKey, certificate, authority: authority.certificate };
}
