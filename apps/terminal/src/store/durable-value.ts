import { Fault } from '@holdover/kernel';
import type { SealedDatabase } from '@holdover/sealed-store';
import type * as z from 'zod';

/** One small value that survives power loss. */
export interface DurableValue<T> {
  read(): T | undefined;
  /** Flushed when it returns. */
  write(value: T): void;
}

/**
 * @param schema reads what an earlier run wrote
 * @throws Fault `store-damaged` on reading what the schema refuses: an unreadable bucket is never taken for a full one
 */
export function createDurableValue<T>(database: SealedDatabase, name: string, schema: z.ZodType<T>): DurableValue<T> {
  const select = database.prepare<[string], { json: string }>('SELECT json FROM durable_value WHERE name = ?');
  const upsert = database.prepare<[string, string]>(
    'INSERT INTO durable_value (name, json) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET json = excluded.json',
  );
  return {
    read() {
      const row = select.get(name);
      if (row === undefined) return undefined;
      const parsed = schema.safeParse(JSON.parse(row.json));
      if (parsed.success) return parsed.data;
      throw new Fault({ owner: 'environment', code: 'store-damaged', message: `The stored ${name} cannot be read` });
    },
    write(value) {
      upsert.run(name, JSON.stringify(value));
    },
  };
}
