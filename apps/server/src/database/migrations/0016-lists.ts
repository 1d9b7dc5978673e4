import type { SchemaModule } from 'kysely';
import type { Migration } from '../migration.ts';

/** Lists of 100,000 users are read in the order asked for, and stop at the end of their page. */
export const lists: Migration = {
  name: 'lists',
  async up(schema, { engine }) {
    if (engine === 'sqlite') await coverUserLists(schema);
    else await orderUserLists(schema);
    await schema.createIndex('deviceCreatedAt').on('device').columns(['createdAt', 'id']).execute();
  },
};

/**
 * Each order with all that lists filter by: whom nobody asked for is passed over without a look at the row, which lies anywhere in
 * an encrypted file.
 */
async function coverUserLists(schema: SchemaModule): Promise<void> {
  const filtered = ['enabled', 'sourceId', 'searchText'];
  for (const [name, column] of ORDERS)
    await schema
      .createIndex(name)
      .on('user')
      .columns([column, 'id', ...filtered])
      .execute();
}

/** What is searched may be longer than a key of PostgreSQL; it reads rows at a tenth of the cost, and several at a time. */
async function orderUserLists(schema: SchemaModule): Promise<void> {
  for (const [name, column] of ORDERS) await schema.createIndex(name).on('user').columns([column, 'id']).execute();
  await schema.createIndex('userBySource').on('user').columns(['sourceId', 'userNameKey']).execute();
}

const ORDERS = [
  ['userByUserName', 'userNameKey'],
  ['userByFullName', 'fullNameKey'],
  ['userByCreatedAt', 'createdAt'],
] as const;
