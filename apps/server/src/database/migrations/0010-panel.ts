import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

/** What profiles say of cards and scans; what people change of their own credentials at a panel (B9). */
export const panel: Migration = {
  name: 'panel',
  async up(schema, { text, integer }, database) {
    await schema
      .alterTable('profile')
      .addColumn('cardRegistration', integer, (c) => c.notNull().defaultTo(0))
      .execute();
    await schema
      .alterTable('profile')
      .addColumn('scanToUsb', integer, (c) => c.notNull().defaultTo(1))
      .execute();
    await schema
      .alterTable('profile')
      .addColumn('scanTargets', text, (c) => c.notNull().defaultTo('[]'))
      .execute();
    await schema
      .createTable('ownCredentialAttempt')
      .addColumn('attempt', text, (c) => c.primaryKey())
      .addColumn('terminalId', text, (c) => c.notNull())
      .addColumn('userId', text, (c) => c.notNull())
      .addColumn('credentialId', text, (c) => c.notNull())
      .addColumn('at', integer, (c) => c.notNull())
      .execute();
    await schema
      .createTable('pinSuccession')
      .addColumn('newId', text, (c) => c.primaryKey())
      .addColumn('oldId', text, (c) => c.notNull().unique())
      .addColumn('userId', text, (c) => c.notNull())
      .execute();
    // Settings carried from now on have members that those carried before lack: they are taken anew.
    await sql`update "terminal" set "settingsDesired" = null`.execute(database);
  },
};
