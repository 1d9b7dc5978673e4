import type { X509Certificate } from 'node:crypto';
import { isId, type FleetId } from '@holdover/kernel';

/** `gateway` the server towards terminals and desktops · `terminal` guards a device · `desktop` runs on a workstation. */
export type FleetRole = 'gateway' | 'terminal' | 'desktop';

/** Who a certificate of the fleet speaks for. */
export interface FleetIdentity {
  readonly fleet: FleetId;
  readonly role: FleetRole;
  /** The server's record: `trm_…` of a terminal, a name of its own for a gateway. */
  readonly id: string;
  /** Lower-case hexadecimal; the server's certificate rows are found by it. */
  readonly serial: string;
}

/** RFC 5280 §4.2.1.12: a server proves itself to clients, everybody else to servers. */
export const PURPOSE: Readonly<Record<FleetRole, string>> = {
  gateway: '1.3.6.1.5.5.7.3.1',
  terminal: '1.3.6.1.5.5.7.3.2',
  desktop: '1.3.6.1.5.5.7.3.2',
};

const IDENTITY = /^URI:holdover:\/\/([^/,\s]+)\/(gateway|terminal|desktop)\/([A-Za-z0-9_-]{1,80})$/;

export function identityUri(fleet: FleetId, role: FleetRole, id: string): string {
  return `holdover://${fleet}/${role}/${id}`;
}

/**
 * Reads a certificate that the TLS library has already verified against the fleet's authority.
 * Undefined unless it has exactly one alternative name, that name is ours, and its purpose is the role's alone.
 */
export function identityOf(certificate: X509Certificate): FleetIdentity | undefined {
  const [, fleet, role, id] = IDENTITY.exec(certificate.subjectAltName ?? '') ?? [];
  if (id === undefined || !isId('fleet', fleet) || !isRole(role)) return undefined;
  const purposes = certificate.keyUsage ?? [];
  if (certificate.ca || purposes.length !== 1 || purposes[0] !== PURPOSE[role]) return undefined;
  return { fleet, role, id, serial: certificate.serialNumber.toLowerCase() };
}

function isRole(text: string | undefined): text is FleetRole {
  return text !== undefined && text in PURPOSE;
}
