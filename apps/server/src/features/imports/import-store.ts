import type { ImportId } from '@holdover/kernel';
import type { RowError, UserImport } from './import.ts';

export interface ImportStore {
  create(made: UserImport): Promise<void>;
  update(now: UserImport): Promise<void>;
  read(id: ImportId): Promise<UserImport | undefined>;
  /** Imports a stopped server left behind. */
  running(): Promise<readonly UserImport[]>;
  addErrors(id: ImportId, errors: readonly RowError[]): Promise<void>;
  /** In the order of the file. */
  errors(id: ImportId): Promise<readonly RowError[]>;
}
