import type { Migration } from '../migration.ts';

/** D3: what is left of a terminal's bucket of unknown PINs. A terminal without a row has a full one. */
export const pinMisses: Migration = {
  name: 'pin-misses',
  async up(schema, { text, integer }) {
    await schema
      .createTable('pinMiss')
      .addColumn('terminalId', text, (c) => c.primaryKey())
      .addColumn('fullAt', integer, (c) => c.notNull())
      .execute();
  },
};
