import type { DeviceModel } from '@holdover/api';
import type { Database } from '../database/database.ts';
import { terminalFromRow } from '../features/terminals/terminal-store-sql.ts';
import type { PeerLookup } from './peer.ts';

/** One look-up a request, however large the fleet is. */
export function createPeerLookup({ queries }: Pick<Database, 'queries'>): PeerLookup {
  return {
    peerOf: async (serial) => {
      const row = await queries
        .selectFrom('terminalCertificate')
        .innerJoin('terminal', 'terminal.id', 'terminalCertificate.terminalId')
        .leftJoin('device', 'device.id', 'terminal.deviceId')
        .selectAll('terminal')
        .select(['terminalCertificate.issuedAt', 'terminalCertificate.revokedAt as certificateRevokedAt'])
        .select(['terminalCertificate.usedAt', 'terminalCertificate.supersededAt', 'terminalCertificate.issuer'])
        .select(['device.model', 'device.profileId', 'device.active'])
        .where('terminalCertificate.serial', '=', serial)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const { model, profileId, active, issuedAt, usedAt, supersededAt, issuer, ...rest } = row;
      const { certificateRevokedAt: revokedAt, ...terminal } = rest;
      const gone = model === null || profileId === null;
      return {
        terminal: terminalFromRow(terminal),
        certificate: { serial, terminalId: terminal.id, issuedAt, usedAt, supersededAt, revokedAt, issuer },
        // Written by the device store from the contract's own set.
        device: gone ? undefined : { model: model as DeviceModel, profileId, active: active === 1 },
        revoked: revokedAt !== null || terminal.revokedAt !== null,
      };
    },
  };
}
