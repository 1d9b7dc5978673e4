import type { Role } from '@holdover/api';
import { instant, makeId } from '@holdover/kernel';
import { openSealedDatabase } from '@holdover/sealed-store';
import { createMemoryLogger, createSeededEntropy } from '@holdover/testbed';
import { Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rightsOf } from '../features/administrators/administrator.ts';
import { openAt, postgresPlace, sqlitePlace } from '../testing/describe-store.ts';
import { migrate } from './migrate.ts';
import { createPostgresDialect } from './postgres-dialect.ts';
import { createSqliteDialect } from './sqlite-dialect.ts';
import type { Tables } from './tables.ts';
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

  test('tokens of before have the rights of their role, and everybody signs in again', async () => {
    const database = openBare(await place.next());
    const before = MIGRATIONS.findIndex(({ name }) => name === 'administrators');
    await migrate(database, place.engine, MIGRATIONS.slice(0, before));
    for (const role of ['administrator', 'auditor', 'device-manager', 'user-manager']) {
      await sql`insert into ${sql.table('apiToken')} (id, name, ${sql.ref('tokenHash')}, role, ${sql.ref('createdAt')})
        values (${role}, ${`For ${role}`}, ${role}, ${role}, 1)`.execute(database);
    }
    await sql`insert into administrator (id, ${sql.ref('userName')}, ${sql.ref('userNameKey')}, ${sql.ref('passwordHash')},
      role, ${sql.ref('createdAt')}) values ('adm', 'Ada', 'ada', 'hash', 'auditor', 1)`.execute(database);
    await sql`insert into ${sql.table('consoleSession')} values ('hash', 'adm', 1, 1)`.execute(database);
    await migrate(database, place.engine);
    const tokens = await database.selectFrom('apiToken').selectAll().orderBy('id').execute();
    for (const { id, rights, nameKey } of tokens)
      expect([id, JSON.parse(rights), nameKey]).toEqual([id, rightsOf(id as unknown as Role), `for ${id}`]);
    expect(tokens).toHaveLength(4);
    expect(await database.selectFrom('consoleSession').selectAll().execute()).toEqual([]);
    expect(await database.selectFrom('administrator').select(['enabled', 'lastSignInAt']).execute()).toEqual([
      { enabled: 1, lastSignInAt: null },
    ]);
    await database.destroy();
  });

  test('activities booked before pages could be nobody’s stay as they were', async () => {
    const database = openBare(await place.next());
    const before = MIGRATIONS.findIndex(({ name }) => name === 'printers');
    await migrate(database, place.engine, MIGRATIONS.slice(0, before));
    const at = instant(1_760_000_000_000);
    const entropy = createSeededEntropy('activities');
    const activity = {
      id: makeId('activity', at, entropy),
      sessionId: makeId('session', at, entropy),
      terminalId: makeId('terminal', at, entropy),
      deviceId: makeId('device', at, entropy),
      userId: makeId('user', at, entropy),
      kind: 'print' as const,
      mode: 'offline' as const,
      startedAt: at,
      pages: null,
      copies: 3,
      color: 1 as const,
      sides: 'one-sided',
      endedAt: at,
      outcome: 'completed',
      impressions: 6,
      sheets: 3,
      source: 'job',
      discarded: 1 as const,
    };
    await database.insertInto('activity').values(activity).execute();
    await migrate(database, place.engine);
    const all = () => database.selectFrom('activity').selectAll().execute();
    expect(await all()).toEqual([{ ...activity, uncertainId: null }]);
    await database.updateTable('activity').set({ userId: null }).execute();
    expect((await all()).map(({ userId }) => userId)).toEqual([null]);
    await expect(database.insertInto('activity').values(activity).execute()).rejects.toThrow();
    await database.destroy();
  });

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

function openBare(location: Awaited<ReturnType<ReturnType<typeof sqlitePlace>['next']>>): Kysely<Tables> {
  const dialect =
    'url' in location
      ? createPostgresDialect({ url: location.url, logger: createMemoryLogger() })
      : createSqliteDialect(() => ('file' in location ? openSealedDatabase(location) : location.open()));
  return new Kysely<Tables>({ dialect });
}
