import type { Migration } from '../migration.ts';

/** Scans that terminals handed in, to be sent by e-mail. The documents are on the disk of the server that took them. */
export const scans: Migration = {
  name: 'scans',
  async up(schema, { text, integer }) {
    await schema
      .createTable('scan')
      .addColumn('id', text, (c) => c.primaryKey())
      .addColumn('terminalId', text, (c) => c.notNull())
      .addColumn('deviceId', text, (c) => c.notNull())
      .addColumn('userId', text, (c) => c.notNull())
      .addColumn('fileName', text, (c) => c.notNull())
      .addColumn('format', text, (c) => c.notNull())
      .addColumn('pages', integer, (c) => c.notNull())
      .addColumn('bytes', integer, (c) => c.notNull())
      .addColumn('scannedAt', integer, (c) => c.notNull())
      .addColumn('receivedAt', integer, (c) => c.notNull())
      .addColumn('state', text, (c) => c.notNull())
      .addColumn('attempts', integer, (c) => c.notNull())
      .addColumn('nextAt', integer, (c) => c.notNull())
      .addColumn('endedAt', integer)
      .addColumn('detail', text, (c) => c.notNull())
      .execute();
    await schema.createIndex('scanState').on('scan').columns(['state', 'nextAt']).execute();
  },
};
