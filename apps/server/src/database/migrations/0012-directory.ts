import type { SchemaModule } from 'kysely';
import type { ColumnTypes, Migration } from '../migration.ts';

/** Users and groups of a user source, groups in groups, who was there before, and devices that were stolen. */
export const directory: Migration = {
  name: 'directory',
  async up(schema, types) {
    const { text } = types;
    // What the source itself calls them: it stays when their name does not.
    await schema.alterTable('user').addColumn('sourceId', text).execute();
    await schema.alterTable('user').addColumn('externalId', text).execute();
    await schema.createIndex('userExternal').on('user').columns(['sourceId', 'externalId']).unique().execute();
    await schema.alterTable('userGroup').addColumn('sourceId', text).execute();
    await schema.alterTable('userGroup').addColumn('externalId', text).execute();
    await schema
      .createIndex('userGroupExternal')
      .on('userGroup')
      .columns(['sourceId', 'externalId'])
      .unique()
      .execute();
    await schema
      .createTable('userGroupInGroup')
      .addColumn('groupId', text, (c) => c.notNull().references('userGroup.id').onDelete('cascade'))
      .addColumn('memberGroupId', text, (c) => c.notNull().references('userGroup.id').onDelete('cascade'))
      .addPrimaryKeyConstraint('userGroupInGroupKey', ['groupId', 'memberGroupId'])
      .execute();
    await schema.createIndex('userGroupInGroupMember').on('userGroupInGroup').column('memberGroupId').execute();
    await createFormerUser(schema, types);
    await createStolenReport(schema, types);
    // B9: whose terminals open with one credential is asked with each that is taken away.
    await schema.createIndex('holdingCredential').on('holding').column('credentialId').execute();
    await schema.createIndex('activityUser').on('activity').column('userId').execute();
  },
};

async function createFormerUser(schema: SchemaModule, { text, integer }: ColumnTypes): Promise<void> {
  await schema
    .createTable('formerUser')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('userName', text, (c) => c.notNull())
    .addColumn('userNameKey', text, (c) => c.notNull())
    .addColumn('deletedAt', integer, (c) => c.notNull())
    .execute();
}

async function createStolenReport(schema: SchemaModule, { text, integer }: ColumnTypes): Promise<void> {
  await schema
    .createTable('stolenReport')
    .addColumn('terminalId', text, (c) => c.primaryKey())
    .addColumn('deviceId', text, (c) => c.notNull())
    .addColumn('keyProtector', text, (c) => c.notNull())
    .addColumn('reportedAt', integer, (c) => c.notNull())
    .execute();
  await schema.createIndex('stolenReportDevice').on('stolenReport').column('deviceId').execute();
  await schema
    .createTable('stolenCredential')
    .addColumn('terminalId', text, (c) => c.notNull().references('stolenReport.terminalId'))
    .addColumn('credentialId', text, (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('ending', text, (c) => c.notNull())
    .addColumn('userId', text, (c) => c.notNull())
    .addColumn('userName', text, (c) => c.notNull())
    .addColumn('fullName', text, (c) => c.notNull())
    .addColumn('replaced', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('stolenCredentialKey', ['terminalId', 'credentialId'])
    .execute();
  await schema
    .createTable('stolenJob')
    .addColumn('terminalId', text, (c) => c.notNull().references('stolenReport.terminalId'))
    .addColumn('jobId', text, (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('userName', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('stolenJobKey', ['terminalId', 'jobId'])
    .execute();
}
