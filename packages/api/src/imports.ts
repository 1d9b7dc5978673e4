import * as z from 'zod';
import { idField, idParams, listQuery, pageOf, timeField } from './fields.ts';
import { route } from './route.ts';

/** Users that come in together: from a CSV file, or from a user source. */
export const userImport = z.strictObject({
  id: idField('import'),
  /** `cancelled`: what was applied before stays applied, as `added` … `failed` say. */
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** What goes on while it runs; null afterwards. Nothing is applied before everything is read and compared. */
  stage: z.enum(['waiting', 'reading', 'comparing', 'applying']).nullable(),
  dryRun: z.boolean(),
  /** The directory it comes from; null for a file. */
  sourceId: idField('userSource').nullable(),
  /** Rows read. */
  rows: z.int(),
  /** Rows the present stage is through with. */
  rowsDone: z.int(),
  added: z.int(),
  changed: z.int(),
  deactivated: z.int(),
  failed: z.int(),
  startedAt: timeField,
  finishedAt: timeField.nullable(),
  /** Why the whole came to nothing: a code, when `state` is `failed`. */
  reason: z.string().nullable(),
});
export type UserImport = z.infer<typeof userImport>;

/** Bytes of one CSV file. */
export const CSV_MOST_BYTES = 1024 * 1024 * 1024;
/** Data rows of one import. */
export const IMPORT_MOST_ROWS = 1_000_000;

export const importUsers = route('importUsers', 'POST /users/import', {
  summary: 'Import users from CSV: USERNAME,FULLNAME,EMAIL,PINS,CARDS,GROUPS,LANGUAGE,ENABLED',
  right: 'users:write',
  status: 202,
  query: z.strictObject({
    dryRun: z.enum(['true', 'false']).default('false'),
    deactivateMissing: z.enum(['true', 'false']).default('false'),
  }),
  body: z.string(),
  consumes: 'text/csv',
  answer: userImport,
});
export const listImports = route('listImports', 'GET /imports', {
  summary: 'Imports of the last 90 days, newest first',
  right: 'users:read',
  query: listQuery.extend({ source: idField('userSource').optional() }),
  answer: pageOf(userImport),
});
export const getImport = route('getImport', 'GET /imports/{id}', {
  summary: 'How an import goes',
  right: 'users:read',
  params: idParams('import'),
  answer: userImport,
});
export const cancelImport = route('cancelImport', 'POST /imports/{id}/cancel', {
  summary: 'End an import at its next rows',
  right: 'users:write',
  params: idParams('import'),
  answer: userImport,
});
export const importErrors = route('importErrors', 'GET /imports/{id}/errors', {
  summary: 'Rows that were not imported: LINE,COLUMN,REASON',
  right: 'users:read',
  params: idParams('import'),
  produces: 'text/csv',
  answer: z.string(),
});

/** What an import does, or after a dry run would do, to one user. Names of fields alone: never a PIN or a card number. */
export const importEffect = z.strictObject({
  /** Of the file; of the directory its place in the order read. Null for who is missing there. */
  line: z.int().nullable(),
  action: z.enum(['add', 'change', 'deactivate']),
  userName: z.string(),
  fields: z.array(
    z.enum(['userName', 'fullName', 'email', 'language', 'enabled', 'groups', 'pins', 'cards', 'source']),
  ),
});
export type ImportEffect = z.infer<typeof importEffect>;

export const listImportEffects = route('listImportEffects', 'GET /imports/{id}/effects', {
  summary: 'Whom an import adds, changes and deactivates; the preview of a dry run',
  right: 'users:read',
  params: idParams('import'),
  query: listQuery.extend({ action: importEffect.shape.action.optional() }),
  answer: pageOf(importEffect),
});

/** One line of what an import says while it goes on. `code` is stable; pages have a text for each. */
export const importLogLine = z.strictObject({
  importId: idField('import'),
  number: z.int(),
  at: timeField,
  level: z.enum(['info', 'warning', 'error']),
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type ImportLogLine = z.infer<typeof importLogLine>;

export const listImportLog = route('listImportLog', 'GET /imports/{id}/log', {
  summary: 'What an import said, in order; new lines come as the event import.logged',
  right: 'users:read',
  params: idParams('import'),
  query: listQuery,
  answer: pageOf(importLogLine),
});
