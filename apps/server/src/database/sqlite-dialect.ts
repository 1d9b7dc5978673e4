import type { SealedDatabase } from '@holdover/sealed-store';
import {
  CompiledQuery,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type Dialect,
  type SqliteDatabase,
  type SqliteDialectConfig,
  type SqliteStatement,
  type TransactionSettings,
} from 'kysely';

/** SQLite. A writing transaction takes the write lock when it begins, so it never fails half-way for want of it. */
export function createSqliteDialect(open: () => SealedDatabase): Dialect {
  const config: SqliteDialectConfig = {
    database: () => Promise.resolve(withKeptStatements(open())),
  };
  const dialect = new SqliteDialect(config);
  return {
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (database) => dialect.createIntrospector(database),
    createDriver: () => new ImmediateSqliteDriver(config),
  };
}

/** Most texts are sent again and again; lists of ids of ever new lengths must not pile up. */
const STATEMENTS_KEPT = 500;

/** Preparing costs more than running most statements. What defines the schema is not kept: it runs once. */
function withKeptStatements(database: SealedDatabase): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  return {
    close: () => void database.close(),
    prepare: (text) => {
      const known = kept.get(text);
      if (known !== undefined) {
        // The map keeps the order of use: its first is the one longest unused.
        kept.delete(text);
        kept.set(text, known);
        return known;
      }
      const statement = database.prepare(text) as SqliteStatement; // Kysely binds what it was given
      if (/^(create|alter|drop)\b/i.test(text)) return statement;
      kept.set(text, statement);
      const [oldest] = kept.keys();
      if (kept.size > STATEMENTS_KEPT && oldest !== undefined) kept.delete(oldest);
      return statement;
    },
  };
}

class ImmediateSqliteDriver extends SqliteDriver {
  // Kysely calls every driver with the settings; its own SQLite driver only has no use for them.
  override async beginTransaction(connection: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    const begin = settings?.accessMode === 'read only' ? 'begin' : 'begin immediate';
    await connection.executeQuery(CompiledQuery.raw(begin));
  }
}
