import { between, hours, makeId, Fault, type Clock, type Entropy, type ImportId, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { Actor } from '../../actor.ts';
import type { EventHub } from '../../events/event-hub.ts';
import { ProblemFault } from '../../problem-fault.ts';
import { finishImport, type Ending } from './finish-import.ts';
import { ImportFault } from './import-fault.ts';
import { openLog, type KeptLog } from './import-log.ts';
import type { ImportOrder, ImportSource } from './import-order.ts';
import type { ImportRecord, ImportWork, UserImport } from './import.ts';
import { progressOf } from './apply-plan.ts';
import { startProgress } from './progress.ts';
import { mostChunks } from './read-rows.ts';
import { receiveFile } from './receive-file.ts';
import { runImport, type RunImportDeps } from './run-import.ts';
import { isDamaged } from './staging.ts';

export interface Imports {
  /**
   * Answers once a file is here, a directory at once; the work goes on, one import after another.
   * @throws ProblemFault `too-large`, `bad-request`; what the bytes of the file throw
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

export interface ImportsDeps extends Omit<RunImportDeps, 'progress' | 'log' | 'checkIn' | 'requireRunning' | 'signal'> {
  readonly hub: EventHub;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
}

/** A server that has said nothing for so long will not: what it ran can be cancelled without it. */
const SILENT = hours(1);

interface Run {
  readonly id: ImportId;
  readonly ending: AbortController;
}

export function createImports(deps: ImportsDeps): Imports {
  const { stores, clock, logger, staging } = deps;
  const { imports } = stores;
  const cancelled = new Set<ImportId>();
  let stopping = false;
  let current: Run | undefined;
  let last: Promise<void> = Promise.resolve();

  const enqueue = (id: ImportId, source?: ImportSource): void => {
    last = last
      .then(() => run(id, source))
      .catch((error: unknown) =>
        logger.error('An import of users cannot be ended', { importId: id, error: describeError(error) }),
      );
  };

  const run = async (id: ImportId, source: ImportSource | undefined): Promise<void> => {
    const record = await imports.read(id);
    if (stopping || record?.state !== 'running') return;
    if (record.cancelAsked) cancelled.add(id);
    const ending = new AbortController();
    current = { id, ending };
    try {
      await runRecord(deps, {
        record,
        source,
        ending,
        isStopping: () => stopping,
        isCancelled: () => cancelled.has(id),
      });
    } finally {
      current = undefined;
      cancelled.delete(id);
    }
  };

  return {
    start: async (actor, { from, dryRun, deactivateMissing }) => {
      const startedAt = clock.wall();
      const id = makeId('import', startedAt, deps.entropy);
      const source = 'sourceId' in from ? from : undefined;
      if ('csv' in from) await receiveFile(from.csv, await staging.createFile(id));
      const made: UserImport = { ...NEW, id, dryRun, sourceId: source?.sourceId ?? null, startedAt };
      const work: ImportWork = { actor, deactivateMissing, read: null, plans: null, applied: 0 };
      await imports.create(made, { owner: staging.owner, work });
      enqueue(id, source);
      return made;
    },

    cancel: async (id) => {
      const record = await imports.read(id);
      if (record === undefined) throw new ProblemFault('not-found');
      if (record.state !== 'running') throw new ProblemFault('import-over');
      await imports.askToCancel(id);
      if (current?.id === id) {
        cancelled.add(id);
        current.ending.abort();
      } else if (record.stage === 'waiting' || isSilent(record)) {
        await end(deps, { now: importOf(record), work: record.work }, { state: 'cancelled', reason: null });
      }
      return (await imports.read(id)) ?? record;
    },

    resume: async () => {
      const running = await imports.running();
      // Over one database of many servers each goes on with its own; a file has one server.
      const mine = running.filter(({ owner }) => deps.database.engine === 'sqlite' || owner === staging.owner);
      await staging.keepOnly(mine);
      for (const { id } of mine) enqueue(id);
    },
    settled: () => last,
    stop: () => {
      stopping = true;
      current?.ending.abort();
      return last;
    },
  };

  function isSilent({ owner, seenAt }: ImportRecord): boolean {
    return owner !== staging.owner && (seenAt === null || between(seenAt, clock.wall()) > SILENT);
  }
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

interface RecordRun {
  readonly record: ImportRecord;
  readonly source: ImportSource | undefined;
  readonly ending: AbortController;
  readonly isStopping: () => boolean;
  readonly isCancelled: () => boolean;
}

async function runRecord(deps: ImportsDeps, { record, source, ending, isStopping, isCancelled }: RecordRun) {
  const { stores, clock } = deps;
  const { work, id } = record;
  if (work === null) return end(deps, { now: importOf(record), work }, { state: 'failed', reason: 'interrupted' });
  const made = importOf(record);
  const progress = startProgress(deps.hub, clock, made);
  const log = await openLog({ ...deps, imports: stores.imports }, id);
  const requireRunning = (): void => {
    if (isStopping()) throw new ImportFault('stopping');
    if (isCancelled()) throw new ImportFault('cancelled');
  };
  const checkIn = async (): Promise<void> => {
    requireRunning();
    if (!progress.isDue()) return;
    progress.tell();
    const told = await stores.imports.tell(id, progressOf(progress.now()), clock.wall());
    if (told?.cancelAsked !== false) throw new ImportFault('cancelled');
  };
  let ended: Ending | undefined;
  try {
    requireRunning();
    await runImport({ ...deps, progress, log, requireRunning, checkIn, signal: ending.signal }, work, source);
    ended = { state: 'done', reason: null };
  } catch (error) {
    ended = endingOf(deps, error, {
      id,
      signal: ending.signal,
      isStopping,
      isReading: progress.now().stage === 'reading' && made.sourceId !== null,
    });
  }
  await log.settled();
  if (ended === undefined) return;
  const now = await stores.imports.read(id);
  await end(deps, { now: progress.now(), work: now?.work ?? work }, ended, log);
}

function importOf({
  owner: _owner,
  seenAt: _seenAt,
  cancelAsked: _asked,
  work: _work,
  ...made
}: ImportRecord): UserImport {
  return made;
}

interface Failing {
  readonly id: ImportId;
  readonly signal: AbortSignal;
  readonly isStopping: () => boolean;
  /** A directory. */
  readonly isReading: boolean;
}

/** Undefined for what goes on at the next start. */
function endingOf(
  { logger }: ImportsDeps,
  error: unknown,
  { id, signal, isStopping, isReading }: Failing,
): Ending | undefined {
  const failed = (reason: string): Ending => ({ state: 'failed', reason });
  if (error instanceof ImportFault ? error.reason === 'stopping' : signal.aborted && isStopping()) {
    return isReading ? failed('interrupted') : undefined;
  }
  if (error instanceof ImportFault ? error.reason === 'cancelled' : signal.aborted) {
    return { state: 'cancelled', reason: null };
  }
  if (error instanceof ImportFault) return failed(error.reason);
  if (isDamaged(error)) return failed('interrupted');
  if (isReading && error instanceof Fault && error.owner !== 'ours') return failed(error.code);
  logger.error('An import of users failed', { importId: id, error: describeError(error) });
  return failed('server-fault');
}

async function end(
  deps: ImportsDeps,
  { now, work }: { readonly now: UserImport; readonly work: ImportWork | null },
  ending: Ending,
  given?: KeptLog,
): Promise<void> {
  const { staging, stores } = deps;
  const log = given ?? (await openLog({ ...deps, imports: stores.imports }, now.id));
  await finishImport(deps, now, { ending, work, log });
  await log.settled();
  const chunks = work?.read?.chunks ?? mostChunks(now.rows);
  await staging.removeFile(now.id);
  await staging.removeChunks(now.id, 'read', chunks);
  await staging.removeChunks(now.id, 'plan', work?.plans ?? chunks);
}
