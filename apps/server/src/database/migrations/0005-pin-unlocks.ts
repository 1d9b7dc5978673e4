import type { Migration } from '../migration.ts';

/** D3: orders that fill a terminal's PIN bucket. */
export const pinUnlocks: Migration = {
  name: 'pin-unlocks',
  async up(schema, { text, integer }) {
    await schema
      .createTable('pinUnlock')
      .addColumn('terminalId', text, (c) => c.notNull())
      .addColumn('number', integer, (c) => c.notNull())
      .addColumn('givenAt', integer, (c) => c.notNull())
      .addColumn('sent', integer, (c) => c.notNull())
      .addPrimaryKeyConstraint('pinUnlockKey', ['terminalId', 'number'])
      .execute();
  },
};
