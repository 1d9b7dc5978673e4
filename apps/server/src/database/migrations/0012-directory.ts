import type { Migration } from '../migration.ts';

/** Users and groups of a user source, and groups in groups. */
export const directory: Migration = {
  name: 'directory',
  async up(schema, { text }) {
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
  },
};
