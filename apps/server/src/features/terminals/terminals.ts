import type { Device as ApiDevice, Rollout, Terminal as ApiTerminal } from '@holdover/api';
import {
  canonicalJson,
  makeId,
  toRfc3339,
  type Clock,
  type DeviceId,
  type Entropy,
  type Instant,
  type TerminalId,
} from '@holdover/kernel';
import { DEVICE_MODELS } from '@holdover/offline-login';
import type { LinkFrameDown } from '@holdover/protocol';
import type { Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import type { Database } from '../../database/database.ts';
import type { Page, PageQuestion } from '../../database/page.ts';
import type { DeviceTerminal, TerminalDirectory } from '../../fleet.ts';
import type { LinkHub } from '../../gateway/link-hub.ts';
import { ProblemFault } from '../../problem-fault.ts';
import type { DenyList } from '../sync/deny-list.ts';
import type { Doorbells } from '../sync/doorbells.ts';
import type { FleetSnapshots } from '../sync/fleet-snapshots.ts';
import type { FleetSnapshot } from '../sync/fleet-snapshot.ts';
import { carriedSettings } from '../sync/terminal-plan.ts';
import type { TerminalRecord } from './terminal.ts';
import { createSqlTerminalStore } from './terminal-store-sql.ts';

export interface TerminalsDeps {
  readonly database: Database;
  readonly changes: Changes;
  readonly snapshots: FleetSnapshots;
  readonly denyList: DenyList;
  readonly doorbells: Doorbells;
  readonly hub: LinkHub;
  readonly clock: Clock;
  readonly entropy: Entropy;
  /** Ends every connection of these certificates. */
  dropConnections(serials: readonly string[]): void;
  onRollout(): void;
}

/** What the console does with terminals. Devices without one are refused as `device-not-enrolled`. */
export interface Terminals extends TerminalDirectory {
  page(question: PageQuestion & { readonly q?: string | undefined }): Promise<Page<ApiTerminal>>;
  /** A4. */
  rollout(): Promise<Rollout>;
  /** The REST form of a device with its terminal, for events. */
  deviceWith(id: TerminalId): Promise<ApiDevice | undefined>;
  /** A5. */
  resetAll(actor: Actor): Promise<Rollout>;
  reset(actor: Actor, deviceId: DeviceId): Promise<void>;
  /** Its certificates are dead, its links closed; the next contact brings it the order that wipes it. */
  revoke(actor: Actor, deviceId: DeviceId): Promise<void>;
  /** A7. */
  synchronize(actor: Actor, deviceId: DeviceId): Promise<void>;
  /** D3. */
  unlockPin(actor: Actor, deviceId: DeviceId): Promise<void>;
  /** Unlocks that wait for the terminal to come back. */
  takeUnlock(id: TerminalId): LinkFrameDown | undefined;
}

/** D3: audited, three a day a terminal. */
const UNLOCKS_A_DAY = 3;
const DAY = 86_400_000;

export function createTerminals(deps: TerminalsDeps): Terminals {
  const unlocks = createUnlocks(deps);
  const toTerminal = async (terminal: TerminalRecord, snapshot: FleetSnapshot): Promise<DeviceTerminal> => ({
    id: terminal.id,
    version: terminal.version,
    keyProtector: terminal.keyProtector,
    link: deps.hub.isLinked(terminal.id) ? 'online' : 'away',
    enrolledAt: toRfc3339(terminal.enrolledAt),
    lastContactAt: rfcOrNull(terminal.lastContactAt),
    revisionApplied: terminal.revisionApplied,
    revisionDesired: desiredWithSettings(terminal, snapshot),
    journalBacklog: terminal.journalBacklog,
  });

  return {
    terminalsOf: async (devices) => {
      const { snapshot } = await deps.snapshots.current();
      const terminals = await createSqlTerminalStore(deps.database.queries).ofDevices(devices);
      const entries = terminals.map(
        async (terminal) => [terminal.deviceId, await toTerminal(terminal, snapshot)] as const,
      );
      return new Map(await Promise.all(entries));
    },
    page: async (question) => {
      const { snapshot } = await deps.snapshots.current();
      const page = await createSqlTerminalStore(deps.database.queries).page(question);
      const items = page.items.map((terminal) => ({
        id: terminal.id,
        deviceId: terminal.deviceId,
        deviceName: terminal.deviceName,
        version: terminal.version,
        keyProtector: terminal.keyProtector,
        link: deps.hub.isLinked(terminal.id) ? ('online' as const) : ('away' as const),
        lastContactAt: rfcOrNull(terminal.lastContactAt),
        revisionApplied: terminal.revisionApplied,
        revisionDesired: desiredWithSettings(terminal, snapshot),
        generationApplied: terminal.generationApplied,
        generationDesired: terminal.generationDesired,
      }));
      return { ...page, items };
    },
    rollout: () => rollout(deps),
    deviceWith: async (id) => {
      const { snapshot } = await deps.snapshots.current();
      const terminal = await createSqlTerminalStore(deps.database.queries).read(id);
      const device = terminal && snapshot.devices.get(terminal.deviceId);
      if (terminal === undefined || device === undefined) return undefined;
      return {
        ...device,
        deviceGroups: [...device.deviceGroups],
        offlineLogin: DEVICE_MODELS[device.model].offlineLogin,
        terminal: terminal.revokedAt === null ? await toTerminal(terminal, snapshot) : null,
        createdAt: toRfc3339(device.createdAt),
      };
    },
    resetAll: async (actor) => {
      await deps.changes.make(actor, async (change) => {
        await createSqlTerminalStore(change.queries).raiseGenerations();
        await change.raiseRevision();
        await change.audit({
          action: 'terminals.reset',
          target: { kind: 'fleet', id: null, name: null },
          before: null,
          after: null,
        });
        change.afterCommit(() => told(deps));
      });
      return rollout(deps);
    },
    reset: (actor, deviceId) =>
      withTerminal(deps, { actor, deviceId, action: 'terminal.reset' }, async (change, terminal) => {
        await createSqlTerminalStore(change.queries).raiseGenerations(terminal.id);
        await change.raiseRevision();
        change.afterCommit(() => told(deps));
      }),
    revoke: (actor, deviceId) =>
      withTerminal(deps, { actor, deviceId, action: 'terminal.revoked' }, (change, terminal) =>
        revoke(deps, change, terminal.id),
      ),
    synchronize: (actor, deviceId) =>
      withTerminal(deps, { actor, deviceId, action: 'terminal.synchronized' }, (change, terminal) => {
        change.afterCommit(() => deps.doorbells.ring(terminal.id, 'synchronize'));
        return Promise.resolve();
      }),
    unlockPin: (actor, deviceId) =>
      withTerminal(deps, { actor, deviceId, action: 'terminal.pin-unlocked' }, (change, terminal) =>
        unlocks.give(change, terminal),
      ),
    takeUnlock: unlocks.take,
  };
}

/** Also for a terminal whose device was deleted: nobody names it in the console any more. */
export async function revoke(
  deps: Pick<TerminalsDeps, 'denyList' | 'hub' | 'dropConnections'>,
  change: Change,
  id: TerminalId,
) {
  const serials = await createSqlTerminalStore(change.queries).revoke(id, change.at);
  await deps.denyList.denySerials(change.queries, serials, change.at);
  change.afterCommit(() => {
    deps.hub.close(id);
    deps.dropConnections(serials);
  });
}

interface TerminalAction {
  readonly actor: Actor;
  readonly deviceId: DeviceId;
  readonly action: string;
}

function withTerminal(
  { changes }: TerminalsDeps,
  { actor, deviceId, action }: TerminalAction,
  work: (change: Change, terminal: TerminalRecord) => Promise<void>,
): Promise<void> {
  return changes.make(actor, async (change) => {
    const device = await change.stores.devices.read(deviceId);
    if (device === undefined) throw new ProblemFault('not-found');
    const terminal = await createSqlTerminalStore(change.queries).ofDevice(deviceId);
    if (terminal === undefined) throw new ProblemFault('device-not-enrolled');
    await work(change, terminal);
    const target = { kind: 'terminal', id: terminal.id, name: device.name };
    await change.audit({ action, target, before: null, after: { deviceId } });
  });
}

function told({ doorbells, onRollout }: TerminalsDeps): void {
  doorbells.touch();
  onRollout();
}

/** A4: who has applied the newest settings and members, and who has not. */
async function rollout({ database, snapshots, hub }: TerminalsDeps): Promise<Rollout> {
  const { snapshot } = await snapshots.current();
  const items: Rollout['items'] = [];
  for (const terminal of await createSqlTerminalStore(database.queries).living()) {
    const device = snapshot.devices.get(terminal.deviceId);
    if (device === undefined) continue;
    const revisionDesired = desiredWithSettings(terminal, snapshot);
    const applied =
      terminal.revisionApplied === revisionDesired && terminal.generationApplied === terminal.generationDesired;
    items.push({
      terminalId: terminal.id,
      deviceId: device.id,
      deviceName: device.name,
      state: applied ? 'applied' : hub.isLinked(terminal.id) ? 'on-its-way' : 'away',
      revisionApplied: terminal.revisionApplied,
      revisionDesired,
      lastContactAt: rfcOrNull(terminal.lastContactAt),
    });
  }
  return { total: items.length, applied: items.filter(({ state }) => state === 'applied').length, items };
}

/** For people the settings that wait (A7) count: the revision the terminal will have once it has taken them. */
function desiredWithSettings(terminal: TerminalRecord, snapshot: FleetSnapshot): number {
  const device = snapshot.devices.get(terminal.deviceId);
  const profile = device && snapshot.profiles.get(device.profileId);
  if (profile === undefined) return terminal.revisionDesired;
  const newest = canonicalJson({ ...carriedSettings(snapshot, profile) });
  return terminal.settingsDesired === newest ? terminal.revisionDesired : terminal.revisionDesired + 1;
}

function createUnlocks({ hub, clock, entropy }: TerminalsDeps) {
  const given = new Map<TerminalId, Instant[]>();
  const waiting = new Map<TerminalId, LinkFrameDown>();
  return {
    give: (change: Change, { id }: TerminalRecord): Promise<void> => {
      const today = (given.get(id) ?? []).filter((at) => at > clock.wall() - DAY);
      if (today.length >= UNLOCKS_A_DAY) {
        const first = today[0] ?? change.at;
        throw new ProblemFault('too-many-tries', { retryAfterSeconds: Math.ceil((first + DAY - change.at) / 1_000) });
      }
      const frame: LinkFrameDown = {
        type: 'unlock-pin',
        unlock: makeId('auditEntry', change.at, entropy),
        issuedAt: change.at,
      };
      change.afterCommit(() => {
        given.set(id, [...today, change.at]);
        if (hub.isLinked(id)) hub.send(id, frame);
        else waiting.set(id, frame);
      });
      return Promise.resolve();
    },
    take: (id: TerminalId): LinkFrameDown | undefined => {
      const frame = waiting.get(id);
      waiting.delete(id);
      return frame;
    },
  };
}

const rfcOrNull = (at: Instant | null): string | null => (at === null ? null : toRfc3339(at));
