import type { DeviceId, TerminalId } from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import type { Connections } from '../../gateway/connections.ts';
import type { LinkHub } from '../../gateway/link-hub.ts';
import type { ServerKeys } from '../../keys/server-keys.ts';
import { ProblemFault } from '../../problem-fault.ts';
import { openServicePin } from '../enrolment/service-pin.ts';
import { leaveJobs } from '../jobs/settle-claims.ts';
import type { Spool } from '../jobs/spool.ts';
import type { DenyList } from '../sync/deny-list.ts';
import type { Doorbells } from '../sync/doorbells.ts';
import type { PinUnlocks } from './pin-unlocks.ts';
import type { TerminalRecord } from './terminal.ts';
import { createSqlTerminalStore } from './terminal-store-sql.ts';

export interface TerminalsDeps {
  readonly changes: Changes;
  readonly keys: ServerKeys;
  readonly denyList: DenyList;
  readonly doorbells: Doorbells;
  readonly hub: LinkHub;
  readonly connections: Connections;
  readonly unlocks: PinUnlocks;
  readonly spool: Pick<Spool, 'changed'>;
  readonly onRollout: () => void;
}

/** What the console does with terminals. @throws ProblemFault `device-not-enrolled`, `not-found` */
export interface Terminals {
  /** A5. */
  resetAll(actor: Actor): Promise<void>;
  reset(actor: Actor, deviceId: DeviceId): Promise<void>;
  /** Its certificates are dead, its links closed; the next contact brings it the order that wipes it. */
  revoke(actor: Actor, deviceId: DeviceId): Promise<void>;
  /** A7. */
  synchronize(actor: Actor, deviceId: DeviceId): Promise<void>;
  /** D3. @throws ProblemFault `too-many-tries` */
  unlockPin(actor: Actor, deviceId: DeviceId): Promise<void>;
  /** For the service page of its panel; whoever reads it is on record. */
  servicePin(actor: Actor, deviceId: DeviceId): Promise<string>;
}

export function createTerminals(deps: TerminalsDeps): Terminals {
  const { changes, doorbells, keys, unlocks, onRollout } = deps;
  const tellReset = (): void => {
    doorbells.touch();
    onRollout();
  };
  return {
    resetAll: (actor) =>
      changes.make(actor, async (change) => {
        await createSqlTerminalStore(change.queries).raiseGenerations();
        await change.raiseRevision();
        const target = { kind: 'fleet', id: null, name: null };
        await change.audit({ action: 'terminals.reset', target, before: null, after: null });
        change.afterCommit(tellReset);
      }),
    reset: (actor, deviceId) =>
      withTerminal(changes, { actor, deviceId, action: 'terminal.reset' }, async (change, { id }) => {
        await createSqlTerminalStore(change.queries).raiseGenerations(id);
        await change.raiseRevision();
        change.afterCommit(tellReset);
      }),
    revoke: (actor, deviceId) =>
      withTerminal(changes, { actor, deviceId, action: 'terminal.revoked' }, (change, { id }) =>
        revoke(deps, change, id),
      ),
    synchronize: (actor, deviceId) =>
      withTerminal(changes, { actor, deviceId, action: 'terminal.synchronized' }, (change, { id }) => {
        change.afterCommit(() => doorbells.ring(id, 'synchronize'));
      }),
    unlockPin: (actor, deviceId) =>
      withTerminal(changes, { actor, deviceId, action: 'terminal.pin-unlocked' }, (change, { id }) =>
        unlocks.give(change, id),
      ),
    servicePin: (actor, deviceId) =>
      withTerminal(
        changes,
        { actor, deviceId, action: 'terminal.service-pin-shown' },
        (_change, { id, servicePinSealed }) => Promise.resolve(openServicePin(keys, id, servicePinSealed)),
      ),
  };
}

/** B7, A5: its certificates open nothing but the way to its wipe and its journal (C1). */
export async function revoke(
  { denyList, hub, connections, spool }: Pick<TerminalsDeps, 'denyList' | 'hub' | 'connections' | 'spool'>,
  change: Change,
  id: TerminalId,
): Promise<void> {
  const serials = await createSqlTerminalStore(change.queries).revoke(id, change.at);
  await denyList.denySerials(change.queries, serials, change.at);
  await change.stores.printers.remove(id);
  await leaveJobs(change, id, spool);
  change.afterCommit(() => {
    hub.close(id);
    for (const serial of serials) connections.drop(serial);
  });
}

interface TerminalAction {
  readonly actor: Actor;
  readonly deviceId: DeviceId;
  readonly action: string;
}

function withTerminal<T>(
  changes: Changes,
  { actor, deviceId, action }: TerminalAction,
  work: (change: Change, terminal: TerminalRecord) => Promise<T> | T,
): Promise<T> {
  return changes.make(actor, async (change) => {
    const device = await change.stores.devices.read(deviceId);
    if (device === undefined) throw new ProblemFault('not-found');
    const terminal = await createSqlTerminalStore(change.queries).ofDevice(deviceId);
    if (terminal === undefined) throw new ProblemFault('device-not-enrolled');
    const made = await work(change, terminal);
    const target = { kind: 'terminal', id: terminal.id, name: device.name };
    await change.audit({ action, target, before: null, after: { deviceId } });
    return made;
  });
}
