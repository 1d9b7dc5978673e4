import type { Database } from '../database/database.ts';
import { createSqlTerminalStore } from '../features/terminals/terminal-store-sql.ts';
import { openStores } from '../stores.ts';
import type { PeerLookup } from './peer.ts';

export function createPeerLookup({ queries }: Pick<Database, 'queries'>): PeerLookup {
  const terminals = createSqlTerminalStore(queries);
  const { devices } = openStores(queries);
  return {
    peerOf: async (serial) => {
      const certificate = await terminals.certificate(serial);
      const terminal = certificate && (await terminals.read(certificate.terminalId));
      if (certificate === undefined || terminal === undefined) return undefined;
      const device = await devices.read(terminal.deviceId);
      return { terminal, certificate, device, revoked: certificate.revokedAt !== null || terminal.revokedAt !== null };
    },
  };
}
