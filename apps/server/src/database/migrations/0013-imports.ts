import type { Migration } from '../migration.ts';

/** Imports that go on after a restart, from files and directories; what each did, and what it said. */
export const imports: Migration = {
  name: 'imports',
  async up(schema, { text, integer }) {
    const addColumn = (name: string, type: typeof text): Promise<void> =>
      schema.alterTable('userImport').addColumn(name, type).execute();
    await addColumn('stage', text);
    await addColumn('sourceId', text);
    await addColumn('owner', text);
    await addColumn('work', text);
    await addColumn('seenAt', integer);
    await schema
      .alterTable('userImport')
      .addColumn('rowsDone', integer, (c) => c.notNull().defaultTo(0))
      .execute();
    await schema
      .alterTable('userImport')
      .addColumn('cancelAsked', integer, (c) => c.notNull().defaultTo(0))
      .execute();
    await schema
      .createTable('userImportEffect')
      .addColumn('importId', text, (c) => c.notNull().references('userImport.id').onDelete('cascade'))
      .addColumn('place', text, (c) => c.notNull())
      .addColumn('line', integer)
      .addColumn('action', text, (c) => c.notNull())
      .addColumn('userName', text, (c) => c.notNull())
      .addColumn('fields', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('userImportEffectKey', ['importId', 'place'])
      .execute();
    await schema
      .createTable('userImportLog')
      .addColumn('importId', text, (c) => c.notNull().references('userImport.id').onDelete('cascade'))
      .addColumn('place', text, (c) => c.notNull())
      .addColumn('at', integer, (c) => c.notNull())
      .addColumn('level', text, (c) => c.notNull())
      .addColumn('code', text, (c) => c.notNull())
      .addColumn('values', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('userImportLogKey', ['importId', 'place'])
      .execute();
  },
};
