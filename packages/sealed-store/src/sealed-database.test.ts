import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3-multiple-ciphers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSealedDatabase } from './sealed-database.ts';

const key = new Uint8Array(32).fill(5);
const CANARY = 'canary-7391-Zimmermann';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdover-sealed-database-'));
  file = join(folder, 'server.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

function fill(): void {
  const database = openSealedDatabase({ file, key });
  database.exec('CREATE TABLE person (name TEXT)');
  const insert = database.prepare('INSERT INTO person VALUES (?)');
  database.transaction(() => {
    for (let i = 0; i < 2_000; i++) insert.run(`${CANARY} ${i}`);
  })();
  expectNoCanary();
  database.close();
}

function expectNoCanary(): void {
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name));
    for (const encoding of ['utf8', 'utf16le'] as const)
      expect(bytes.includes(Buffer.from(CANARY, encoding))).toBe(false);
  }
}

describe('a sealed database', () => {
  test('keeps rows, is for its owner alone, and shows no name on disk, in file or log', () => {
    fill();
    expectNoCanary();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const database = openSealedDatabase({ file, key });
    expect(database.prepare('SELECT count(*) AS n FROM person').get()).toEqual({ n: 2_000 });
    database.close();
  });

  test('flushes every commit and holds temporary tables in memory', () => {
    const database = openSealedDatabase({ file, key });
    const settings = ['journal_mode', 'synchronous', 'foreign_keys', 'temp_store', 'busy_timeout', 'secure_delete'];
    expect(settings.map((name) => database.pragma(name, { simple: true }))).toEqual(['wal', 2, 1, 2, 5_000, 1]);
    database.close();
  });

  test('another key, a file of something else and an open database are three different answers', () => {
    fill();
    expect(() => openSealedDatabase({ file, key: new Uint8Array(32) })).toThrow('database-key-wrong');
    const text = join(folder, 'notes.txt');
    writeFileSync(text, 'not a database at all, but long enough to be read as one. '.repeat(50));
    expect(() => openSealedDatabase({ file: text, key })).toThrow('database-foreign');
    const plain = join(folder, 'plain.db');
    new Sqlite(plain).exec('CREATE TABLE t (a)').close();
    expect(() => openSealedDatabase({ file: plain, key })).toThrow('database-foreign');
    expect(() => openSealedDatabase({ file: join(folder, 'absent', 'x.db'), key })).toThrow('database-unavailable');
  });

  test('a key of another length is a fault of ours', () => {
    expect(() => openSealedDatabase({ file, key: new Uint8Array(16) })).toThrow('invariant-broken');
  });

  test('deleted rows are gone from the pages, not only from the tables', () => {
    fill();
    const database = openSealedDatabase({ file, key });
    database.exec('DELETE FROM person');
    database.pragma('wal_checkpoint(TRUNCATE)');
    expect(database.serialize().includes(CANARY)).toBe(false);
    database.close();
  });
});
