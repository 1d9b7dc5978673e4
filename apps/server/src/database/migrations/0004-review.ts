import type { SchemaModule } from 'kysely';
import type { ColumnTypes, Migration } from '../migration.ts';

/** F3, F5: what waits for a decision, since when who was entitled to what, and what administrators are told unasked. */
export const review: Migration = {
  name: 'review',
  async up(schema, types) {
    await createReview(schema, types);
    await createEntitlement(schema, types);
    await createAlerts(schema, types);
  },
};

async function createReview(schema: SchemaModule, { text, integer }: ColumnTypes): Promise<void> {
  await schema
    .createTable('reviewItem')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('terminalId', text, (c) => c.notNull())
    .addColumn('deviceId', text, (c) => c.notNull())
    .addColumn('epoch', text)
    .addColumn('sequence', integer)
    .addColumn('hash', text)
    .addColumn('follows', text)
    .addColumn('sessionId', text)
    .addColumn('activityId', text)
    .addColumn('booked', integer, (c) => c.notNull())
    .addColumn('detail', text, (c) => c.notNull())
    .addColumn('raisedAt', integer, (c) => c.notNull())
    .addColumn('decision', text)
    .addColumn('note', text)
    .addColumn('decidedBy', text)
    .addColumn('decidedAt', integer)
    .execute();
  await schema.createIndex('reviewItemRaisedAt').on('reviewItem').columns(['raisedAt', 'id']).execute();
  await schema.createIndex('reviewItemTerminal').on('reviewItem').columns(['terminalId', 'kind', 'hash']).execute();
  await schema.createIndex('reviewItemDevice').on('reviewItem').columns(['deviceId', 'kind', 'decision']).execute();
  await schema
    .createTable('journalUnreadable')
    .addColumn('terminalId', text, (c) => c.notNull())
    .addColumn('hash', text, (c) => c.notNull())
    .addColumn('problem', text, (c) => c.notNull())
    .addColumn('text', text, (c) => c.notNull())
    .addColumn('receivedAt', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('journalUnreadableKey', ['terminalId', 'hash'])
    .execute();
  await schema.createIndex('journalUnreadableHash').on('journalUnreadable').column('hash').execute();
  await schema.createIndex('journalConflictHash').on('journalConflict').column('hash').execute();
}

async function createEntitlement(schema: SchemaModule, { text, integer }: ColumnTypes): Promise<void> {
  await schema
    .createTable('entitlementChange')
    .addColumn('subject', text, (c) => c.notNull())
    .addColumn('at', integer, (c) => c.notNull())
    .addColumn('granted', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('entitlementChangeKey', ['subject', 'at', 'granted'])
    .execute();
}

async function createAlerts(schema: SchemaModule, { text, integer }: ColumnTypes): Promise<void> {
  await schema
    .createTable('alert')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('deviceId', text)
    .addColumn('terminalId', text)
    .addColumn('detail', text, (c) => c.notNull())
    .addColumn('raisedAt', integer, (c) => c.notNull())
    .addColumn('clearedAt', integer)
    .execute();
  await schema.createIndex('alertRaisedAt').on('alert').columns(['raisedAt', 'id']).execute();
}
