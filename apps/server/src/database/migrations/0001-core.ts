import type { SchemaModule } from 'kysely';
import type { ColumnTypes, Migration } from '../migration.ts';

/** Directory, devices, settings, who may sign in, and the audit log. */
export const core: Migration = {
  name: 'core',
  async up(schema, types) {
    await createAdministration(schema, types);
    await createDirectory(schema, types);
    await createCredentials(schema, types);
    await createImports(schema, types);
    await createDevices(schema, types);
    await createRecords(schema, types);
  },
};

async function createAdministration(schema: SchemaModule, { text, integer }: ColumnTypes): Promise<void> {
  await schema
    .createTable('administrator')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('userName', text, (c) => c.notNull())
    .addColumn('userNameKey', text, (c) => c.notNull().unique())
    .addColumn('passwordHash', text, (c) => c.notNull())
    .addColumn('role', text, (c) => c.notNull())
    .addColumn('language', text)
    .addColumn('createdAt', integer, (c) => c.notNull())
    .execute();
  await schema
    .createTable('consoleSession')
    .addColumn('tokenHash', text, (c) => c.primaryKey())
    .addColumn('administratorId', text, (c) => c.notNull().references('administrator.id').onDelete('cascade'))
    .addColumn('createdAt', integer, (c) => c.notNull())
    .addColumn('seenAt', integer, (c) => c.notNull())
    .execute();
  await schema
    .createTable('apiToken')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('tokenHash', text, (c) => c.notNull().unique())
    .addColumn('role', text, (c) => c.notNull())
    .addColumn('createdAt', integer, (c) => c.notNull())
    .addColumn('expiresAt', integer)
    .execute();
  await schema
    .createTable('setUpToken')
    .addColumn('tokenHash', text, (c) => c.primaryKey())
    .addColumn('createdAt', integer, (c) => c.notNull())
    .execute();
  await schema
    .createTable('signInFailure')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('userNameKey', text, (c) => c.notNull())
    .addColumn('address', text, (c) => c.notNull())
    .addColumn('at', integer, (c) => c.notNull())
    .execute();
  await schema.createIndex('signInFailureAt').on('signInFailure').column('at').execute();
}

