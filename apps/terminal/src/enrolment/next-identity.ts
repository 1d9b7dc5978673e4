import { createPrivateKey, X509Certificate } from 'node:crypto';
import {
  later,
  milliseconds,
  shareOf,
  type Entropy,
  type FleetId,
  type Instant,
  type TerminalId,
} from '@holdover/kernel';
import { identityOf } from '@holdover/nodejs';
import { KEY_LIFETIME } from '@holdover/protocol';

/** Renewals of a fleet enrolled on one day are spread over the last fifth of the lifetime: 18 of 90 days. */
const EARLIEST = 0.8;

/** When a key issued at `issuedAt` is to be renewed: a random moment of its own, before the server asks for it. */
export function renewalTime(issuedAt: Instant, entropy: Entropy): Instant {
  const share = EARLIEST + (1 - EARLIEST) * shareOf(entropy.bytes(3));
  return later(issuedAt, milliseconds(Math.floor(KEY_LIFETIME * share)));
}

interface Issued {
  /** PEM. */
  readonly certificate: string;
  /** PEM; the first issued the certificate. */
  readonly authority: string;
}

interface Expected {
  readonly fleetId: FleetId;
  readonly terminalId: TerminalId;
  readonly privateKey: string;
}

/** Whether a certificate is this terminal's, for this key, by the authority it came with. Rubbish is not. */
export function isForThisKey(
  { certificate, authority }: Issued,
  { fleetId, terminalId, privateKey }: Expected,
): boolean {
  try {
    const shown = new X509Certificate(certificate);
    const identity = identityOf(shown);
    return (
      shown.verify(new X509Certificate(authority).publicKey) &&
      shown.checkPrivateKey(createPrivateKey(privateKey)) &&
      identity?.role === 'terminal' &&
      identity.fleet === fleetId &&
      identity.id === terminalId
    );
  } catch {
    return false;
  }
}
