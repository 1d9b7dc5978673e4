import type { SchemaModule } from 'kysely';
import type { ColumnTypes, Migration } from '../migration.ts';

/** G1–G3: queues of the server, the jobs in them, what terminals tell of theirs, and passwords of people. */
export const jobs: Migration = {
  name: 'jobs',
  async up(schema, types) {
    await createQueue(schema, types);
    await createJob(schema, types);
    await createDeviceJob(schema, types);
    await createUserPassword(schema, types);
  },
};

async function createQueue(schema: SchemaModule, { text, integer }: ColumnTypes): Promise<void> {
  await schema
    .createTable('queue')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('path', text, (c) => c.notNull().unique())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('nameKey', text, (c) => c.notNull())
    .addColumn('location', text, (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('ownerFrom', text, (c) => c.notNull())
    .addColumn('deviceGroups', text, (c) => c.notNull())
    .addColumn('deviceId', text)
    .addColumn('acceptingJobs', integer, (c) => c.notNull())
    .addColumn('createdAt', integer, (c) => c.notNull())
    .execute();
}

async function createJob(schema: SchemaModule, { text, integer }: ColumnTypes): Promise<void> {
  await schema
    .createTable('job')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('number', integer, (c) => c.notNull().unique())
    .addColumn('version', integer, (c) => c.notNull())
    .addColumn('queueId', text, (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('ownerName', text, (c) => c.notNull())
    .addColumn('ownerKey', text, (c) => c.notNull())
    .addColumn('userId', text)
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('template', text, (c) => c.notNull())
    .addColumn('format', text, (c) => c.notNull())
    .addColumn('documentName', text)
    .addColumn('bytes', integer, (c) => c.notNull())
    .addColumn('pages', integer)
    .addColumn('copies', integer, (c) => c.notNull())
    .addColumn('color', integer)
    .addColumn('sides', text, (c) => c.notNull())
    .addColumn('priority', integer, (c) => c.notNull())
    .addColumn('deviceId', text)
    .addColumn('claimTerminalId', text)
    .addColumn('claimDeviceId', text)
    .addColumn('claimActivityId', text)
    .addColumn('claimUserId', text)
    .addColumn('claimedAt', integer)
    .addColumn('cancelRequested', integer, (c) => c.notNull())
    .addColumn('impressions', integer, (c) => c.notNull())
    .addColumn('sheets', integer, (c) => c.notNull())
    .addColumn('createdAt', integer, (c) => c.notNull())
    .addColumn('endedAt', integer)
    .addColumn('expiresAt', integer, (c) => c.notNull())
    .addColumn('documentKept', integer, (c) => c.notNull())
    .addColumn('searchText', text, (c) => c.notNull())
    .execute();
  await schema.createIndex('jobCreatedAt').on('job').columns(['createdAt', 'id']).execute();
  await schema.createIndex('jobUser').on('job').columns(['userId', 'ownerKey']).execute();
  await schema.createIndex('jobState').on('job').columns(['state', 'expiresAt']).execute();
  await schema.createIndex('jobQueue').on('job').columns(['queueId', 'state', 'number']).execute();
  await schema.createIndex('jobDevice').on('job').columns(['deviceId', 'state']).execute();
  await schema.createIndex('jobActivity').on('job').column('claimActivityId').execute();
  await schema.createIndex('jobTerminal').on('job').columns(['claimTerminalId', 'state']).execute();
}

async function createDeviceJob(schema: SchemaModule, { text, integer }: ColumnTypes): Promise<void> {
  await schema
    .createTable('deviceJob')
    .addColumn('terminalId', text, (c) => c.notNull())
    .addColumn('deviceId', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('ownerName', text, (c) => c.notNull())
    .addColumn('userId', text)
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('createdAt', integer, (c) => c.notNull())
    .addColumn('format', text, (c) => c.notNull())
    .addColumn('bytes', integer, (c) => c.notNull())
    .addColumn('pages', integer)
    .addColumn('color', integer)
    .addColumn('copies', integer, (c) => c.notNull())
    .addColumn('searchText', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('deviceJobKey', ['terminalId', 'id'])
    .execute();
  await schema.createIndex('deviceJobCreatedAt').on('deviceJob').columns(['createdAt', 'id']).execute();
}

async function createUserPassword(schema: SchemaModule, { text, integer }: ColumnTypes): Promise<void> {
  await schema
    .createTable('userPassword')
    .addColumn('userId', text, (c) => c.primaryKey().references('user.id').onDelete('cascade'))
    .addColumn('hash', text, (c) => c.notNull())
    .addColumn('changedAt', integer, (c) => c.notNull())
    .execute();
  await schema
    .createTable('userPasswordFailure')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('userNameKey', text, (c) => c.notNull())
    .addColumn('address', text, (c) => c.notNull())
    .addColumn('at', integer, (c) => c.notNull())
    .execute();
  await schema
    .createIndex('userPasswordFailureName')
    .on('userPasswordFailure')
    .columns(['userNameKey', 'at'])
    .execute();
  await schema.createIndex('userPasswordFailureAddress').on('userPasswordFailure').columns(['address', 'at']).execute();
}
