import { sql, type QueryExecutorProvider, type RawBuilder, type SchemaModule } from 'kysely';
import type { Engine } from './database.ts';

/** One step of the schema. Its place in the list is its version: never reordered, never changed once released. */
export interface Migration {
  readonly name: string;
  /** `database` for rows that move: its tables are not yet those of the program. */
  up(schema: SchemaModule, types: ColumnTypes, database: QueryExecutorProvider): Promise<void>;
}

/** The portable subset: text, and integers that hold milliseconds. Booleans are 0 and 1, JSON is text, bytes are base64url. */
export interface ColumnTypes {
  /** For what only one of them can do, or needs. */
  readonly engine: Engine;
  /** Compares by Unicode code point on both engines (B2). */
  readonly text: RawBuilder<unknown>;
  /** 64 bits. */
  readonly integer: RawBuilder<unknown>;
}

export function columnTypes(engine: Engine): ColumnTypes {
  return engine === 'postgres'
    ? { engine, text: sql`text collate "C"`, integer: sql`bigint` }
    : { engine, text: sql`text`, integer: sql`integer` };
}
