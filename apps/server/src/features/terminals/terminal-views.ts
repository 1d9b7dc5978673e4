import type { Device as ApiDevice, GuessRisk, Rollout, Terminal as ApiTerminal } from '@holdover/api';
import { canonicalJson, days, instant, toRfc3339, type Instant, type TerminalId } from '@holdover/kernel';
import type { Database } from '../../database/database.ts';
import type { Page } from '../../database/page.ts';
import type { DeviceTerminal, TerminalDirectory } from '../../fleet.ts';
import { deviceToApi } from '../devices/device-routes.ts';
import { createSqlPrinterStore } from '../devices/printer-store-sql.ts';
import { createSqlStolenReportStore } from '../devices/stolen-report-store-sql.ts';
import type { Links, TerminalLink } from '../overview/links.ts';
import { guessRiskOf } from '../settings/guess-risk.ts';
import type { FleetSnapshots } from '../sync/fleet-snapshots.ts';
import type { FleetSnapshot } from '../sync/fleet-snapshot.ts';
import { carriedSettings } from '../sync/terminal-plan.ts';
import { createSqlPinUnlockStore } from './pin-unlock-store-sql.ts';
import { UNLOCKS_A_DAY } from './pin-unlocks.ts';
import type { TerminalRecord } from './terminal.ts';
import type { TerminalQuestion } from './terminal-store.ts';
import { createSqlTerminalStore } from './terminal-store-sql.ts';

/** Terminals as the console sees them. */
export interface TerminalViews extends TerminalDirectory {
  page(question: TerminalQuestion): Promise<Page<ApiTerminal>>;
  /** A4: who has applied the newest settings and members, and who has not. */
  rollout(): Promise<Rollout>;
  /** The device with its terminal, for events; undefined when either is gone. */
  deviceWith(id: TerminalId): Promise<ApiDevice | undefined>;
}

export interface TerminalViewsDeps {
  readonly database: Database;
  readonly snapshots: FleetSnapshots;
  readonly links: Pick<Links, 'of' | 'settle'>;
}

export function createTerminalViews({ database, snapshots, links }: TerminalViewsDeps): TerminalViews {
  const store = createSqlTerminalStore(database.queries);
  const current = async (): Promise<FleetSnapshot> => (await snapshots.current()).snapshot;
  const sight = async (terminals: readonly Pick<TerminalRecord, 'id'>[]): Promise<Sight> => {
    const { snapshot, asOf } = await snapshots.current();
    const since = instant(asOf - days(1));
    const linkOf = await links.of(terminals.map(({ id }) => id));
    return { snapshot, linkOf, unlocks: await createSqlPinUnlockStore(database.queries).countsSince(since) };
  };
  return {
    settle: links.settle,
    terminalsOf: async (devices) => {
      const terminals = await store.ofDevices(devices);
      const seen = await sight(terminals);
      return new Map(terminals.map((terminal) => [terminal.deviceId, deviceTerminal(terminal, seen)]));
    },
    page: async (question) => {
      const page = await store.page(question);
      const seen = await sight(page.items);
      const items = page.items.map(({ deviceId, deviceName, generationApplied, generationDesired, ...terminal }) => {
        const whole = { ...terminal, deviceId, generationApplied, generationDesired };
        const {
          enrolledAt: _at,
          journalBacklog: _b,
          suspendedAt: _s,
          pinUnlocksLeft: _l,
          ...shown
        } = deviceTerminal(whole, seen);
        return { ...shown, deviceId, deviceName, generationApplied, generationDesired };
      });
      return { ...page, items };
    },
    rollout: async () => {
      const snapshot = await current();
      const living = await store.living();
      const linkOf = await links.of(living.map(({ id }) => id));
      const items = living.flatMap((terminal) => rolloutOf(terminal, { snapshot, linkOf }) ?? []);
      return { total: items.length, applied: items.filter(({ state }) => state === 'applied').length, items };
    },
    deviceWith: async (id) => {
      const seen = await sight([{ id }]);
      const { snapshot } = seen;
      const terminal = await store.read(id);
      const device = terminal && snapshot.devices.get(terminal.deviceId);
      if (terminal === undefined || device === undefined) return undefined;
      const printer = (await createSqlPrinterStore(database.queries).ofDevices([device.id])).get(device.id);
      const stolenAt = (await createSqlStolenReportStore(database.queries).lastOf([device.id])).get(device.id);
      const shown = terminal.revokedAt === null ? deviceTerminal(terminal, seen) : undefined;
      return deviceToApi(device, { terminal: shown, printer, stolenAt });
    },
  };
}

