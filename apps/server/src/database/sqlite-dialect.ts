import { openSealedDatabase, type SealedDatabaseOptions } from '@holdover/sealed-store';
import {
  CompiledQuery,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type Dialect,
  type SqliteDialectConfig,
  type TransactionSettings,
} from 'kysely';

/** Encrypted SQLite. A writing transaction takes the write lock when it begins, so it never fails half-way for want of it. */
export function createSqliteDialect(options: SealedDatabaseOptions): Dialect {
  const config: SqliteDialectConfig = { database: () => Promise.resolve(openSealedDatabase(options)) };
  const dialect = new SqliteDialect(config);
  return {
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (database) => dialect.createIntrospector(database),
    createDriver: () => new ImmediateSqliteDriver(config),
  };
}

class ImmediateSqliteDriver extends SqliteDriver {
  // Kysely calls every driver with the settings; its own SQLite driver only has no use for them.
  override async beginTransaction(connection: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    const begin = settings?.accessMode === 'read only' ? 'begin' : 'begin immediate';
    await connection.executeQuery(CompiledQuery.raw(begin));
  }
}
