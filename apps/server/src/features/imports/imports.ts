import { between, hours, makeId, type ImportId } from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import { ProblemFault } from '../../problem-fault.ts';
import { createImportRuns } from './import-runs.ts';
import type { ImportOrder } from './import-order.ts';
import type { ImportRecord, ImportWork, UserImport } from './import.ts';
import { receiveFile } from './receive-file.ts';
import { endImport, importOf, type RecordDeps } from './run-record.ts';

export interface Imports {
  /**
   * Answers once a file is here, a directory at once; the work goes on, one import after another.
   * @throws ProblemFault `too-large`, `bad-request`
   */
  start(actor: Actor, order: ImportOrder): Promise<UserImport>;
  /** It ends at its next rows; what is applied stays. @throws ProblemFault `not-found`, `import-over` */
  cancel(id: ImportId): Promise<UserImport>;
  /** Goes on with what this server left half done. A directory that was being read is read no further: that one is failed. */
  resume(): Promise<void>;
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>;
  /** What is under way ends at its next rows, and goes on at the next start. */
  stop(): Promise<void>;
}

export type ImportsDeps = RecordDeps;

/** A server that has said nothing for so long will not: what it ran can be cancelled without it. */
const SILENT = hours(1);

export function createImports(deps: ImportsDeps): Imports {
  const { stores, clock, staging } = deps;
  const { imports } = stores;
  const runs = createImportRuns(deps);

  const isSilent = ({ owner, seenAt }: ImportRecord): boolean =>
    owner !== staging.owner && (seenAt === null || between(seenAt, clock.wall()) > SILENT);

  return {
    start: async (actor, { from, dryRun, deactivateMissing }) => {
      const startedAt = clock.wall();
      const id = makeId('import', startedAt, deps.entropy);
      const source = 'sourceId' in from ? from : undefined;
      if ('csv' in from) await receiveFile(from.csv, await staging.createFile(id));
      const made: UserImport = { ...NEW, id, dryRun, sourceId: source?.sourceId ?? null, startedAt };
      const work: ImportWork = { actor, deactivateMissing, read: null, plans: null, applied: 0 };
      await imports.create(made, { owner: staging.owner, work });
      runs.enqueue(id, source);
      return made;
    },

    cancel: async (id) => {
      const record = await imports.read(id);
      if (record === undefined) throw new ProblemFault('not-found');
      if (record.state !== 'running') throw new ProblemFault('import-over');
      await imports.askToCancel(id);
      if (!runs.cancel(id) && (record.stage === 'waiting' || isSilent(record))) {
        const left = { now: importOf(record), work: record.work };
        await endImport(deps, left, { state: 'cancelled', reason: null });
      }
      return importOf((await imports.read(id)) ?? record);
    },

    resume: async () => {
      const running = await imports.running();
      // Over one database of many servers each goes on with its own: what was staged is on its disk.
      const mine = running.filter(({ owner }) => deps.database.engine === 'sqlite' || owner === staging.owner);
      await staging.keepOnly(mine);
      for (const { id } of mine) runs.enqueue(id);
    },
    settled: runs.settled,
    stop: runs.stop,
  };
}

const NEW: Omit<UserImport, 'id' | 'dryRun' | 'sourceId' | 'startedAt'> = {
  state: 'running',
  stage: 'waiting',
  rows: 0,
  rowsDone: 0,
  added: 0,
  changed: 0,
  deactivated: 0,
  failed: 0,
  finishedAt: null,
  reason: null,
};
