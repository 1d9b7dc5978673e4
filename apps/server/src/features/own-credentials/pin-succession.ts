import { isId, type Logger, type PinId } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { Change, Changes } from '../../changes/change.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import type { Credential } from '../credentials/credential.ts';
import { removeCredential } from '../credentials/retired-credential.ts';
import type { FleetSnapshots } from '../sync/fleet-snapshots.ts';
import { actorOf, ownCredentialStore } from './prove-oneself.ts';

export interface PinSuccessionDeps {
  readonly changes: Changes;
  readonly signals: FleetSignals;
  readonly snapshots: FleetSnapshots;
  readonly logger: Logger;
}

/** ADR 24: whoever uses a new PIN has read it: the one before it is taken away. Nothing is looked up for any other. */
export function createPinSuccession(deps: PinSuccessionDeps): (used: readonly Credential[]) => void {
  const settle = async (used: readonly Credential[]): Promise<void> => {
    const { snapshot } = await deps.snapshots.current();
    for (const { id, userId } of used) {
      const user = snapshot.users.get(userId);
      if (!isId('pin', id) || !snapshot.unusedPins.has(id) || user === undefined) continue;
      await deps.changes.make(actorOf(user), (change) => retirePredecessor(deps.signals, change, id));
    }
  };
  return (used) => {
    settle(used).catch((error: unknown) => {
      deps.logger.error('A PIN that was replaced could not be taken away', { error: describeError(error) });
    });
  };
}

/** Harmless where there is none. */
export async function retirePredecessor(signals: FleetSignals, change: Change, newId: PinId): Promise<void> {
  const store = ownCredentialStore(change);
  const succession = await store.predecessorOf(newId);
  if (succession === undefined) return;
  const { credentials, users } = change.stores;
  const old = await credentials.read(succession.oldId);
  const user = await users.read(succession.userId);
  if (old !== undefined) await removeCredential(signals, change, old, user?.userName ?? '');
  await store.settle(newId);
  await change.raiseRevision();
}
