import { hours, later, type CredentialId, type Instant } from '@holdover/kernel';
import type { Queries } from '../../database/database.ts';
import type { CarriedSettings } from './terminal-plan.ts';

/** B9: the last moment at which any terminal could open with one of these credentials; undefined when none holds them. */
export async function lastEndOf(queries: Queries, ids: readonly CredentialId[]): Promise<Instant | undefined> {
  if (ids.length === 0) return undefined;
  const rows = await queries
    .selectFrom('holding')
    .innerJoin('terminal', 'terminal.id', 'holding.terminalId')
    .select(['holding.source', 'holding.endsAt', 'holding.confirmedAt as heldAt'])
    .select(['terminal.confirmedAt as terminalAt', 'terminal.settingsApplied'])
    .where('holding.credentialId', 'in', ids)
    .where('terminal.revokedAt', 'is', null)
    .execute();
  const ends = rows.map(({ source, endsAt, heldAt, terminalAt, settingsApplied }) => {
    const confirmedAt = source === 'sync' && terminalAt !== null && terminalAt > heldAt ? terminalAt : heldAt;
    const until = later(confirmedAt, hours(cacheHoursOf(settingsApplied)));
    return endsAt !== null && endsAt < until ? endsAt : until;
  });
  return ends.length === 0 ? undefined : ends.reduce((a, b) => (a >= b ? a : b));
}

/** What the terminal itself counts with; the most there is for one that has not said. */
export function cacheHoursOf(settingsApplied: string | null): number {
  if (settingsApplied === null) return 720;
  return (JSON.parse(settingsApplied) as CarriedSettings).settings.cacheHours; // written by TerminalSync
}
