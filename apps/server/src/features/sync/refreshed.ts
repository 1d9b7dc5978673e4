import {
  canonicalJson,
  present,
  type Clock,
  type Digest,
  type Instant,
  type TerminalId,
  type UserId,
} from '@holdover/kernel';
import type { Database, Queries } from '../../database/database.ts';
import type { ServerKeys } from '../../keys/server-keys.ts';
import { openStores } from '../../stores.ts';
import type { FleetAuthority } from '../authority/fleet-authority.ts';
import type { Credential } from '../credentials/credential.ts';
import type { ListedDevice } from '../devices/device.ts';
import type { TerminalRecord } from '../terminals/terminal.ts';
import { createSqlTerminalStore } from '../terminals/terminal-store-sql.ts';
import type { DenyList } from './deny-list.ts';
import type { FleetSnapshot } from './fleet-snapshot.ts';
import type { FleetSnapshots } from './fleet-snapshots.ts';
import { createSqlHoldingStore } from './holding-store-sql.ts';
import type { SessionDates } from './session-dates.ts';
import { candidates, planFor, ranksMatter, type TerminalPlan } from './terminal-plan.ts';
import { createSqlUseStore } from './use-store-sql.ts';
import { utcDay } from './use-store.ts';

export interface TerminalSyncDeps {
  readonly database: Database;
  readonly keys: ServerKeys;
  readonly fleet: FleetAuthority;
  readonly snapshots: FleetSnapshots;
  readonly denyList: DenyList;
  readonly dates: SessionDates;
  readonly clock: Clock;
  readonly digest: Digest;
}

/** What a terminal should hold, set beside what it was told last. */
export interface Refreshed {
  readonly terminal: TerminalRecord;
  readonly device: ListedDevice;
  readonly snapshot: FleetSnapshot;
  readonly plan: TerminalPlan;
  /** B5: nothing in the plan had changed at this moment. */
  readonly asOf: Instant;
}

/** Reads what the plan needs and makes it. Undefined when the terminal or its device is gone. */
export async function planTerminal(deps: TerminalSyncDeps, id: TerminalId): Promise<Refreshed | undefined> {
  for (;;) {
    const planned = await planOnce(deps, id);
    if (planned === undefined || isOfOneHashing(planned)) return planned;
  }
}

/** Credentials are read after the snapshot: a hashing that came into use in between makes a newer snapshot. */
function isOfOneHashing({ snapshot: { hashing }, plan }: Refreshed): boolean {
  return plan.credentials.every(({ credential: { kind, generation } }) => generation === hashing[kind].use.generation);
}

async function planOnce(deps: TerminalSyncDeps, id: TerminalId): Promise<Refreshed | undefined> {
  const { snapshot, asOf } = await deps.snapshots.current();
  await deps.dates.flush();
  const { queries } = deps.database;
  const terminal = await createSqlTerminalStore(queries).read(id);
  const device = terminal && snapshot.devices.get(terminal.deviceId);
  const profile = device && snapshot.profiles.get(device.profileId);
  if (terminal === undefined || device === undefined || profile === undefined) return undefined;
  const sharing = snapshot.offlineLogin.shareWithinSite ? await siteTerminals(deps, snapshot, device) : [];
  const sessionHoldings = await createSqlHoldingStore(queries).sessionsOf([...new Set([id, ...sharing])]);
  const now = deps.clock.wall();
  const ranks = await ranksAt(queries, snapshot, device, now);
  const users = candidates({ snapshot, device, profile, sessionHoldings, ranks });
  const credentials = new Map(users.map((user) => [user, [] as Credential[]]));
  for (const credential of await openStores(queries).credentials.ofUsers(users))
    credentials.get(credential.userId)?.push(credential);
  const question = {
    snapshot,
    device,
    profile,
    keyProtector: terminal.keyProtector,
    sessionHoldings,
    ranks,
    credentials,
    now,
  };
  return { terminal, device, snapshot, plan: planFor(question, deps.digest), asOf };
}

/** B2: by recent use of the device, as of the beginning of the day; empty where no row asks. */
export async function ranksAt(
  queries: Queries,
  snapshot: FleetSnapshot,
  device: ListedDevice,
  now: Instant,
): Promise<ReadonlyMap<UserId, number>> {
  return ranksMatter(snapshot, device) ? createSqlUseStore(queries).ranks(device.id, utcDay(now)) : new Map();
}

async function siteTerminals(
  { database }: TerminalSyncDeps,
  { sites }: FleetSnapshot,
  device: ListedDevice,
): Promise<TerminalId[]> {
  const site = sites.get(device.id);
  if (site === undefined) return [];
  const living = await createSqlTerminalStore(database.queries).living();
  return living.filter(({ deviceId }) => sites.get(deviceId) === site).map(({ id }) => id);
}

/**
 * One new revision for whatever is different; settings only when they are taken, or were never.
 * Invariant: a revision stands for one content. Whoever raises it holds the terminal's lock.
 */
export async function raise(
  { database }: TerminalSyncDeps,
  { terminal: known, plan }: Refreshed,
  takeSettings: boolean,
): Promise<TerminalRecord> {
  if (raised(known, plan, takeSettings) === undefined) return known;
  return database.transact(async (queries) => {
    const store = createSqlTerminalStore(queries);
    await store.lock(known.id);
    const terminal = present(await store.read(known.id), 'a terminal just read');
    const patch = raised(terminal, plan, takeSettings);
    if (patch === undefined) return terminal;
    await store.update(terminal.id, patch);
    return { ...terminal, ...patch };
  });
}

/** What is to be stored; undefined when the plan is what the revision stands for already. */
function raised(terminal: TerminalRecord, plan: TerminalPlan, takeSettings: boolean) {
  const resetting = terminal.generationApplied !== terminal.generationDesired;
  const takes = takeSettings || resetting || terminal.settingsDesired === null;
  const settingsDesired = takes ? canonicalJson({ ...plan.carried }) : terminal.settingsDesired;
  if (terminal.contentDigest === plan.contentDigest && terminal.settingsDesired === settingsDesired) return undefined;
  return { contentDigest: plan.contentDigest, settingsDesired, revisionDesired: terminal.revisionDesired + 1 };
}
