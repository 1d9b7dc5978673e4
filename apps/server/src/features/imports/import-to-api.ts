import type { UserImport as ApiImport } from '@holdover/api';
import { toRfc3339 } from '@holdover/kernel';
import type { UserImport } from './import.ts';

export function importToApi({ startedAt, finishedAt, ...rest }: UserImport): ApiImport {
  return {
    ...rest,
    startedAt: toRfc3339(startedAt),
    finishedAt: finishedAt === null ? null : toRfc3339(finishedAt),
  };
}
