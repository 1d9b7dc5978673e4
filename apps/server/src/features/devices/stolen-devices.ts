import { RENEWED_AT_ONCE } from '@holdover/api';
import type { DeviceId, Instant, TerminalId, UserId } from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import type { Change } from '../../changes/change.ts';
import type { Queries } from '../../database/database.ts';
import { ProblemFault } from '../../problem-fault.ts';
import { allows } from '../administrators/administrator.ts';
import type { CredentialsDeps } from '../credentials/credentials.ts';
import { replacePins, type RenewedPin } from '../credentials/replace-pins.ts';
import type { TerminalRecord } from '../terminals/terminal.ts';
import { createSqlTerminalStore } from '../terminals/terminal-store-sql.ts';
import type { Device } from './device.ts';
import { readDevice } from './devices.ts';
import type { StolenCredential, StolenJob, StolenReport } from './stolen-report-store.ts';
import { createSqlStolenReportStore } from './stolen-report-store-sql.ts';

/** What is known of a stolen device now. */
export interface StolenView {
  readonly device: Device;
  /** The last one; what reports before it named is in the lists too. */
  readonly report: StolenReport;
  readonly credentials: readonly StolenCredential[];
  readonly jobs: readonly StolenJob[];
  /** Whose PINs still open something. */
  readonly remaining: ReadonlySet<UserId>;
  readonly at: Instant;
}

/** B7i–B7k. @throws ProblemFault `not-found`; `device-not-enrolled` for one that never had a terminal */
export interface StolenDevices {
  /**
   * Ends its terminal, remembers what it held, and puts generated PINs in the place of those it held: some of them, as long as any
   * remain. PINs are replaced by who may write users alone.
   */
  report(actor: Actor, deviceId: DeviceId): Promise<StolenView & { readonly renewed: readonly RenewedPin[] }>;
  /** @throws ProblemFault `not-found` also for a device that nobody reported */
  read(deviceId: DeviceId): Promise<StolenView>;
}

export interface StolenDevicesDeps extends CredentialsDeps {
  readonly queries: Queries;
  /** Ends a terminal with its certificates and links. */
  readonly revoke: (change: Change, id: TerminalId) => Promise<void>;
  /** What stands about a terminal that is gone is over. */
  readonly clearAlerts: (change: Change, id: TerminalId) => Promise<void>;
}

export function createStolenDevices(deps: StolenDevicesDeps): StolenDevices {
  const { stores, queries, changes, clock } = deps;
  const view = async (deviceId: DeviceId): Promise<StolenView | undefined> =>
    viewOf(queries, await readDevice({ stores }, deviceId), clock.wall());
  return {
    read: async (deviceId) => {
      const found = await view(deviceId);
      if (found === undefined) throw new ProblemFault('not-found');
      return found;
    },
    report: async (actor, deviceId) => {
      await changes.make(actor, (change) => reportOnce(deps, change, deviceId));
      const before = await view(deviceId);
      // From here on a crash loses nothing: what is to be replaced is told by the report and the credentials there are.
      const renewed = allows(actor, 'users:write') ? await replaceSome(deps, actor, before) : [];
      const after = await view(deviceId);
      if (after === undefined) throw new ProblemFault('not-found');
      return { ...after, renewed };
    },
  };
}

/** Again for a device that has no terminal since, or one enrolled in its place while PINs remain: goes on with what there is. */
async function reportOnce(deps: StolenDevicesDeps, change: Change, deviceId: DeviceId): Promise<void> {
  const device = await readDevice(change, deviceId);
  const store = createSqlStolenReportStore(change.queries);
  const terminal = await terminalOf(change.queries, deviceId);
  if (terminal === undefined) throw new ProblemFault('device-not-enrolled');
  const known = await store.ofDevice(deviceId);
  if (known.some(({ terminalId }) => terminalId === terminal.id)) return;
  const unfinished = await viewOf(change.queries, device, change.at);
  if (unfinished !== undefined && unfinished.remaining.size > 0) return;
  const { id: terminalId, keyProtector } = terminal;
  await store.create({ terminalId, deviceId, keyProtector, reportedAt: change.at });
  await store.keepHeld(terminalId);
  if (terminal.revokedAt === null) await deps.revoke(change, terminalId);
  await deps.clearAlerts(change, terminalId);
  const [credentials, jobs] = [await store.credentials(deviceId), await store.jobs(deviceId)];
  const count = (kind: StolenCredential['kind']) => credentials.filter((one) => one.kind === kind).length;
  const users = new Set(credentials.map(({ userId }) => userId)).size;
  await change.audit({
    action: 'device.reported-stolen',
    target: { kind: 'device', id: deviceId, name: device.name },
    before: null,
    after: { terminalId, keyProtector, users, pins: count('pin'), cards: count('card'), jobs: jobs.length },
  });
}

/** The device's own, or the last that was revoked: somebody may have been quicker with that. */
async function terminalOf(queries: Queries, deviceId: DeviceId): Promise<TerminalRecord | undefined> {
  const store = createSqlTerminalStore(queries);
  return (await store.ofDevice(deviceId)) ?? store.lastRevoked(deviceId);
}

async function viewOf(queries: Queries, device: Device, at: Instant): Promise<StolenView | undefined> {
  const store = createSqlStolenReportStore(queries);
  const [report] = await store.ofDevice(device.id);
  if (report === undefined) return undefined;
  const credentials = await store.credentials(device.id);
  const open = credentials.filter((one) => one.kind === 'pin' && isInUse(one, at));
  const remaining = new Set(open.map(({ userId }) => userId));
  return { device, report, credentials, jobs: await store.jobs(device.id), remaining, at };
}

/** Whether it opens anything, anywhere; its owner may be disabled for now. */
export function isInUse({ present }: Pick<StolenCredential, 'present'>, at: Instant): boolean {
  return present !== undefined && (present.expiresAt === null || present.expiresAt > at);
}

async function replaceSome(
  deps: StolenDevicesDeps,
  actor: Actor,
  view: StolenView | undefined,
): Promise<readonly RenewedPin[]> {
  if (view === undefined) return [];
  const chosen = view.credentials.flatMap((one) =>
    one.kind === 'pin' && isInUse(one, view.at) && one.present !== undefined ? [one.present] : [],
  );
  return replacePins(deps, actor, chosen.slice(0, RENEWED_AT_ONCE), (change, replaced) =>
    createSqlStolenReportStore(change.queries).markReplaced(replaced.map(({ former }) => former.id)),
  );
}