/** What every terminal is looked at with. */
interface Sight {
  readonly snapshot: FleetSnapshot;
  readonly linkOf: (id: TerminalId) => TerminalLink;
  /** D3: given in the last 24 hours. */
  readonly unlocks: ReadonlyMap<TerminalId, number>;
}

function deviceTerminal(terminal: TerminalRecord, { snapshot, linkOf, unlocks }: Sight): DeviceTerminal {
  return {
    id: terminal.id,
    version: terminal.version,
    keyProtector: terminal.keyProtector,
    link: linkOf(terminal.id),
    enrolledAt: toRfc3339(terminal.enrolledAt),
    lastContactAt: rfcOrNull(terminal.lastContactAt),
    revisionApplied: terminal.revisionApplied,
    revisionDesired: desiredWithSettings(terminal, snapshot),
    journalBacklog: terminal.journalBacklog,
    guessRisk: riskAt(terminal, snapshot, unlocks.get(terminal.id) ?? 0),
    suspendedAt: rfcOrNull(terminal.suspendedAt),
    pinUnlocksLeft: Math.max(0, UNLOCKS_A_DAY - (unlocks.get(terminal.id) ?? 0)),
  };
}

/** H5. With a card beside it a PIN is tried against one person (D3). */
function riskAt({ deviceId }: TerminalRecord, snapshot: FleetSnapshot, unlocks: number): GuessRisk | null {
  const device = snapshot.devices.get(deviceId);
  const profile = device && snapshot.profiles.get(device.profileId);
  if (profile?.loginMethods.includes('pin') !== true) return null;
  return guessRiskOf(snapshot.pinsByLength, snapshot.authentication, unlocks);
}

function rolloutOf(
  terminal: TerminalRecord,
  { snapshot, linkOf }: Pick<Sight, 'snapshot' | 'linkOf'>,
): Rollout['items'][number] | undefined {
  const device = snapshot.devices.get(terminal.deviceId);
  if (device === undefined) return undefined;
  const { id: terminalId, revisionApplied, generationApplied, generationDesired, lastContactAt } = terminal;
  const revisionDesired = desiredWithSettings(terminal, snapshot);
  const applied = revisionApplied === revisionDesired && generationApplied === generationDesired;
  return {
    terminalId,
    deviceId: device.id,
    deviceName: device.name,
    state: applied ? 'applied' : whyNotApplied(terminal, revisionDesired, linkOf(terminalId)),
    revisionApplied,
    revisionDesired,
    lastContactAt: rfcOrNull(lastContactAt),
  };
}

/** A4. */
function whyNotApplied(
  { suspendedAt, revisionDesired, revisionApplied }: TerminalRecord,
  withSettings: number,
  link: TerminalLink,
): Exclude<Rollout['items'][number]['state'], 'applied'> {
  if (suspendedAt !== null) return 'suspended';
  if (link === 'away') return 'away';
  return withSettings > revisionDesired && revisionApplied === revisionDesired ? 'waits' : 'on-its-way';
}

/** For people the settings that wait (A7) count: the revision the terminal will have once it has taken them. */
function desiredWithSettings(terminal: TerminalRecord, snapshot: FleetSnapshot): number {
  const device = snapshot.devices.get(terminal.deviceId);
  const profile = device && snapshot.profiles.get(device.profileId);
  if (profile === undefined) return terminal.revisionDesired;
  const newest = canonicalJson({ ...carriedSettings(snapshot, profile) });
  return terminal.settingsDesired === newest ? terminal.revisionDesired : terminal.revisionDesired + 1;
}

const rfcOrNull = (at: Instant | null): string | null => (at === null ? null : toRfc3339(at));
