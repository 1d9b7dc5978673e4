import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { FleetId } from '@holdover/kernel';
import { identityOf } from '@holdover/nodejs';
import type { Device } from '../features/devices/device.ts';
import type { TerminalCertificate, TerminalRecord } from '../features/terminals/terminal.ts';
import { GatewayRefusal } from './json-exchange.ts';

/** A terminal of this fleet, as found by the serial of the certificate it proved to hold. */
export interface Peer {
  readonly terminal: TerminalRecord;
  readonly certificate: TerminalCertificate;
  /** Undefined once the device was deleted. */
  readonly device: Pick<Device, 'model' | 'profileId' | 'active'> | undefined;
  /** C1: let in for the order that wipes it alone. */
  readonly revoked: boolean;
}

export interface PeerLookup {
  /** Asked at each request: what was revoked a moment ago is refused now. */
  peerOf(serial: string): Promise<Peer | undefined>;
}

/** Reading a certificate costs as much as a look-up; a connection shows the same one for all its life. */
const read = new WeakMap<TLSSocket, string>();

/** The serial behind a socket. TLS has verified that the chain ends at the fleet's authority; role and fleet are checked here. */
export function serialOf(socket: TLSSocket, fleet: FleetId): string {
  const known = read.get(socket);
  if (known !== undefined) return known;
  const certificate: X509Certificate | undefined = socket.getPeerX509Certificate();
  const identity = certificate === undefined ? undefined : identityOf(certificate);
  if (identity?.role !== 'terminal' || identity.fleet !== fleet) {
    throw new GatewayRefusal('not-found', 'This certificate is no terminal of this fleet');
  }
  read.set(socket, identity.serial);
  return identity.serial;
}

/** @throws GatewayRefusal `not-found` for a serial the server does not know (C1 *refused*) */
export async function findPeer(lookup: PeerLookup, serial: string): Promise<Peer> {
  const peer = await lookup.peerOf(serial);
  if (peer === undefined) throw new GatewayRefusal('not-found', 'This server does not know the terminal');
  return peer;
}
