import type { TerminalId } from '@holdover/kernel';
import type { Change } from '../../changes/change.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import { createSqlEntitlementStore } from '../sessions/entitlement-store.ts';
import type { HeldSubject } from '../terminals/terminal-store.ts';
import { createSqlTerminalStore } from '../terminals/terminal-store-sql.ts';
import { holdersOf } from './credential-holders.ts';
import type { DenyList } from './deny-list.ts';
import type { Doorbells } from './doorbells.ts';

export interface LiveFleetSignalsDeps {
  readonly denyList: DenyList;
  readonly doorbells: Pick<Doorbells, 'touch' | 'revoked'>;
  /** Ends a terminal with its certificates and links. */
  readonly revoke: (change: Change, id: TerminalId) => Promise<void>;
  /** The fleet's rollout is another from now on. */
  readonly onRollout: () => void;
}

/** What the directory and the settings tell the fleet, stored with the change that causes it and rung after its commit. */
export function createFleetSignals({ denyList, doorbells, revoke, onRollout }: LiveFleetSignalsDeps): FleetSignals {
  const touched = async (change: Change): Promise<void> => {
    await change.raiseRevision();
    change.afterCommit(doorbells.touch);
  };
  const revoked = async (change: Change, differs: boolean): Promise<void> => {
    await touched(change);
    if (differs) change.afterCommit(doorbells.revoked);
  };
  return {
    credentialsRevoked: async (change, credentials) => {
      await sendAgain(change, { credentials });
      await revoked(change, await denyList.denyCredentials(change.queries, credentials, change.at));
    },
    userRevoked: async (change, id) => {
      await createSqlEntitlementStore(change.queries).note(id, { at: change.at, granted: false });
      await sendAgain(change, { user: id });
      await revoked(change, await denyList.denyUser(change.queries, id, change.at));
    },
    userRestored: async (change, id) => {
      await createSqlEntitlementStore(change.queries).note(id, { at: change.at, granted: true });
      await sendAgain(change, { user: id });
      await revoked(change, await denyList.restoreUser(change.queries, id, change.at));
    },
    membersChanged: touched,
    settingsChanged: async (change, { reset }) => {
      await touched(change);
      if (reset) await createSqlTerminalStore(change.queries).raiseGenerations();
      change.afterCommit(onRollout);
    },
    deviceChanged: touched,
    deviceRevoked: async (change, id) => {
      await touched(change);
      if ((await change.stores.devices.read(id)) !== undefined) return;
      const terminal = await createSqlTerminalStore(change.queries).ofDevice(id);
      if (terminal !== undefined) await revoke(change, terminal.id);
    },
    holdersOf: ({ queries, at }, ids) => holdersOf(queries, ids, at),
  };
}

/**
 * B7e, B9r: a terminal that has what is taken away, or had it when it was told so, pulls anew though it should hold what it held
 * before: a login may have left there what no revision names, and the denial may have taken what the revision does.
 */
function sendAgain({ queries }: Change, held: HeldSubject): Promise<void> {
  return createSqlTerminalStore(queries).forgetContent(held);
}
