import { Fault, type ImportId, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { EventHub } from '../../events/event-hub.ts';
import { progressOf } from './apply-plan.ts';
import { finishImport, type Ending } from './finish-import.ts';
import { ImportFault } from './import-fault.ts';
import { openLog, type KeptLog } from './import-log.ts';
import type { ImportSource } from './import-order.ts';
import type { ImportRecord, ImportWork, UserImport } from './import.ts';
import { startProgress } from './progress.ts';
import { mostChunks } from './read-rows.ts';
import { runImport, type RunImportDeps } from './run-import.ts';
import { isDamaged } from './staging.ts';

export interface RecordDeps extends Omit<RunImportDeps, 'progress' | 'log' | 'checkIn' | 'requireRunning' | 'signal'> {
  readonly hub: EventHub;
  readonly logger: Logger;
}

export interface RecordRun {
  readonly record: ImportRecord;
  readonly source: ImportSource | undefined;
  readonly ending: AbortController;
  readonly isStopping: () => boolean;
  readonly isCancelled: () => boolean;
}

/** Runs an import, or goes on with it, to its end or to the next stop of the server. */
export async function runRecord(
  deps: RecordDeps,
  { record, source, ending, isStopping, isCancelled }: RecordRun,
): Promise<void> {
  const { stores, clock } = deps;
  const { work, id } = record;
  if (work === null)
    return endImport(deps, { now: importOf(record), work }, { state: 'failed', reason: 'interrupted' });
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
    const told = await stores.imports.tell(id, { progress: progressOf(progress.now()), seenAt: clock.wall() });
    if (told?.cancelAsked !== false) throw new ImportFault('cancelled');
  };
  let ended: Ending | undefined;
  try {
    requireRunning();
    await runImport({ ...deps, progress, log, requireRunning, checkIn, signal: ending.signal }, work, source);
    ended = { state: 'done', reason: null };
  } catch (error) {
    if (error instanceof ImportFault && Object.keys(error.values).length > 0)
      log.say('error', error.reason, error.values);
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
  await endImport(deps, { now: progress.now(), work: now?.work ?? work }, ended, log);
}

/** Without what only servers look at. */
export function importOf({
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
  { logger }: RecordDeps,
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

/** Ends it one way or another, and clears away what was staged. */
export async function endImport(
  deps: RecordDeps,
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
