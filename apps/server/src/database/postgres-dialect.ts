import { Fault, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import { PostgresDialect, type Dialect } from 'kysely';
import pg from 'pg';

/** int8 (`bigint`, `count(*)`) and numeric sums arrive as text; every integer stored here is a safe one. */
const INT8 = 20;
const NUMERIC = 1_700;

const CONNECTIONS = 10;

/** A statement that waits longer than this for a lock or the server is a fault, not patience. */
const STATEMENT_MILLISECONDS = 60_000;

export interface PostgresOptions {
  /** `postgres://…` without a password; that comes from PGPASSFILE or the environment. */
  readonly url: string;
  readonly logger: Logger;
}

export function createPostgresDialect({ url, logger }: PostgresOptions): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    statement_timeout: STATEMENT_MILLISECONDS,
    application_name: 'holdover',
    types: { getTypeParser: (oid, format) => (isInteger(oid) ? toSafeInteger : pg.types.getTypeParser(oid, format)) },
  });
  // Without a listener, a restart of the database would end this process.
  pool.on('error', (error) => logger.warn('A database connection was lost', { error: describeError(error) }));
  return new PostgresDialect({ pool });
}

const isInteger = (oid: number): boolean => oid === INT8 || oid === NUMERIC;

function toSafeInteger(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new Fault({ owner: 'environment', code: 'integer-too-large', message: `${text} is not a safe integer` });
}
