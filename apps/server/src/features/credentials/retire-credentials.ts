import type { Change } from '../../changes/change.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import type { Credential } from './credential.ts';

/**
 * B7, B9: takes credentials away. PINs stay reserved for their last owner until no terminal can open with them; the fleet is
 * told in the same transaction.
 */
export async function retireCredentials(
  change: Change,
  signals: FleetSignals,
  retired: readonly Credential[],
): Promise<void> {
  if (retired.length === 0) return;
  for (const { kind, id, lookup, userId } of retired) {
    if (kind !== 'pin') continue;
    const until = await signals.lastEndOf(change, [id]);
    if (until !== undefined && until > change.at) await change.stores.credentials.reservePin(lookup, userId, until);
  }
  for (const { id } of retired) await change.stores.credentials.delete(id);
  await signals.credentialsRevoked(
    change,
    retired.map(({ id }) => id),
  );
}
