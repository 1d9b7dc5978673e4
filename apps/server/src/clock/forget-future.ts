import type { Instant } from '@holdover/kernel';
import type { Queries } from '../database/database.ts';
import { utcDay } from '../features/sync/use-store.ts';

/**
 * After the time went back (T6): nothing that is judged by its age is dated later than now. What was confirmed, seen or counted is
 * dated now; what somebody could use longer than it was meant for has ended. What is history stays as it was written.
 */
export async function forgetFuture(queries: Queries, now: Instant): Promise<void> {
  await queries.updateTable('holding').set({ confirmedAt: now }).where('confirmedAt', '>', now).execute();
  await queries.updateTable('holding').set({ knownAt: now }).where('knownAt', '>', now).execute();
  await queries.updateTable('deviceUse').set({ lastUsedAt: now }).where('lastUsedAt', '>', now).execute();
  await queries
    .updateTable('deviceUse')
    .set({ day: utcDay(now) })
    .where('day', '>', utcDay(now))
    .execute();
  const days = queries
    .updateTable('counter')
    .set({ value: utcDay(now) })
    .where('name', '=', 'rank-day');
  await days.where('value', '>', utcDay(now)).execute();
  // A terminal that holds one of these says so, and is sent its state once more.
  await queries.deleteFrom('pendingState').where('computedAt', '>', now).execute();
  for (const column of ['confirmedAt', 'lastContactAt', 'acknowledgedAt'] as const) {
    await queries
      .updateTable('terminal')
      .set({ [column]: now })
      .where(column, '>', now)
      .execute();
  }
  await queries.updateTable('terminalCertificate').set({ usedAt: now }).where('usedAt', '>', now).execute();
  await queries.updateTable('serverRun').set({ aliveAt: now }).where('aliveAt', '>', now).execute();
  await queries.updateTable('pinUnlock').set({ givenAt: now }).where('givenAt', '>', now).execute();
  await queries.updateTable('job').set({ claimedAt: now }).where('claimedAt', '>', now).execute();
  await queries.updateTable('enrolment').set({ expiresAt: now }).where('createdAt', '>', now).execute();
  await queries.deleteFrom('consoleSession').where('createdAt', '>', now).execute();
  await queries.updateTable('consoleSession').set({ seenAt: now }).where('seenAt', '>', now).execute();
  await queries.deleteFrom('signInFailure').where('at', '>', now).execute();
  await queries.deleteFrom('userPasswordFailure').where('at', '>', now).execute();
  await queries.deleteFrom('idempotency').where('createdAt', '>', now).execute();
}
