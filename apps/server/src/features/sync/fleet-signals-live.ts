import type { Change } from '../../changes/change.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import { createSqlTerminalStore } from '../terminals/terminal-store-sql.ts';
import type { DenyList } from './deny-list.ts';
import type { Doorbells } from './doorbells.ts';
import { lastEndOf } from './last-end.ts';

export interface LiveFleetSignalsDeps {
  readonly denyList: DenyList;
  readonly doorbells: Pick<Doorbells, 'touch' | 'revoked'>;
  /** The fleet's rollout is another from now on. */
  readonly onRollout: () => void;
}

/** What the directory and the settings tell the fleet, stored with the change that causes it and rung after its commit. */
export function createFleetSignals({ denyList, doorbells, onRollout }: LiveFleetSignalsDeps): FleetSignals {
  const touched = async (change: Change): Promise<void> => {
    await change.raiseRevision();
    change.afterCommit(doorbells.touch);
  };
  const revoked = async (change: Change, differs: boolean): Promise<void> => {
    await touched(change);
    if (differs) change.afterCommit(doorbells.revoked);
  };
  return {
    credentialsRevoked: async (change, ids) =>
      revoked(change, await denyList.denyCredentials(change.queries, ids, change.at)),
    userRevoked: async (change, id) => revoked(change, await denyList.denyUser(change.queries, id, change.at)),
    userRestored: async (change, id) => revoked(change, await denyList.restoreUser(change.queries, id, change.at)),
    membersChanged: touched,
    settingsChanged: async (change, { reset }) => {
      await touched(change);
      if (reset) await createSqlTerminalStore(change.queries).raiseGenerations();
      change.afterCommit(onRollout);
    },
    deviceChanged: touched,
    deviceRevoked: touched,
    lastEndOf: (change, ids) => lastEndOf(change.queries, ids),
  };
}
