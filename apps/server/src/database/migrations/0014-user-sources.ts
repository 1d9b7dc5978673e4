import type { Migration } from '../migration.ts';

/** Directories that users come from. */
export const userSources: Migration = {
  name: 'user-sources',
  async up(schema, { text, integer }) {
    await schema
      .createTable('userSource')
      .addColumn('id', text, (c) => c.primaryKey())
      .addColumn('name', text, (c) => c.notNull())
      .addColumn('nameKey', text, (c) => c.notNull().unique())
      .addColumn('enabled', integer, (c) => c.notNull())
      .addColumn('settings', text, (c) => c.notNull())
      .addColumn('passwordSealed', text)
      .addColumn('lastImportId', text)
      .addColumn('nextAt', integer)
      .addColumn('claimedAt', integer)
      .addColumn('createdAt', integer, (c) => c.notNull())
      .execute();
    await schema
      .createTable('userSourceAbsent')
      .addColumn('userSourceId', text, (c) => c.notNull().references('userSource.id').onDelete('cascade'))
      .addColumn('externalId', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('userSourceAbsentKey', ['userSourceId', 'externalId'])
      .execute();
  },
};
