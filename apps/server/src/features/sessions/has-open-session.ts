import type { UserId } from '@holdover/kernel';
import type { Queries } from '../../database/database.ts';

/** Whether somebody's session is booked as running, at whichever device. */
export async function hasOpenSession(queries: Queries, userId: UserId): Promise<boolean> {
  const open = queries.selectFrom('userSession').select('id').where('userId', '=', userId).where('endedAt', 'is', null);
  return (await open.limit(1).executeTakeFirst()) !== undefined;
}
