import type { Kysely, Transaction } from 'kysely';
import type { Announcements } from './announcements.ts';
import type { Tables } from './tables.ts';

export type Engine = 'sqlite' | 'postgres';

/** What stores ask: the database itself, or one transaction of it. */
export type Queries = Kysely<Tables> | Transaction<Tables>;

/**
 * The one database of a server.
 * Invariant: on SQLite there is one connection, so work inside a transaction must ask the transaction's queries only; asking
 * the database's would wait for itself.
 */
export interface Database {
  readonly engine: Engine;
  /** Each statement for itself. */
  readonly queries: Kysely<Tables>;
  /** One snapshot for several statements. */
  read<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /** All or nothing. Run again as a whole when the database says that it collided with another (SQLSTATE 40001, 40P01). */
  transact<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /** To and from the other servers over it. */
  readonly announcements: Announcements;
  close(): Promise<void>;
}
