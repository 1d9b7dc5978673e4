import type { ImportEffect, ImportLogLine } from '@holdover/api';
import type { ImportId, Instant, UserSourceId } from '@holdover/kernel';
import type { Page, PageQuestion } from '../../database/page.ts';
import type { Effect, ImportRecord, ImportWork, LogLine, RowError, UserImport } from './import.ts';

/** How far an import is. */
export type ImportProgress = Pick<
  UserImport,
  'stage' | 'rows' | 'rowsDone' | 'added' | 'changed' | 'deactivated' | 'failed'
>;

export interface ImportStore {
  create(made: UserImport, mine: { readonly owner: string; readonly work: ImportWork }): Promise<void>;
  read(id: ImportId): Promise<ImportRecord | undefined>;
  /** Newest first. */
  page(question: PageQuestion & { readonly source?: UserSourceId | undefined }): Promise<Page<UserImport>>;
  running(): Promise<readonly ImportRecord[]>;
  /**
   * @param work where another stage or step is begun: both are kept, or neither
   * @returns whether it is to be cancelled; undefined when it does not run any more
   */
  tell(
    id: ImportId,
    told: { readonly progress: ImportProgress; readonly seenAt: Instant; readonly work?: ImportWork },
  ): Promise<{ readonly cancelAsked: boolean } | undefined>;
  askToCancel(id: ImportId): Promise<void>;
  /** @returns false for one that is over already */
  finish(over: UserImport): Promise<boolean>;
  /** Ended before this time, with all that belongs to them. */
  forget(before: Instant): Promise<void>;
  /** @param position of the first; unique within the import */
  addErrors(id: ImportId, errors: readonly RowError[], position: number): Promise<void>;
  /** By line. */
  errors(id: ImportId): Promise<readonly RowError[]>;
  /** Lines of data that have one. */
  countFailed(id: ImportId): Promise<number>;
  addEffects(id: ImportId, effects: readonly Effect[], position: number): Promise<void>;
  effects(
    id: ImportId,
    question: PageQuestion & { readonly action?: Effect['action'] | undefined },
  ): Promise<Page<ImportEffect>>;
  addLog(id: ImportId, lines: readonly LogLine[]): Promise<void>;
  countLog(id: ImportId): Promise<number>;
  log(id: ImportId, question: PageQuestion): Promise<Page<ImportLogLine>>;
}
