import type { Migration } from '../migration.ts';

/** The newest records of one device, and those of a time, are read without a look at everybody else's. */
export const recordsByDevice: Migration = {
  name: 'records-by-device',
  async up(schema) {
    for (const table of ['userSession', 'activity'] as const)
      await schema.createIndex(`${table}Device`).on(table).columns(['deviceId', 'startedAt', 'id']).execute();
  },
};
