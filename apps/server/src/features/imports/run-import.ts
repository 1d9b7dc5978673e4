import type { Clock, GroupId, ImportId } from '@holdover/kernel';
import type { Database } from '../../database/database.ts';
import { readPinRules } from '../settings/pin-rules.ts';
import { readAuthentication } from '../settings/settings.ts';
import { applyPlan, progressOf, type ApplyPlanDeps } from './apply-plan.ts';
import { compareRows, type CompareDeps, type Comparison } from './compare-rows.ts';
import { groupsToAdopt } from './directory-view.ts';
import { findMissing, readNamed, type Named } from './find-missing.ts';
import { ImportFault } from './import-fault.ts';
import type { ImportSource } from './import-order.ts';
import type { Effect, ImportWork, ReadingFacts, UserImport } from './import.ts';
import { readRows } from './read-rows.ts';
import type { PlanChunk, ReadChunk } from './staging.ts';

export interface RunImportDeps extends CompareDeps, ApplyPlanDeps {
  readonly signals: ApplyPlanDeps['signals'];
  readonly database: Database;
  readonly clock: Clock;
  /** Aborted when the import is cancelled or the server stops. */
  readonly signal: AbortSignal;
}

/**
 * Reads, compares, applies; or goes on where a former run of the server was. A wrong row is named and the rest goes on.
 * Invariant: nothing is applied before all is read and compared, and each stage is kept as done before the next begins.
 * @param source of one that is begun: a directory is read anew or not at all
 * @throws ImportFault when the whole cannot be used, is cancelled, or the server stops; what the source throws
 */
export async function runImport(deps: RunImportDeps, begun: ImportWork, source?: ImportSource): Promise<void> {
  const read = begun.read ?? (await readAll(deps, begun, source));
  const work = { ...begun, read };
  const plans = begun.plans ?? (await compareAll(deps, work));
  const { progress, log } = deps;
  const { rowsDone, sourceId } = progress.now();
  if (begun.plans === null) {
    progress.enter('applying');
    await enterStage(deps, { ...work, plans });
  } else {
    progress.enter('applying', { rowsDone });
  }
  log.say('info', 'applying');
  await deps.staging.removeChunks(progress.now().id, 'read', read.chunks);
  await applyPlan(deps, { ...work, plans }, { sourceId, adopts: new Set<GroupId>(read.adopts) });
}

/** What is done is kept as done. */
async function enterStage({ stores, clock, progress }: RunImportDeps, work: ImportWork): Promise<void> {
  const now = progress.now();
  const told = await stores.imports.tell(now.id, { progress: progressOf(now), seenAt: clock.wall(), work });
  if (told?.cancelAsked !== false) throw new ImportFault('cancelled');
}

async function readAll(deps: RunImportDeps, work: ImportWork, source: ImportSource | undefined): Promise<ReadingFacts> {
  const { progress, log, stores } = deps;
  const { id, sourceId } = progress.now();
  if (sourceId !== null && source === undefined) throw new ImportFault('interrupted');
  progress.enter('reading', { rows: 0, failed: 0 });
  await enterStage(deps, work);
  log.say('info', 'reading');
  const { pinMinLength } = await readAuthentication(stores.settings);
  const { groupNames, ...facts } = await readRows({ ...deps, pinMinLength }, id, source);
  const adopts = sourceId === null ? [] : await groupsToAdopt(deps.database.queries, groupNames);
  const read: ReadingFacts = { ...facts, adopts };
  log.say('info', 'read', { rows: progress.now().rows });
  return read;
}

/** @returns chunks of the plan */
async function compareAll(deps: RunImportDeps, work: ImportWork & { readonly read: ReadingFacts }): Promise<number> {
  const { progress, log, stores, clock } = deps;
  const { read, deactivateMissing } = work;
  const { id, sourceId, dryRun, rows } = progress.now();
  progress.enter('comparing', { failed: read.failed, added: 0, changed: 0, deactivated: 0 });
  await enterStage(deps, work);
  await deps.staging.removeFile(id);
  log.say('info', 'comparing');
  const named = sourceId !== null || deactivateMissing ? await readNamed(chunksOf(deps, id, read.chunks)) : NOBODY;
  const { least } = await readPinRules(stores, clock.wall(), read.pins);
  const comparison: Comparison = {
    id,
    chunks: read.chunks,
    sourceId,
    externalIds: named.externalIds,
    adopts: new Set(read.adopts),
    leastPinLength: least,
    dryRun,
  };
  await compareRows(deps, comparison);
  if (!deactivateMissing) return read.chunks;
  if (!mayDeactivate(read, rows)) {
    log.say('warning', 'deactivation-skipped');
    return read.chunks;
  }
  return planMissing(deps, { id, first: read.chunks, named });
}

const NOBODY: Named = { names: new Set(), externalIds: new Set() };

async function* chunksOf({ staging }: RunImportDeps, id: ImportId, count: number): AsyncGenerator<ReadChunk> {
  for (let number = 0; number < count; number++) yield await staging.read(id, number);
}

/** Nobody is disabled on the strength of names that could not all be read, or of nothing at all. */
export function mayDeactivate({ complete }: Pick<ReadingFacts, 'complete'>, rows: number): boolean {
  return complete && rows > 0;
}

interface Missing {
  readonly id: ImportId;
  /** Chunks of the plan that there are before. */
  readonly first: number;
  readonly named: Named;
}

async function planMissing(deps: RunImportDeps, { id, first, named }: Missing): Promise<number> {
  const { dryRun, sourceId } = deps.progress.now();
  let number = first;
  for await (const users of findMissing(deps.database.queries, sourceId, named)) {
    const effects = dryRun ? users.map(({ userName }) => deactivation(userName)) : [];
    if (dryRun) deps.progress.count('deactivated', users.length);
    const missing = users.map((user) => user.id);
    await deps.staging.putPlan(id, number, { ...NO_ROWS, effects, missing });
    number += 1;
    await deps.checkIn();
  }
  return number;
}

const NO_ROWS: Pick<PlanChunk, 'rows' | 'errors' | 'lines'> = { rows: [], errors: [], lines: 0 };

export function deactivation(userName: string): Effect {
  return { line: null, action: 'deactivate', userName, fields: ['enabled'] };
}

/** How an import that is over is audited. */
export function countsOf({ rows, added, changed, deactivated, failed }: UserImport) {
  return { rows, added, changed, deactivated, failed };
}
