import type { ImportId, Instant, UserSourceId } from '@holdover/kernel';
import type { Bit } from './tables.ts';
import type { RowReason } from '../features/imports/import-reasons.ts';

interface UserImportTable {
  id: ImportId;
  state: string;
  stage: string | null;
  dryRun: Bit;
  sourceId: UserSourceId | null;
  rows: number;
  rowsDone: number;
  added: number;
  changed: number;
  deactivated: number;
  failed: number;
  startedAt: Instant;
  finishedAt: Instant | null;
  reason: string | null;
  /** The server that runs it: what it was given is on that one's disk. */
  owner: string | null;
  /** When its server last said how far it is. */
  seenAt: Instant | null;
  cancelAsked: Bit;
  /** JSON: what whoever goes on with it has to know. */
  work: string | null;
}

interface UserImportEffectTable {
  importId: ImportId;
  /** Digits of one length: sorts as numbers do. */
  place: string;
  line: number | null;
  action: string;
  userName: string;
  /** Names of fields, parted by blanks. */
  fields: string;
}

interface UserImportLogTable {
  importId: ImportId;
  /** As above; its value is the number of the line. */
  place: string;
  at: Instant;
  level: string;
  code: string;
  /** JSON. */
  values: string;
}

export interface ImportTables {
  userImport: UserImportTable;
  userImportError: { importId: ImportId; position: number; line: number; column: string; reason: RowReason };
  userImportEffect: UserImportEffectTable;
  userImportLog: UserImportLogTable;
}
