import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAt, postgresPlace, sqlitePlace } from '../testing/describe-store.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';

describe.each([sqlitePlace(), postgresPlace()])('migrations on $engine', (place) => {
  beforeAll(() => place.prepare(), 60_000);
  afterAll(() => place.remove());

  test('an empty database is brought to the newest version, and opening again changes nothing', async () => {
    const location = await place.next();
    const first = await openAt(location);
    const versions = () =>
      first.queries.selectFrom('schemaVersion').select(['version', 'name']).orderBy('version').execute();
    const expected = MIGRATIONS.map(({ name }, index) => ({ version: index + 1, name }));
    expect(await versions()).toEqual(expected);
    await (await openAt(location)).close();
    expect(await versions()).toEqual(expected);
    await first.close();
  });

  // One machine's file has one server, and within one process its second connection could only wait for itself.
  if (place.engine === 'postgres') {
    test('two servers that start at once do not race', async () => {
      const location = await place.next();
      const both = await Promise.all([openAt(location), openAt(location)]);
      for (const database of both) {
        expect(await database.queries.selectFrom('schemaVersion').select('version').execute()).toHaveLength(
          MIGRATIONS.length,
        );
        await database.close();
      }
    });
  }

  test('a database of a newer program is refused and left as it is', async () => {
    const location = await place.next();
    const database = await openAt(location);
    await database.queries
      .insertInto('schemaVersion')
      .values({ version: MIGRATIONS.length + 1, name: 'from the future' })
      .execute();
    await database.close();
    await expect(openAt(location)).rejects.toMatchObject({
      code: 'database-newer',
      owner: 'environment',
      retryable: false,
    });
  });

  test('a step that fails leaves the version before it, whole', async () => {
    const database = await openAt(await place.next());
    const broken = {
      name: 'broken',
      up: async (schema: Parameters<(typeof MIGRATIONS)[number]['up']>[0]) => {
        await schema.createTable('halfway').addColumn('a', 'text').execute();
        await schema.createTable('halfway').addColumn('b', 'text').execute();
      },
    };
    await expect(migrate(database.queries, database.engine, [...MIGRATIONS, broken])).rejects.toThrow(/halfway/);
    const tables = (await database.queries.introspection.getTables()).map(({ name }) => name);
    expect(tables).not.toContain('halfway');
    await expect(migrate(database.queries, database.engine)).resolves.toBeUndefined();
    await database.close();
  });
});
