import * as z from 'zod';
import { idField, idParams, timeField } from './fields.ts';
import { route } from './route.ts';

export const userImport = z.strictObject({
  id: idField('import'),
  state: z.enum(['running', 'done', 'failed']),
  dryRun: z.boolean(),
  rows: z.int(),
  added: z.int(),
  changed: z.int(),
  deactivated: z.int(),
  failed: z.int(),
  startedAt: timeField,
  finishedAt: timeField.nullable(),
  /** Why the whole could not be read: a code, when `state` is `failed`. */
  reason: z.string().nullable(),
});
export type UserImport = z.infer<typeof userImport>;

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
export const getImport = route('getImport', 'GET /imports/{id}', {
  summary: 'How an import goes',
  right: 'users:read',
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
