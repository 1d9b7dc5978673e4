import type { AlertKind } from '@holdover/api';
import { JOURNAL_WARNING } from '@holdover/journal';
import {
  seconds,
  type Cancel,
  type Clock,
  type DeviceId,
  type Instant,
  type Logger,
  type TerminalId,
} from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { Database, Queries } from '../../database/database.ts';
import type { Alert, NewAlert } from './alert-store.ts';
import { createSqlAlertStore } from './alert-store-sql.ts';
import type { Alerts } from './alerts.ts';
import { devicesAlone, type WatchedDevice } from './devices-alone.ts';

/** Looks over the fleet again and again, and raises and clears the alerts that stand for a state. */
export interface FleetWatch {
  look(): Promise<void>;
  stop(): Promise<void>;
}

export interface FleetWatchDeps {
  readonly database: Database;
  readonly alerts: Pick<Alerts, 'raise' | 'clear'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

const EVERY = seconds(30);
const WATCHED: readonly AlertKind[] = ['device-offline-alone', 'journal-filling', 'identity-forked', 'key-cloned'];

export function startFleetWatch(deps: FleetWatchDeps): FleetWatch {
  const { clock, logger } = deps;
  const since = clock.wall();
  let cancel: Cancel | undefined;
  let looking: Promise<void> = Promise.resolve();
  let stopped = false;
  const again = (): void => {
    if (stopped) return;
    cancel = clock.after(EVERY, () => {
      looking = look(deps, since)
        .catch((error: unknown) => logger.error('The fleet could not be looked over', { error: describeError(error) }))
        .finally(again);
    });
  };
  again();
  return {
    look: () => look(deps, since),
    stop: async () => {
      stopped = true;
      cancel?.();
      await looking;
    },
  };
}

async function look({ database, alerts, clock }: FleetWatchDeps, since: Instant): Promise<void> {
  const terminals = await readTerminals(database.queries);
  const wanted = alertsFor(terminals, clock.wall(), since);
  const standing = await createSqlAlertStore(database.queries).standing(WATCHED);
  for (const alert of wanted) if (!standing.some((one) => isSame(one, alert))) await alerts.raise(alert);
  for (const alert of standing) if (isOver(alert, wanted, terminals)) await alerts.clear(alert.id);
}

const isSame = (a: Pick<Alert, 'kind' | 'deviceId'>, b: Pick<Alert, 'kind' | 'deviceId'>): boolean =>
  a.kind === b.kind && a.deviceId === b.deviceId;

/** What is wrong with an identity is over once its device has another. */
function isOver(alert: Alert, wanted: readonly NewAlert[], terminals: readonly WatchedTerminal[]): boolean {
  const isOfIdentity = alert.kind === 'identity-forked' || alert.kind === 'key-cloned';
  if (!isOfIdentity) return !wanted.some((one) => isSame(one, alert));
  return !terminals.some(({ terminalId }) => terminalId === alert.terminalId);
}

interface WatchedTerminal extends WatchedDevice {
  readonly terminalId: TerminalId;
  readonly deviceId: DeviceId;
  readonly journalBacklog: number;
}

/** F5, F6. */
function alertsFor(terminals: readonly WatchedTerminal[], now: Instant, since: Instant): readonly NewAlert[] {
  const alone = new Set(devicesAlone(terminals, now, since));
  return terminals.flatMap(({ terminalId, deviceId, journalBacklog }) => {
    const found: NewAlert[] = [];
    if (alone.has(deviceId)) {
      const detail = 'The device is away while its neighbours are there';
      found.push({ kind: 'device-offline-alone', deviceId, terminalId, detail });
    }
    if (journalBacklog >= JOURNAL_WARNING) {
      found.push({ kind: 'journal-filling', deviceId, terminalId, detail: `${journalBacklog} records wait` });
    }
    return found;
  });
}

async function readTerminals(queries: Queries): Promise<readonly WatchedTerminal[]> {
  const terminals = await queries
    .selectFrom('terminal')
    .innerJoin('device', 'device.id', 'terminal.deviceId')
    .select(['terminal.id as terminalId', 'terminal.deviceId', 'lastContactAt', 'journalBacklog'])
    .where('revokedAt', 'is', null)
    .where('device.active', '=', 1)
    .execute();
  const members = await queries
    .selectFrom('deviceGroupMember')
    .innerJoin('deviceGroup', 'deviceGroup.id', 'deviceGroupMember.groupId')
    .select(['deviceId', 'deviceGroup.id', 'deviceGroup.site'])
    .execute();
  const groups = new Map<DeviceId, { id: (typeof members)[number]['id']; site: boolean }[]>();
  for (const { deviceId, id, site } of members) {
    groups.set(deviceId, [...(groups.get(deviceId) ?? []), { id, site: site === 1 }]);
  }
  return terminals.map((terminal) => ({ ...terminal, groups: groups.get(terminal.deviceId) ?? [] }));
}
