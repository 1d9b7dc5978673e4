import { makeId, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import { SYSTEM, type Actor } from '../../actor.ts';
import { importToApi } from './import-to-api.ts';
import type { UserImport } from './import.ts';
import { startProgress } from './progress.ts';
import { ImportFault, runImport, type ImportOrder, type RunImportDeps } from './run-import.ts';

export interface Imports {
  /** Answers at once; the work goes on, one import after another. */
  start(actor: Actor, order: ImportOrder): Promise<UserImport>;
  /** What a stopped server left half done is `failed`; what it wrote stands and reaches terminals. */
  failInterrupted(): Promise<void>;
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>;
  /** Ends what is under way at its next rows, as interrupted. */
  stop(): Promise<void>;
}

export interface ImportsDeps extends Omit<RunImportDeps, 'progress' | 'requireRunning'> {
  readonly logger: Logger;
}

export function createImports(deps: ImportsDeps): Imports {
  const { stores, clock, logger } = deps;
  let stopping = false;
  let last: Promise<void> = Promise.resolve();

  const requireRunning = (): void => {
    if (stopping) throw new ImportFault('interrupted');
  };

  const run = async (actor: Actor, order: ImportOrder, made: UserImport): Promise<void> => {
    const progress = startProgress(deps.hub, made);
    try {
      await runImport({ ...deps, progress, requireRunning }, actor, order);
    } catch (error) {
      if (!(error instanceof ImportFault)) {
        logger.error('An import of users failed', { importId: made.id, error: describeError(error) });
      }
      await fail(deps, progress.now(), error instanceof ImportFault ? error.reason : 'server-fault');
    }
  };

  return {
    start: async (actor, order) => {
      const made = beginning(deps, order);
      await stores.imports.create(made);
      last = last
        .then(() => run(actor, order, made))
        .catch((error: unknown) =>
          logger.error('An import cannot be marked as failed', { importId: made.id, error: describeError(error) }),
        );
      return made;
    },
    failInterrupted: async () => {
      for (const left of await stores.imports.running()) await fail(deps, left, 'interrupted');
    },
    settled: () => last,
    stop: () => {
      stopping = true;
      return last;
    },
  };

  function beginning({ entropy }: ImportsDeps, { dryRun }: ImportOrder): UserImport {
    const startedAt = clock.wall();
    const counts = { rows: 0, added: 0, changed: 0, deactivated: 0, failed: 0 };
    const id = makeId('import', startedAt, entropy);
    return { id, state: 'running', dryRun, ...counts, startedAt, finishedAt: null, reason: null };
  }
}

/** What was written before the failure stands, so terminals are to take it. */
async function fail({ changes, signals, hub }: ImportsDeps, left: UserImport, reason: string): Promise<void> {
  await changes.make(SYSTEM, async (change) => {
    const failed: UserImport = { ...left, state: 'failed', reason, finishedAt: change.at };
    await change.stores.imports.update(failed);
    if (!left.dryRun) {
      await change.raiseRevision();
      await signals.membersChanged(change);
    }
    change.afterCommit(() => hub.publish({ name: 'import.progress', data: importToApi(failed) }));
  });
}
