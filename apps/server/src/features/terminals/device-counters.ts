import type { DeviceCounters } from '@holdover/api';
import { toRfc3339, type DeviceId } from '@holdover/kernel';
import type { Database } from '../../database/database.ts';
import { readDevice } from '../devices/devices.ts';
import type { Stores } from '../../stores.ts';

/** F7: what a device had counted when it was last compared with the records of its terminal. @throws ProblemFault `not-found` */
export async function deviceCountersOf(
  { database, stores }: { readonly database: Database; readonly stores: Stores },
  id: DeviceId,
): Promise<DeviceCounters> {
  await readDevice({ stores }, id);
  const row = await database.queries
    .selectFrom('terminalCounter')
    .innerJoin('terminal', 'terminal.id', 'terminalCounter.terminalId')
    .select(['terminalCounter.impressions', 'terminalCounter.at'])
    .where('terminal.deviceId', '=', id)
    .orderBy('terminalCounter.at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return { lifetimeImpressions: null, comparedAt: null };
  return { lifetimeImpressions: row.impressions, comparedAt: toRfc3339(row.at) };
}