async function createDirectory(schema: SchemaModule, { text, integer }: ColumnTypes): Promise<void> {
  await schema
    .createTable('user')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('userName', text, (c) => c.notNull())
    .addColumn('userNameKey', text, (c) => c.notNull().unique())
    .addColumn('fullName', text, (c) => c.notNull())
    .addColumn('fullNameKey', text, (c) => c.notNull())
    .addColumn('email', text)
    .addColumn('language', text)
    .addColumn('color', integer, (c) => c.notNull())
    .addColumn('enabled', integer, (c) => c.notNull())
    .addColumn('searchText', text, (c) => c.notNull())
    .addColumn('createdAt', integer, (c) => c.notNull())
    .execute();
  await schema
    .createTable('userGroup')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('nameKey', text, (c) => c.notNull().unique())
    .addColumn('builtIn', integer, (c) => c.notNull())
    .addColumn('createdAt', integer, (c) => c.notNull())
    .execute();
  await schema
    .createTable('userGroupMember')
    .addColumn('groupId', text, (c) => c.notNull().references('userGroup.id').onDelete('cascade'))
    .addColumn('userId', text, (c) => c.notNull().references('user.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('userGroupMemberKey', ['groupId', 'userId'])
    .execute();
  await schema.createIndex('userGroupMemberUser').on('userGroupMember').column('userId').execute();
}

async function createCredentials(schema: SchemaModule, { text, integer }: ColumnTypes): Promise<void> {
  await schema
    .createTable('credential')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('userId', text, (c) => c.notNull().references('user.id').onDelete('cascade'))
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('lookup', text, (c) => c.notNull())
    .addColumn('sealed', text, (c) => c.notNull())
    .addColumn('generation', integer, (c) => c.notNull())
    .addColumn('fingerprint', text)
    .addColumn('length', integer, (c) => c.notNull())
    .addColumn('ending', text, (c) => c.notNull())
    .addColumn('createdAt', integer, (c) => c.notNull())
    .addColumn('expiresAt', integer)
    .addUniqueConstraint('credentialLookup', ['kind', 'lookup'])
    .execute();
  await schema.createIndex('credentialUser').on('credential').column('userId').execute();
  await schema
    .createTable('credentialStretch')
    .addColumn('credentialId', text, (c) => c.notNull().references('credential.id').onDelete('cascade'))
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('generation', integer, (c) => c.notNull())
    .addColumn('lookup', text, (c) => c.notNull())
    .addColumn('sealed', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('credentialStretchKey', ['credentialId', 'generation'])
    .addUniqueConstraint('credentialStretchLookup', ['kind', 'lookup'])
    .execute();
  await schema
    .createTable('reservedPin')
    .addColumn('lookup', text, (c) => c.primaryKey())
    .addColumn('userId', text, (c) => c.notNull())
    .addColumn('until', integer, (c) => c.notNull())
    .execute();
}

async function createImports(schema: SchemaModule, { text, integer }: ColumnTypes): Promise<void> {
  await schema
    .createTable('userImport')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('dryRun', integer, (c) => c.notNull())
    .addColumn('rows', integer, (c) => c.notNull())
    .addColumn('added', integer, (c) => c.notNull())
    .addColumn('changed', integer, (c) => c.notNull())
    .addColumn('deactivated', integer, (c) => c.notNull())
    .addColumn('failed', integer, (c) => c.notNull())
    .addColumn('startedAt', integer, (c) => c.notNull())
    .addColumn('finishedAt', integer)
    .addColumn('reason', text)
    .execute();
  await schema
    .createTable('userImportError')
    .addColumn('importId', text, (c) => c.notNull().references('userImport.id').onDelete('cascade'))
    .addColumn('position', integer, (c) => c.notNull())
    .addColumn('line', integer, (c) => c.notNull())
    .addColumn('column', text, (c) => c.notNull())
    .addColumn('reason', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('userImportErrorKey', ['importId', 'position'])
    .execute();
}

async function createDevices(schema: SchemaModule, { text, integer }: ColumnTypes): Promise<void> {
  await schema
    .createTable('profile')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('nameKey', text, (c) => c.notNull().unique())
    .addColumn('loginMethods', text, (c) => c.notNull())
    .addColumn('idleTimeoutSeconds', integer, (c) => c.notNull())
    .addColumn('maxSyncedUsers', integer, (c) => c.notNull())
    .addColumn('requireProtector', text, (c) => c.notNull())
    .addColumn('cardTransformation', text)
    .addColumn('actions', text, (c) => c.notNull())
    .addColumn('isDefault', integer, (c) => c.notNull())
    .addColumn('createdAt', integer, (c) => c.notNull())
    .execute();
  await schema
    .createTable('device')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('nameKey', text, (c) => c.notNull().unique())
    .addColumn('model', text, (c) => c.notNull())
    .addColumn('profileId', text, (c) => c.notNull().references('profile.id'))
    .addColumn('address', text)
    .addColumn('active', integer, (c) => c.notNull())
    .addColumn('createdAt', integer, (c) => c.notNull())
    .execute();
  await schema
    .createTable('deviceGroup')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('nameKey', text, (c) => c.notNull().unique())
    .addColumn('site', integer, (c) => c.notNull())
    .addColumn('builtIn', integer, (c) => c.notNull())
    .addColumn('createdAt', integer, (c) => c.notNull())
    .execute();
  await schema
    .createTable('deviceGroupMember')
    .addColumn('groupId', text, (c) => c.notNull().references('deviceGroup.id').onDelete('cascade'))
    .addColumn('deviceId', text, (c) => c.notNull().references('device.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('deviceGroupMemberKey', ['groupId', 'deviceId'])
    .execute();
  await schema.createIndex('deviceGroupMemberDevice').on('deviceGroupMember').column('deviceId').execute();
}

async function createRecords(schema: SchemaModule, { text, integer }: ColumnTypes): Promise<void> {
  await schema
    .createTable('counter')
    .addColumn('name', text, (c) => c.primaryKey())
    .addColumn('value', integer, (c) => c.notNull())
    .execute();
  await schema
    .createTable('setting')
    .addColumn('name', text, (c) => c.primaryKey())
    .addColumn('value', text, (c) => c.notNull())
    .execute();
  await schema
    .createTable('auditEntry')
    .addColumn('sequence', integer, (c) => c.primaryKey())
    .addColumn('id', text, (c) => c.notNull().unique())
    .addColumn('at', integer, (c) => c.notNull())
    .addColumn('actorKind', text, (c) => c.notNull())
    .addColumn('actorId', text)
    .addColumn('actorName', text, (c) => c.notNull())
    .addColumn('action', text, (c) => c.notNull())
    .addColumn('targetKind', text, (c) => c.notNull())
    .addColumn('targetId', text)
    .addColumn('targetName', text)
    .addColumn('before', text, (c) => c.notNull())
    .addColumn('after', text, (c) => c.notNull())
    .addColumn('searchText', text, (c) => c.notNull())
    .addColumn('previousHash', text, (c) => c.notNull())
    .addColumn('hash', text, (c) => c.notNull())
    .execute();
  await schema
    .createTable('idempotency')
    .addColumn('key', text, (c) => c.primaryKey())
    .addColumn('bodyHash', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('status', integer, (c) => c.notNull())
    .addColumn('answer', text)
    .addColumn('location', text)
    .addColumn('createdAt', integer, (c) => c.notNull())
    .execute();
  await schema.createIndex('idempotencyCreatedAt').on('idempotency').column('createdAt').execute();
}
