import { between, minutes, type Duration, type Instant } from '@holdover/kernel';
import { KEY_LIFETIME } from '@holdover/protocol';
import type { TerminalCertificate } from './terminal.ts';

/**
 * What a key is good for, by its certificate's row.
 * `living` everything · `old` renewal and journal intake · `left` nothing: its terminal has just gone over to the next ·
 * `cloned` nothing: somebody has what its terminal has put away · `revoked` the order that wipes (C1).
 */
export type KeyStanding = 'living' | 'old' | 'left' | 'cloned' | 'revoked';

/**
 * How long after the change-over what was on its way may still arrive: more than the longest deadline of a call (two minutes, for a
 * whole state) and a connection's own delays.
 */
export const CHANGE_OVER: Duration = minutes(5);

/** Pure. A key whose successor was never used is honoured: the terminal may never have had the answer. */
export function keyStanding(certificate: TerminalCertificate, now: Instant): KeyStanding {
  const { issuedAt, supersededAt, revokedAt } = certificate;
  if (revokedAt !== null) return 'revoked';
  if (supersededAt !== null) return between(supersededAt, now) > CHANGE_OVER ? 'cloned' : 'left';
  return between(issuedAt, now) >= KEY_LIFETIME ? 'old' : 'living';
}
