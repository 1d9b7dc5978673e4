import { sql, type QueryExecutorProvider, type SchemaModule } from 'kysely';
import type { ColumnTypes, Migration } from '../migration.ts';

/** Administrators that can be disabled, sessions with a name, tokens with rights instead of a role, an audit log to search. */
export const administrators: Migration = {
  name: 'administrators',
  async up(schema, types, database) {
    await schema
      .alterTable('administrator')
      .addColumn('enabled', types.integer, (c) => c.notNull().defaultTo(1))
      .execute();
    await schema.alterTable('administrator').addColumn('lastSignInAt', types.integer).execute();
    await recreateSessions(schema, types);
    await giveTokensRights(schema, types, database);
    await indexAudit(schema);
  },
};

/** The sessions of before have no id, no address and less than a day to live: everybody signs in again. */
async function recreateSessions(schema: SchemaModule, { text, integer }: ColumnTypes): Promise<void> {
  await schema.dropTable('consoleSession').execute();
  await schema
    .createTable('consoleSession')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('tokenHash', text, (c) => c.notNull().unique())
    .addColumn('administratorId', text, (c) => c.notNull().references('administrator.id').onDelete('cascade'))
    .addColumn('address', text, (c) => c.notNull())
    .addColumn('userAgent', text, (c) => c.notNull())
    .addColumn('createdAt', integer, (c) => c.notNull())
    .addColumn('seenAt', integer, (c) => c.notNull())
    .execute();
  await schema.createIndex('consoleSessionAdministrator').on('consoleSession').column('administratorId').execute();
}

const ALL = [
  'users:read',
  'users:write',
  'devices:read',
  'devices:write',
  'settings:read',
  'settings:write',
  'accounting:read',
  'accounting:write',
  'audit:read',
  'administrators:read',
  'administrators:write',
];
/** What each role allowed when tokens still had one. */
const RIGHTS_THEN: Readonly<Record<string, readonly string[]>> = {
  administrator: ALL,
  'user-manager': ['users:read', 'users:write', 'devices:read'],
  'device-manager': ['users:read', 'devices:read', 'devices:write', 'settings:read', 'settings:write'],
  auditor: ALL.filter((right) => right.endsWith(':read')),
};

async function giveTokensRights(
  schema: SchemaModule,
  { text, integer }: ColumnTypes,
  database: QueryExecutorProvider,
): Promise<void> {
  await schema
    .alterTable('apiToken')
    .addColumn('rights', text, (c) => c.notNull().defaultTo('[]'))
    .execute();
  await schema
    .alterTable('apiToken')
    .addColumn('createdBy', text, (c) => c.notNull().defaultTo('server'))
    .execute();
  await schema
    .alterTable('apiToken')
    .addColumn('nameKey', text, (c) => c.notNull().defaultTo(''))
    .execute();
  await schema.alterTable('apiToken').addColumn('lastUsedAt', integer).execute();
  await sql`update ${sql.table('apiToken')} set ${sql.ref('nameKey')} = lower(${sql.ref('name')})`.execute(database);
  for (const [role, rights] of Object.entries(RIGHTS_THEN)) {
    await sql`update ${sql.table('apiToken')} set ${sql.ref('rights')} = ${JSON.stringify(rights)}
      where ${sql.ref('role')} = ${role}`.execute(database);
  }
  await schema.alterTable('apiToken').dropColumn('role').execute();
}

async function indexAudit(schema: SchemaModule): Promise<void> {
  for (const column of ['at', 'action', 'actorKind', 'actorId', 'targetKind', 'targetId', 'searchText']) {
    const name = `auditEntry${column[0]?.toUpperCase()}${column.slice(1)}`;
    await schema.createIndex(name).on('auditEntry').columns([column, 'sequence']).execute();
  }
}
