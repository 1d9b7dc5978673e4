import { Fault } from '@holdover/kernel';
import type { SealedDatabase, SealedStatement } from '@holdover/sealed-store';
import type { Database, Statement } from 'better-sqlite3-multiple-ciphers';
import type { CommitWatch } from './disk-faults.ts';

export interface MemoryDatabaseOptions {
  readonly database: Database;
  readonly watch: Pick<CommitWatch, 'aboutToCommit' | 'committed'>;
  /** Whether the program that opened it still runs. */
  readonly isAlive: () => boolean;
  readonly onClose: () => void;
}

/** The handle of one program on one file. */
export interface MemoryDatabase extends SealedDatabase {
  /** What was not committed is undone, as the next program to open the file would find it. */
  abandon(): void;
}

/** What begins, ends or steps through a transaction commits nothing by being run outside of one. */
const COMMIT = /^\s*(commit|end)\b/i;
const COMMITS_NOTHING = /^\s*(begin|savepoint|release|rollback|commit|end|pragma)\b/i;

const OUTERMOST = { begin: 'BEGIN', commit: 'COMMIT', undo: ['ROLLBACK'] };
const NESTED = { begin: 'SAVEPOINT step', commit: 'RELEASE step', undo: ['ROLLBACK TO step', 'RELEASE step'] };

/**
 * Invariant: every commit of something written passes the watch before and after; once the program has ended, every use throws
 * `power-is-off`. Several statements in one text outside a transaction count as one commit.
 */
export function createMemoryDatabase(options: MemoryDatabaseOptions): MemoryDatabase {
  const { database } = options;
  const guard = createGuard(options);
  const reading = new Set<IterableIterator<unknown>>();
  const control = (text: string): void => void guard.perform(text, false, () => database.exec(text));

  return {
    get inTransaction() {
      guard.expectPower();
      return database.inTransaction;
    },
    prepare<P extends unknown[], R>(text: string) {
      guard.expectPower();
      return guardStatement<P, R>(database.prepare<unknown[], R>(text), guard, reading);
    },
    transaction:
      (work) =>
      (...given) => {
        const { begin, commit, undo } = database.inTransaction ? NESTED : OUTERMOST;
        control(begin);
        try {
          const result = work(...given);
          if (result instanceof Promise) throw awaits();
          control(commit);
          return result;
        } catch (error) {
          // A full disk has rolled back already; after a power cut there is nothing to do it with.
          if (options.isAlive() && database.inTransaction) undo.forEach(control);
          throw error;
        }
      },
    exec: (text) => guard.perform(text, true, () => database.exec(text)),
    pragma: (text, how) => guard.perform('pragma', true, () => database.pragma(text, how)),
    serialize() {
      guard.expectPower();
      return database.serialize();
    },
    close() {
      guard.expectPower();
      options.onClose();
    },
    abandon() {
      for (const rows of reading) rows.return?.();
      if (database.inTransaction) database.exec('ROLLBACK');
    },
  };
}

interface Guard {
  /** @throws Fault `power-is-off` */
  expectPower(): void;
  perform<R>(text: string, writes: boolean, run: () => R): R;
}

function createGuard({ database, watch, isAlive }: MemoryDatabaseOptions): Guard {
  let hasWritten = false;
  const expectPower = (): void => {
    if (!isAlive()) throw powerIsOff();
  };
  return {
    expectPower,
    perform(text, writes, run) {
      expectPower();
      const commits = database.inTransaction ? hasWritten && COMMIT.test(text) : writes && !COMMITS_NOTHING.test(text);
      if (commits) watch.aboutToCommit();
      expectPower();
      const result = run();
      hasWritten = database.inTransaction && (hasWritten || (writes && !COMMITS_NOTHING.test(text)));
      if (commits) watch.committed();
      expectPower();
      return result;
    },
  };
}

function guardStatement<P extends unknown[], R>(
  statement: Statement<unknown[], R>,
  { expectPower, perform }: Guard,
  reading: Set<IterableIterator<unknown>>,
): SealedStatement<P, R> {
  const step = <T>(run: () => T): T => perform(statement.source, !statement.readonly, run);
  return {
    reader: statement.reader,
    run: (...values) => step(() => statement.run(...values)),
    get: (...values) => step(() => statement.get(...values)),
    all: (...values) => step(() => statement.all(...values)),
    iterate: (...values) => {
      expectPower();
      // What writes is run to its end at once: a commit half-way through a loop is no commit.
      if (!statement.readonly) return step(() => statement.all(...values)).values();
      const rows = statement.iterate(...values);
      reading.add(rows);
      return whilePowered(rows, expectPower, () => reading.delete(rows));
    },
  };
}

function* whilePowered<R>(rows: IterableIterator<R>, expectPower: () => void, end: () => void): IterableIterator<R> {
  try {
    for (const row of rows) {
      yield row;
      expectPower();
    }
  } finally {
    end();
  }
}

function awaits(): Fault {
  return new Fault({ owner: 'ours', code: 'transaction-awaits', message: 'A transaction cannot return a promise' });
}

function powerIsOff(): Fault {
  return new Fault({
    owner: 'environment',
    code: 'power-is-off',
    message: 'The program that opened this file has ended',
  });
}
