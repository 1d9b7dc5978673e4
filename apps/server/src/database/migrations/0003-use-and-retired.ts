import type { SchemaModule } from 'kysely';
import type { ColumnTypes, Migration } from '../migration.ts';

/** B2: who used which device. B9: PINs and cards taken away, as long as a terminal may open with them. */
export const useAndRetired: Migration = {
  name: 'use-and-retired',
  async up(schema, types) {
    await createDeviceUse(schema, types);
    await createRetired(schema, types);
    await schema.dropTable('reservedPin').execute();
  },
};

async function createDeviceUse(schema: SchemaModule, { text, integer }: ColumnTypes): Promise<void> {
  await schema
    .createTable('deviceUse')
    .addColumn('deviceId', text, (c) => c.notNull())
    .addColumn('userId', text, (c) => c.notNull())
    .addColumn('lastUsedAt', integer, (c) => c.notNull())
    .addColumn('day', integer, (c) => c.notNull())
    .addColumn('earlier', integer)
    .addPrimaryKeyConstraint('deviceUseKey', ['deviceId', 'userId'])
    .execute();
}

async function createRetired(schema: SchemaModule, { text, integer }: ColumnTypes): Promise<void> {
  await schema
    .createTable('retiredCredential')
    .addColumn('credentialId', text, (c) => c.primaryKey())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('lookup', text, (c) => c.notNull())
    .addColumn('userId', text, (c) => c.notNull())
    .addColumn('userName', text, (c) => c.notNull())
    .addColumn('until', integer, (c) => c.notNull())
    .execute();
  await schema.createIndex('retiredCredentialLookup').on('retiredCredential').columns(['lookup', 'kind']).execute();
}
