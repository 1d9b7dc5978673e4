import {
  days,
  earliest,
  hours,
  instant,
  later,
  minutes,
  type CredentialId,
  type DeviceId,
  type Instant,
  type TerminalId,
} from '@holdover/kernel';
import type { Queries } from '../../database/database.ts';
import { createSqlPendingStateStore } from './pending-state-store-sql.ts';
import type { CarriedSettings } from './terminal-plan.ts';

/** A terminal whose cache may open with a credential. */
export interface CredentialHolder {
  readonly terminalId: TerminalId;
  readonly deviceId: DeviceId;
  /** Empty for a device deleted since. */
  readonly deviceName: string;
  /** Not later than this. */
  readonly until: Instant;
}

/** Heartbeats confirm every few seconds, and are put on record once a minute. */
const CONFIRMED_UNSEEN = minutes(5);

/**
 * B9: the terminals that may still open with one of these credentials, by the name of their device: what they acknowledged, and
 * what is on its way to them. None that acknowledged the removal or its wipe, none whose last end has passed; a revoked one that
 * is away still opens.
 * Invariant: `until` is never before the real end, as far as the terminal knows the time.
 */
export async function holdersOf(
  queries: Queries,
  ids: readonly CredentialId[],
  now: Instant,
): Promise<readonly CredentialHolder[]> {
  if (ids.length === 0) return [];
  const last = new Map<TerminalId, Omit<CredentialHolder, 'deviceName'>>();
  for (const { terminalId, deviceId, until } of [
    ...(await acknowledged(queries, ids)),
    ...(await onTheirWay(queries, ids)),
  ]) {
    if (until > now && until > (last.get(terminalId)?.until ?? 0))
      last.set(terminalId, { terminalId, deviceId, until });
  }
  const names = await namesOf(queries, [...last.values()]);
  return [...last.values()]
    .map((holder) => ({ ...holder, deviceName: names.get(holder.deviceId) ?? '' }))
    .toSorted((a, b) => (a.deviceName < b.deviceName ? -1 : a.deviceName > b.deviceName ? 1 : 0));
}

interface Held {
  readonly terminalId: TerminalId;
  readonly deviceId: DeviceId;
  readonly until: Instant;
}

async function acknowledged(queries: Queries, ids: readonly CredentialId[]): Promise<Held[]> {
  const rows = await queries
    .selectFrom('holding')
    .innerJoin('terminal', 'terminal.id', 'holding.terminalId')
    .select(['holding.source', 'holding.endsAt', 'holding.confirmedAt as heldAt', 'holding.terminalId'])
    .select(['terminal.confirmedAt as terminalAt', 'terminal.lastContactAt', 'terminal.settingsApplied'])
    .select('terminal.deviceId')
    .where('holding.credentialId', 'in', ids)
    .execute();
  return rows.map(({ source, endsAt, heldAt, terminalAt, lastContactAt, settingsApplied, ...place }) => {
    const seen = lastContactAt === null ? 0 : later(lastContactAt, CONFIRMED_UNSEEN);
    const confirmedAt = source === 'sync' ? instant(Math.max(heldAt, terminalAt ?? 0, seen)) : heldAt;
    return { ...place, until: endOf({ confirmedAt, cacheHours: cacheHoursOf(settingsApplied), endsAt }) };
  });
}

/** Sent and not acknowledged: it may be in use all the same. Nothing confirms it before the acknowledgement (B5). */
async function onTheirWay(queries: Queries, ids: readonly CredentialId[]): Promise<Held[]> {
  const pending = await queries
    .selectFrom('pendingState')
    .innerJoin('terminal', 'terminal.id', 'pendingState.terminalId')
    .select(['pendingState.terminalId', 'terminal.deviceId'])
    .where((eb) => eb.or(ids.map((id) => eb('pendingState.holdings', 'like', `%${id}%`))))
    .execute();
  const held: Held[] = [];
  for (const place of pending) {
    const state = await createSqlPendingStateStore(queries).read(place.terminalId);
    for (const { credentialId, confirmedAt, endsAt } of state?.holdings ?? []) {
      if (!ids.includes(credentialId)) continue;
      const cacheHours = cacheHoursOf(state?.settings ?? null);
      held.push({ ...place, until: endOf({ confirmedAt, cacheHours, endsAt }) });
    }
  }
  return held;
}

function endOf(held: { confirmedAt: Instant; cacheHours: number; endsAt: Instant | null }): Instant {
  const until = later(held.confirmedAt, hours(held.cacheHours));
  return held.endsAt === null ? until : earliest(until, held.endsAt);
}

/** What the terminal itself counts with; the most there is for one that has not said. */
function cacheHoursOf(settings: string | null): number {
  if (settings === null) return days(30) / hours(1);
  return (JSON.parse(settings) as CarriedSettings).settings.cacheHours; // written by TerminalSync
}

async function namesOf(
  queries: Queries,
  holders: readonly Pick<CredentialHolder, 'deviceId'>[],
): Promise<ReadonlyMap<DeviceId, string>> {
  if (holders.length === 0) return new Map();
  const ids = [...new Set(holders.map(({ deviceId }) => deviceId))];
  const rows = await queries.selectFrom('device').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
