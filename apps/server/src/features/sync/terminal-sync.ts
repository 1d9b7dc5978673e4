import {
  canonicalJson,
  present,
  toBase64Url,
  type Clock,
  type Digest,
  type Instant,
  type TerminalId,
} from '@holdover/kernel';
import { DEVICE_MODELS } from '@holdover/offline-login';
import {
  PROTOCOL_VERSION,
  type HeldUser,
  type StateAnswer,
  type StateRequest,
  type StateSnapshot,
  type Tidings,
} from '@holdover/protocol';
import type { Database } from '../../database/database.ts';
import { GatewayRefusal } from '../../gateway/json-exchange.ts';
import type { ServerKeys } from '../../keys/server-keys.ts';
import { openStores } from '../../stores.ts';
import type { FleetAuthority } from '../authority/fleet-authority.ts';
import type { Credential } from '../credentials/credential.ts';
import { readHashing } from '../credentials/hashing.ts';
import type { ListedDevice } from '../devices/device.ts';
import type { User } from '../users/user.ts';
import type { TerminalRecord } from '../terminals/terminal.ts';
import { createSqlTerminalStore } from '../terminals/terminal-store-sql.ts';
import { cacheKeyOf, heldCredential } from './cache-keys.ts';
import type { DenyList } from './deny-list.ts';
import type { FleetSnapshot } from './fleet-snapshot.ts';
import type { FleetSnapshots } from './fleet-snapshots.ts';
import { createSqlHoldingStore } from './holding-store-sql.ts';
import { createSqlPendingStateStore } from './pending-state-store-sql.ts';
import { candidates, planFor, type CarriedSettings, type TerminalPlan } from './terminal-plan.ts';

