import { toHex } from '@holdover/kernel';
import { publicKeyOfRequest } from '@holdover/nodejs';
import type { RenewalAnswer, RenewalRequest } from '@holdover/protocol';
import type { Changes } from '../../changes/change.ts';
import { GatewayRefusal } from '../../gateway/json-exchange.ts';
import type { Peer } from '../../gateway/peer.ts';
import type { FleetAuthority } from '../authority/fleet-authority.ts';
import { createSqlTerminalStore } from '../terminals/terminal-store-sql.ts';

export interface KeyRenewalsDeps {
  readonly changes: Changes;
  readonly fleet: FleetAuthority;
}

/** Gives a terminal a certificate for its next key, over the one it has (security chapter, Certificates). */
export interface KeyRenewals {
  /** @throws GatewayRefusal `bad-request` for a request that is no P-256 key signed by itself, `certificate-revoked` */
  readonly renew: (peer: Peer, request: RenewalRequest) => Promise<RenewalAnswer>;
}

export function createKeyRenewals({ changes, fleet }: KeyRenewalsDeps): KeyRenewals {
  return {
    renew: async ({ terminal }, { signingRequest }) => {
      const { id: terminalId } = terminal;
      const publicKey = await publicKeyOfRequest(signingRequest).catch(() => {
        throw new GatewayRefusal('bad-request', 'Field signingRequest: not a P-256 key signed by itself');
      });
      const { serial, certificate } = await fleet.authority.issue({ publicKey, role: 'terminal', id: terminalId });
      const issuer = toHex(fleet.authority.spkiHash);
      const issuedAt = await changes.make({ kind: 'terminal', id: terminalId, name: 'terminal' }, async (change) => {
        const store = createSqlTerminalStore(change.queries);
        if ((await store.read(terminalId))?.revokedAt !== null)
          throw new GatewayRefusal('certificate-revoked', 'This terminal was revoked');
        // An answer that was lost: nobody has that certificate.
        await store.removeUnused(terminalId);
        const fresh = { usedAt: null, supersededAt: null, revokedAt: null };
        await store.addCertificate({ serial, terminalId, issuedAt: change.at, issuer, ...fresh });
        await change.audit({
          action: 'terminal.key-issued',
          target: { kind: 'terminal', id: terminalId, name: null },
          before: null,
          after: { serial },
        });
        return change.at;
      });
      return { certificate, authority: fleet.trusted, issuedAt };
    },
  };
}
