import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

/** Which server each terminal is linked to, when terminals had no link to any, and what the overview looks for among many. */
export const outages: Migration = {
  name: 'outages',
  async up(schema, { text, integer }) {
    await schema
      .createTable('serverRun')
      .addColumn('id', text, (c) => c.primaryKey())
      .addColumn('aliveAt', integer, (c) => c.notNull())
      .execute();
    await schema.alterTable('terminal').addColumn('linkedTo', text).execute();
    await schema
      .alterTable('terminal')
      .addColumn('linkDegraded', integer, (c) => c.notNull().defaultTo(0))
      .execute();
    // Rows of terminals are long: who counts links reads this alone.
    await schema
      .createIndex('terminalLink')
      .on('terminal')
      .columns(['deviceId', 'revokedAt', 'linkedTo', 'linkDegraded', 'id'])
      .execute();
    await schema
      .createTable('outage')
      .addColumn('terminalId', text, (c) => c.notNull())
      .addColumn('deviceId', text, (c) => c.notNull())
      .addColumn('startedAt', integer, (c) => c.notNull())
      .addColumn('endedAt', integer, (c) => c.notNull())
      .addPrimaryKeyConstraint('outageKey', ['terminalId', 'endedAt'])
      .execute();
    await schema.createIndex('outageEndedAt').on('outage').columns(['endedAt', 'terminalId']).execute();
    await schema.createIndex('outageDevice').on('outage').columns(['deviceId', 'endedAt', 'terminalId']).execute();
    // Few among many, asked for all the time.
    await schema
      .createIndex('userSessionOffline')
      .on('userSession')
      .column('mode')
      .where(sql<boolean>`"mode" = 'offline'`)
      .execute();
    await schema
      .createIndex('alertStanding')
      .on('alert')
      .column('deviceId')
      .where(sql<boolean>`"clearedAt" is null`)
      .execute();
    await schema
      .createIndex('reviewItemOpen')
      .on('reviewItem')
      .columns(['raisedAt', 'id'])
      .where(sql<boolean>`"decision" is null`)
      .execute();
  },
};
