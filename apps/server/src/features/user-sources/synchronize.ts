import { instant, minutes, type UserSourceId } from '@holdover/kernel';
import { SYSTEM, type Actor } from '../../actor.ts';
import type { Changes } from '../../changes/change.ts';
import { ProblemFault } from '../../problem-fault.ts';
import type { Stores } from '../../stores.ts';
import type { ImportOrder } from '../imports/import-order.ts';
import type { UserImport } from '../imports/import.ts';
import { readSource as readEverybody, type ReadSourceDeps } from './read-source.ts';
import type { UserSource } from './user-source.ts';
import { isRunning, readSource } from './user-sources.ts';

export interface SynchronizeDeps extends Omit<ReadSourceDeps, 'sources' | 'keepAbsent'> {
  readonly stores: Stores;
  readonly changes: Changes;
  readonly imports: ImportStarter;
}

/** The part of imports that begins one. */
export interface ImportStarter {
  start(actor: Actor, order: ImportOrder): Promise<UserImport>;
}

export interface SynchronizeOrder {
  readonly dryRun: boolean;
  /** Although more than half of its users are gone. */
  readonly force: boolean;
}

/** Begins an import from the directory. @throws ProblemFault `not-found`, `source-running` */
export type Synchronize = (actor: Actor, id: UserSourceId, order: SynchronizeOrder) => Promise<UserImport>;

/** To write down that an import was begun takes no longer; a server that stopped in between is not waited for. */
const CLAIMED_FOR = minutes(1);

export function createSynchronize(deps: SynchronizeDeps): Synchronize {
  const { stores, changes, imports } = deps;
  const reading: ReadSourceDeps = {
    ...deps,
    sources: stores.userSources,
    keepAbsent: (id, externalIds) =>
      changes.make(SYSTEM, (change) => change.stores.userSources.setAbsent(id, externalIds)),
  };

  /** Invariant: of one source one import runs, however many servers ask. */
  const claim = (actor: Actor, id: UserSourceId): Promise<UserSource> =>
    changes.make(actor, async (change) => {
      const source = await readSource(change, id);
      const isFree = await change.stores.userSources.claim(id, change.at, instant(change.at - CLAIMED_FOR));
      if (!isFree || (await isRunning(change, source))) throw new ProblemFault('source-running');
      return source;
    });

  return async (actor, id, { dryRun, force }) => {
    const { settings } = await claim(actor, id);
    let begun: UserImport | undefined;
    try {
      begun = await imports.start(actor, {
        from: {
          sourceId: id,
          read: (log, signal) => readEverybody(reading, { sourceId: id, dryRun, force, log, signal }),
        },
        dryRun,
        deactivateMissing: settings.deactivateMissing,
      });
      return begun;
    } finally {
      await changes.make(actor, (change) => change.stores.userSources.settle(id, begun?.id ?? null));
    }
  };
}
