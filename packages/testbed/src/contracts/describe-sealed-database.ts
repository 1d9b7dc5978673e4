import { Fault } from '@holdover/kernel';
import type { SealedDatabase } from '@holdover/sealed-store';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/** One file of a machine, and what may happen to it. */
export interface SealedDatabaseWorld {
  /** By the program that runs now. */
  open(): SealedDatabase;
  /** The program ends as by SIGKILL; the next `open` is the next program's. */
  crash(): void;
  /** The file cannot grow. */
  fill(database: SealedDatabase): void;
  free(database: SealedDatabase): void;
  end(): void;
}

const CHANGED_ITS_MIND = new Fault({ owner: 'caller', code: 'changed-its-mind', message: 'Not after all' });

const SCHEMA = `
  CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, age INTEGER CHECK (age >= 0)) STRICT;
  CREATE TABLE card (id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person (id)) STRICT;
`;

/** What our programs rely on in a SealedDatabase. */
export function describeSealedDatabase(name: string, createWorld: () => SealedDatabaseWorld): void {
  describe(`the contract of a sealed database: ${name}`, () => {
    let world: SealedDatabaseWorld;
    let database: SealedDatabase;
    beforeEach(() => {
      world = createWorld();
      database = world.open();
      database.exec(SCHEMA);
    });
    afterEach(() => world.end());

    const add = (person: string, to = database): unknown =>
      to.prepare('INSERT INTO person (name) VALUES (?)').run(person);
    const names = (of = database): unknown[] =>
      of
        .prepare<[], { name: string }>('SELECT name FROM person ORDER BY id')
        .all()
        .map((row) => row.name);
    const reopened = (): unknown[] => {
      database = world.open();
      return names();
    };
    const afterCrash = (): unknown[] => {
      world.crash();
      return reopened();
    };

    describeSurvival({ world: () => world, database: () => database, add, names, reopened, afterCrash });

    test('rows come one, all or one by one; a statement says whether it has any', () => {
      const put = database.prepare<[string, number], { id: number }>(
        'INSERT INTO person (name, age) VALUES (?, ?) RETURNING id',
      );
      expect(put.reader).toBe(true);
      expect([put.get('anna', 30)?.id, put.all('bert', 40)]).toEqual([1, [{ id: 2 }]]);
      const named = database.prepare<[{ name: string }], { age: number }>('SELECT age FROM person WHERE name = @name');
      expect([named.get({ name: 'bert' }), named.get({ name: 'nobody' })]).toEqual([{ age: 40 }, undefined]);
      expect([...database.prepare<[], { name: string }>('SELECT name FROM person').iterate()]).toHaveLength(2);
      const drop = database.prepare<[number]>('DELETE FROM person WHERE age > ?');
      expect([drop.reader, drop.run(0).changes, drop.run(0).changes]).toEqual([false, 2, 0]);
    });

    test.each([
      ['SQLITE_CONSTRAINT_UNIQUE', "INSERT INTO person (name) VALUES ('bert'), ('anna')"],
      ['SQLITE_CONSTRAINT_NOTNULL', "INSERT INTO person (name) VALUES ('bert'), (NULL)"],
      ['SQLITE_CONSTRAINT_CHECK', "INSERT INTO person (name, age) VALUES ('bert', 1), ('carl', -1)"],
      ['SQLITE_CONSTRAINT_FOREIGNKEY', 'INSERT INTO card (person) VALUES (1), (77)'],
      ['SQLITE_ERROR', 'INSERT INTO nowhere VALUES (1)'],
    ])('what breaks a rule leaves nothing behind: %s', (code, text) => {
      add('anna');
      expect(() => database.prepare(text).run()).toThrow(expect.objectContaining({ code }));
      const both = database.transaction(() => {
        add('dora');
        database.prepare(text).run();
      });
      expect(both).toThrow(expect.objectContaining({ code }));
      expect([names(), database.inTransaction]).toEqual([['anna'], false]);
      expect(afterCrash()).toEqual(['anna']);
    });

    test('a savepoint that fails undoes itself alone; an outer failure undoes what the inner kept', () => {
      const addTwo = database.transaction((first: string, second: string) => {
        add(first);
        add(second);
      });
      database.transaction(() => {
        add('anna');
        expect(() => addTwo('bert', 'anna')).toThrow('UNIQUE');
        add('carl');
      })();
      expect(names()).toEqual(['anna', 'carl']);
      const outer = database.transaction(() => {
        addTwo('dora', 'emil');
        throw CHANGED_ITS_MIND;
      });
      expect(outer).toThrow(CHANGED_ITS_MIND);
      expect(afterCrash()).toEqual(['anna', 'carl']);
    });

    test('a transaction returns what its work returns and cannot wait', () => {
      expect(database.transaction((a: number, b: number) => a + b)(2, 3)).toBe(5);
      expect(database.transaction(() => Promise.resolve(add('anna')))).toThrow('promise');
      expect([names(), database.inTransaction]).toEqual([[], false]);
    });

    test('a full disk says so, keeps what was there whole, and takes more when there is room', () => {
      add('anna');
      world.fill(database);
      const addMany = database.transaction(() => {
        for (let i = 0; i < 50; i++) add(`${i}`.padEnd(4_000, 'x'));
      });
      const full = expect.objectContaining({ code: 'SQLITE_FULL' });
      expect(addMany).toThrow(full);
      expect(() => add('x'.repeat(50_000))).toThrow(full);
      expect([names(), database.inTransaction]).toEqual([['anna'], false]);
      world.free(database);
      addMany();
      expect(afterCrash()).toHaveLength(51);
    });

    test('closed properly, it opens with all of it; the closed handle is of no use', () => {
      add('anna');
      database.close();
      expect(() => names(database)).toThrow(/.+/);
      expect(names(world.open())).toEqual(['anna']);
    });
  });
}

interface Scene {
  world(): SealedDatabaseWorld;
  database(): SealedDatabase;
  add(person: string): unknown;
  names(): unknown[];
  reopened(): unknown[];
  afterCrash(): unknown[];
}

function describeSurvival({ world, database, add, names, reopened, afterCrash }: Scene): void {
  test('what was committed survives a crash', () => {
    add('anna');
    database().transaction(() => ['bert', 'carl'].forEach((person) => add(person)))();
    database().pragma('wal_checkpoint(TRUNCATE)');
    add('dora');
    expect(afterCrash()).toEqual(['anna', 'bert', 'carl', 'dora']);
  });

  test('what was not committed does not', () => {
    add('anna');
    const old = database();
    const interrupted = old.transaction(() => {
      add('bert');
      world().crash();
      old.prepare('SELECT 1').get();
    });
    expect(interrupted).toThrow(/.+/);
    expect(() => old.prepare('SELECT 1').get()).toThrow(/.+/);
    expect(reopened()).toEqual(['anna']);
  });

  test('a transaction of texts is one as well', () => {
    const run = (text: string) => database().prepare(text).run();
    run('begin immediate');
    add('anna');
    expect(database().inTransaction).toBe(true);
    run('commit');
    run('begin');
    add('bert');
    run('rollback');
    run('begin');
    run('savepoint one');
    add('carl');
    run('rollback to one');
    add('dora');
    run('release one');
    expect(names()).toEqual(['anna', 'dora']);
    expect(afterCrash()).toEqual(['anna']);
  });
}
