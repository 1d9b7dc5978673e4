import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSealedDatabase, type SealedDatabase } from '@holdover/sealed-store';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrate } from './migrate.ts';

const FIRST = { version: 1, sql: 'CREATE TABLE noun (id TEXT PRIMARY KEY) STRICT' };
const SECOND = { version: 2, sql: "ALTER TABLE noun ADD COLUMN name TEXT NOT NULL DEFAULT ''" };

describe('migrations of the terminal’s stores', () => {
  let folder: string;
  let database: SealedDatabase;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdover-migrate-'));
    database = openSealedDatabase({ file: join(folder, 'any.db'), key: new Uint8Array(32) });
  });

  afterEach(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });

  test('each step runs once, and parts of one file count for themselves', () => {
    migrate(database, 'one', [FIRST]);
    migrate(database, 'one', [FIRST, SECOND]);
    migrate(database, 'one', [FIRST, SECOND]);
    migrate(database, 'two', [{ version: 1, sql: 'CREATE TABLE verb (id TEXT) STRICT' }]);
    expect(database.prepare('SELECT part, version FROM schema_version ORDER BY part').all()).toEqual([
      { part: 'one', version: 2 },
      { part: 'two', version: 1 },
    ]);
  });

  test('a file of a newer program is refused and left as it is', () => {
    migrate(database, 'one', [FIRST, SECOND]);
    expect(() => migrate(database, 'one', [FIRST])).toThrow('store-newer');
    expect(database.prepare('SELECT version FROM schema_version').get()).toEqual({ version: 2 });
  });

  test('a step that fails leaves neither half a table nor its number', () => {
    const broken = { version: 1, sql: 'CREATE TABLE noun (id TEXT) STRICT; CREATE TABLE noun (id TEXT) STRICT' };
    expect(() => migrate(database, 'one', [broken])).toThrow('already exists');
    migrate(database, 'one', [FIRST]);
    expect(database.prepare('SELECT count(*) AS n FROM noun').get()).toEqual({ n: 0 });
  });
});
