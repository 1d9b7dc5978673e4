import { X509Certificate } from 'node:crypto';
import type { Logger } from '@holdover/kernel';
import type { FleetTrust } from '@holdover/protocol';
import { createGatewayList } from '../link/gateway-list.ts';
import type { IdentityKeeper } from './identity-keeper.ts';

/**
 * Takes over whom to trust and where to turn to, durably, once every part of it can be used.
 * Invariant: what the terminal trusts always has the authority that certified the server it was told this by: one that does not
 * would lock the terminal out, and is refused.
 */
export function learnFleet(keeper: IdentityKeeper, logger: Logger): (fleet: FleetTrust) => Promise<boolean> {
  return async ({ authority: told, gateways }) => {
    const { own, authority: known } = keeper.current();
    const authority = told ?? known;
    if (!isUsable(authority, own.certificate) || !areUsable(gateways)) {
      logger.error('The server names authorities or gateways that cannot be used; those known stay');
      return false;
    }
    await keeper.change((current) => {
      const next = gateways.length === 0 ? current.gateways : gateways;
      const isSame = current.authority.trim() === authority.trim() && current.gateways.join() === next.join();
      return isSame ? current : { ...current, authority, gateways: next };
    });
    return true;
  };
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** One or two certificates of authorities, of which one certified this terminal. */
function isUsable(authority: string, own: string): boolean {
  const parts = authority.match(PEM) ?? [];
  if (parts.length === 0 || parts.length > 2 || authority.replaceAll(PEM, '').trim() !== '') return false;
  try {
    const certificates = parts.map((pem) => new X509Certificate(pem));
    return (
      certificates.every(({ ca }) => ca) &&
      certificates.some(({ publicKey }) => new X509Certificate(own).verify(publicKey))
    );
  } catch {
    return false;
  }
}

function areUsable(gateways: readonly string[]): boolean {
  if (gateways.length === 0) return true;
  try {
    createGatewayList(gateways);
    return true;
  } catch {
    return false;
  }
}
