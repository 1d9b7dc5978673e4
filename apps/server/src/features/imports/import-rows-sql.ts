import type { ImportEffect, ImportLogLine } from '@holdover/api';
import type { Selectable } from 'kysely';
import { bit, type Tables } from '../../database/tables.ts';
import type { EffectField, ImportRecord, ImportStage, ImportState, ImportWork, UserImport } from './import.ts';

type Row = Selectable<Tables['userImport']>;

/** Digits enough for every row of the largest import, and what each of its chunks leaves room for. */
const DIGITS = 12;

/** Sorts as text the way the numbers do. */
export function place(number: number): string {
  return String(number).padStart(DIGITS, '0');
}

export function toColumns({ dryRun, ...rest }: Omit<UserImport, 'id'>) {
  return { ...rest, dryRun: bit(dryRun) };
}

export function importFrom(row: Row): UserImport {
  const { id, state, stage, dryRun, sourceId, rows, rowsDone, added, changed, deactivated, failed } = row;
  const { startedAt, finishedAt, reason } = row;
  return {
    id,
    // Written by toColumns from the same types.
    state: state as ImportState,
    stage: stage as ImportStage | null,
    dryRun: dryRun === 1,
    sourceId,
    rows,
    rowsDone,
    added,
    changed,
    deactivated,
    failed,
    startedAt,
    finishedAt,
    reason,
  };
}

export function fromRow(row: Row): ImportRecord {
  const { owner, seenAt, cancelAsked, work } = row;
  return {
    ...importFrom(row),
    owner,
    seenAt,
    cancelAsked: cancelAsked === 1,
    work: work === null ? null : (JSON.parse(work) as ImportWork), // written by the store from the same type
  };
}

export function effectFrom(row: Selectable<Tables['userImportEffect']>): ImportEffect {
  const { line, action, userName, fields } = row;
  return {
    line,
    action: action as ImportEffect['action'], // as are these
    userName,
    fields: (fields === '' ? [] : fields.split(' ')) as EffectField[],
  };
}

export function logFrom(row: Selectable<Tables['userImportLog']>): Omit<ImportLogLine, 'at'> {
  const { importId, level, code } = row;
  const values = JSON.parse(row.values) as ImportLogLine['values'];
  return { importId, number: Number(row.place), level: level as ImportLogLine['level'], code, values };
}