export interface TerminalSyncDeps {
  readonly database: Database;
  readonly keys: ServerKeys;
  readonly fleet: FleetAuthority;
  readonly snapshots: FleetSnapshots;
  readonly denyList: DenyList;
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

/** What a terminal says it holds. */
export interface Held {
  readonly revision: number;
  readonly generation: number;
}

/**
 * Level-triggered: the server states what a terminal should hold, the terminal pulls until it holds it.
 * Invariant: `revisionDesired` rises exactly when users, credentials or device differ from what it stood for, or when settings
 * that waited (A7) are taken; a terminal that holds it is confirmed by every answer (B5).
 */
export interface TerminalSync {
  /** Undefined when the terminal or its device is gone. */
  refresh(id: TerminalId, takeSettings: boolean): Promise<Refreshed | undefined>;
  tidings(id: TerminalId, held: Held): Promise<Tidings>;
  pull(id: TerminalId, request: StateRequest): Promise<StateAnswer>;
  /**
   * Sets the record right by what a terminal says it holds: an acknowledgement may have been lost on the way, a disk replaced.
   */
  reconcile(id: TerminalId, held: Held): Promise<void>;
  /** @returns false for an acknowledgement of something else than what was sent last */
  acknowledge(id: TerminalId, acknowledgement: Held): Promise<boolean>;
  /** An online login left something new in the cache; the terminal has it already, so it is not asked to pull. */
  absorb(id: TerminalId): Promise<void>;
}

export function createTerminalSync(deps: TerminalSyncDeps): TerminalSync {
  /** Fleet revision at which a terminal was last compared; absent: compare. */
  const compared = new Map<TerminalId, number>();

  const refresh = async (id: TerminalId, takeSettings: boolean): Promise<Refreshed | undefined> => {
    const planned = await planTerminal(deps, id);
    if (planned === undefined) return undefined;
    const terminal = await raise(deps, planned, takeSettings);
    compared.set(id, planned.snapshot.revision);
    return { ...planned, terminal };
  };

  const tidings = async (id: TerminalId, held: Held): Promise<Tidings> => {
    const { snapshot, asOf } = await deps.snapshots.current();
    if (compared.get(id) !== snapshot.revision) await refresh(id, false);
    return tidingsOf(deps, { id, held, asOf });
  };

  return {
    refresh,
    tidings,
    pull: async (id, request) => {
      const refreshed = await refresh(id, request.reason !== 'doorbell');
      if (refreshed === undefined) throw new GatewayRefusal('not-found', 'The device of this terminal was deleted');
      const { terminal, asOf } = refreshed;
      if (holdsIt(terminal, request)) {
        await createSqlTerminalStore(deps.database.queries).update(id, { confirmedAt: asOf });
        return { kind: 'unchanged', tidings: await tidingsOf(deps, { id, held: request, asOf }) };
      }
      return sendSnapshot(deps, refreshed);
    },
    reconcile: (id, held) => reconcile(deps, id, held),
    acknowledge: (id, acknowledgement) => acknowledge(deps, id, acknowledgement),
    absorb: async (id) => {
      const planned = await planTerminal(deps, id);
      if (planned === undefined || !onlyLoginDiffers(planned, compared.get(id))) return;
      await createSqlTerminalStore(deps.database.queries).update(id, { contentDigest: planned.plan.contentDigest });
    },
  };
}

/** Where anything else may differ as well, the terminal is told as ever: a pull too many, never one too few. */
function onlyLoginDiffers({ terminal, snapshot }: Refreshed, comparedAt: number | undefined): boolean {
  const upToDate = terminal.revisionApplied === terminal.revisionDesired && comparedAt === snapshot.revision;
  return upToDate && !snapshot.offlineLogin.shareWithinSite;
}

async function planTerminal(deps: TerminalSyncDeps, id: TerminalId): Promise<Refreshed | undefined> {
  const { snapshot, asOf } = await deps.snapshots.current();
  const { queries } = deps.database;
  const terminal = await createSqlTerminalStore(queries).read(id);
  const device = terminal && snapshot.devices.get(terminal.deviceId);
  const profile = device && snapshot.profiles.get(device.profileId);
  if (terminal === undefined || device === undefined || profile === undefined) return undefined;
  const sharing = snapshot.offlineLogin.shareWithinSite ? await siteTerminals(deps, snapshot, device) : [];
  const sessionHoldings = await createSqlHoldingStore(queries).sessionsOf([...new Set([id, ...sharing])]);
  const users = candidates({ snapshot, device, profile, sessionHoldings });
  const credentials = new Map(users.map((user) => [user, [] as Credential[]]));
  for (const credential of await openStores(queries).credentials.ofUsers(users))
    credentials.get(credential.userId)?.push(credential);
  const question = {
    snapshot,
    device,
    profile,
    keyProtector: terminal.keyProtector,
    sessionHoldings,
    credentials,
    now: deps.clock.wall(),
  };
  return { terminal, device, snapshot, plan: planFor(question, deps.digest), asOf };
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

/** One new revision for whatever is different; settings only when they are taken, or were never. */
async function raise({ database }: TerminalSyncDeps, { terminal: { id }, plan }: Refreshed, takeSettings: boolean) {
  return database.transact(async (queries) => {
    const store = createSqlTerminalStore(queries);
    const terminal = present(await store.read(id), 'a terminal just read');
    const resetting = terminal.generationApplied !== terminal.generationDesired;
    const takes = takeSettings || resetting || terminal.settingsDesired === null;
    const settingsDesired = takes ? canonicalJson({ ...plan.carried }) : terminal.settingsDesired;
    if (terminal.contentDigest === plan.contentDigest && terminal.settingsDesired === settingsDesired) return terminal;
    const patch = { contentDigest: plan.contentDigest, settingsDesired, revisionDesired: terminal.revisionDesired + 1 };
    await store.update(id, patch);
    return { ...terminal, ...patch };
  });
}

function holdsIt(terminal: TerminalRecord, held: Held): boolean {
  return (
    held.revision === terminal.revisionDesired &&
    held.generation === terminal.generationDesired &&
    terminal.revisionApplied === terminal.revisionDesired &&
    terminal.generationApplied === terminal.generationDesired
  );
}

async function tidingsOf(
  { database, denyList, clock }: TerminalSyncDeps,
  { id, held, asOf }: { id: TerminalId; held: Held; asOf: Instant },
): Promise<Tidings> {
  const terminal = present(await createSqlTerminalStore(database.queries).read(id), 'a linked terminal');
  return {
    serverTime: clock.wall(),
    desiredRevision: terminal.revisionDesired,
    desiredGeneration: terminal.generationDesired,
    denyListVersion: (await denyList.current(database.queries))?.version ?? 0,
    confirmedAt: holdsIt(terminal, held) ? asOf : null,
  };
}

async function sendSnapshot(
  deps: TerminalSyncDeps,
  { terminal, device, snapshot, plan, asOf }: Refreshed,
): Promise<StateSnapshot> {
  const { database, keys, fleet, denyList } = deps;
  const { id, revisionDesired: revision, generationDesired: generation } = terminal;
  const cacheKey = cacheKeyOf(keys, id, generation);
  const credentials = plan.credentials.map(({ credential, source, confirmedAt }) =>
    heldCredential(keys, cacheKey, { credential, source, confirmedAt: confirmedAt ?? asOf }),
  );
  const settings = present(terminal.settingsDesired, 'the settings of a refreshed terminal');
  // What `raise` wrote.
  const carried = JSON.parse(settings) as CarriedSettings;
  const holdings = credentials.map(({ id: credentialId, verifier: _verifier, ...rest }) => ({ ...rest, credentialId }));
  await createSqlPendingStateStore(database.queries).put({
    terminalId: id,
    revision,
    generation,
    computedAt: asOf,
    settings,
    holdings,
  });
  return {
    kind: 'snapshot',
    protocol: PROTOCOL_VERSION,
    revision,
    generation,
    incarnation: fleet.incarnation,
    computedAt: asOf,
    cacheKey: toBase64Url(cacheKey),
    hashing: await readHashing(openStores(database.queries).settings),
    device: {
      id: device.id,
      name: device.name,
      model: device.model,
      offlineLogin: DEVICE_MODELS[device.model].offlineLogin,
    },
    // B7: that the feature is off takes a right away and never waits.
    settings: { ...carried.settings, enabled: snapshot.offlineLogin.enabled && device.active },
    profile: carried.profile,
    users: plan.users.map(heldUser),
    credentials,
    denyList: (await denyList.current(database.queries)) ?? null,
    tidings: await tidingsOf(deps, { id, held: { revision, generation }, asOf }),
  };
}

export function heldUser({ id, userName, fullName, language, color }: User): HeldUser {
  return { id, userName, fullName, language, color };
}

async function reconcile(deps: TerminalSyncDeps, id: TerminalId, held: Held): Promise<void> {
  const terminal = present(await createSqlTerminalStore(deps.database.queries).read(id), 'a linked terminal');
  if (held.revision === terminal.revisionApplied && held.generation === terminal.generationApplied) return;
  if (await acknowledge(deps, id, held)) return;
  if (held.revision !== 0) return;
  await deps.database.transact(async (queries) => {
    await createSqlHoldingStore(queries).clear(id);
    await createSqlTerminalStore(queries).update(id, {
      revisionApplied: 0,
      generationApplied: 0,
      settingsApplied: null,
    });
  });
}

async function acknowledge({ database, clock }: TerminalSyncDeps, id: TerminalId, said: Held): Promise<boolean> {
  return database.transact(async (queries) => {
    const holdings = createSqlHoldingStore(queries);
    const store = createSqlPendingStateStore(queries);
    const pending = await store.read(id);
    if (pending === undefined || pending.revision !== said.revision || pending.generation !== said.generation)
      return false;
    const held = pending.holdings.map((holding) => ({ ...holding, terminalId: id, acknowledged: true }));
    await holdings.replace(id, held, pending.computedAt);
    await store.remove(id);
    await createSqlTerminalStore(queries).update(id, {
      revisionApplied: pending.revision,
      generationApplied: pending.generation,
      settingsApplied: pending.settings,
      acknowledgedAt: clock.wall(),
      confirmedAt: pending.computedAt,
    });
    return true;
  });
}
