import { toRfc3339, type UserId } from '@holdover/kernel';
import type { Change } from '../../changes/change.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import { ProblemFault, type FieldFault } from '../../problem-fault.ts';
import type { Credential } from './credential.ts';
import type { PreparedSecret } from './prepared-secret.ts';
import { removeCredential, stillOpens, type StillOpens } from './retired-credential.ts';

interface Wanted {
  readonly userId: UserId;
  readonly secret: Pick<PreparedSecret, 'kind' | 'lookup' | 'lookups'>;
}

/** B9: a card moves at once; whoever moves it is first told which terminals open its former owner, and until when. */
export async function requireUnopened(
  signals: FleetSignals,
  change: Change,
  { userId, secret: { kind, lookup, lookups } }: Wanted,
): Promise<void> {
  const former = await stillOpens(change, signals, { kind, lookups, userId });
  const holder = await change.stores.credentials.findByLookup(kind, lookup);
  if (holder !== undefined && holder.userId !== userId) {
    const faults = [...former, ...(await opensNow(signals, change, holder))].map(faultOf);
    throw new ProblemFault('card-taken', [{ pointer: '/number', code: 'taken' }, ...faults]);
  }
  if (former.length > 0) throw new ProblemFault('card-still-opens', former.map(faultOf));
}

/** From whoever has it now; their terminals are told in the same change (B7). */
export async function takeCardAway(
  { signals }: { readonly signals: FleetSignals },
  change: Change,
  { userId, secret: { kind, lookup } }: Wanted,
): Promise<void> {
  const holder = await change.stores.credentials.findByLookup(kind, lookup);
  if (holder === undefined || holder.userId === userId) return;
  const owner = await change.stores.users.read(holder.userId);
  await removeCredential(signals, change, holder, owner?.userName ?? '');
}

async function opensNow(signals: FleetSignals, change: Change, { id, userId }: Credential): Promise<StillOpens[]> {
  const userName = (await change.stores.users.read(userId))?.userName ?? '';
  return (await signals.holdersOf(change, [id])).map((holder) => ({ ...holder, userId, userName }));
}

function faultOf({ deviceId, deviceName, userId, userName, until }: StillOpens): FieldFault {
  const value = { deviceId, deviceName, userId, userName, until: toRfc3339(until) };
  return { pointer: '/number', code: 'card-still-opens', value, limit: { deviceName, userName, until: value.until } };
}
