import { hostname, networkInterfaces } from 'node:os';
import type { Instant } from '@holdover/kernel';
import { createPrivateKeyPem, createSigningRequest, publicKeyOfRequest, type Authority } from '@holdover/nodejs';
import type { WebIdentity } from '../../fleet.ts';

/** A certificate for the console, by the fleet's authority: a new key at each start, which lives in memory alone. */
export async function issueWebIdentity(
  authority: Authority,
  hosts: readonly string[],
  now: Instant,
): Promise<WebIdentity> {
  const privateKey = createPrivateKeyPem();
  const publicKey = await publicKeyOfRequest(await createSigningRequest(privateKey));
  const { certificate } = await authority.issueWeb({ publicKey, hosts: hosts.flatMap(reachableAs), now });
  return { certificate: `${certificate}\n${authority.certificate}`, privateKey };
}

/** A server on all addresses is reached by its name and each of them. */
function reachableAs(host: string): readonly string[] {
  if (host !== '0.0.0.0' && host !== '::') return [host];
  const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  return [...new Set([hostname(), 'localhost', ...addresses.map(({ address }) => address.replace(/%.*$/, ''))])];
}
