import { join } from 'node:path';
import { deriveKey } from '@holdover/nodejs';
import { createKeyfileProtector, openSealedDatabase, type SealedDatabase } from '@holdover/sealed-store';

/** The files of a terminal that does not run, opened with its own key: what root on the machine could read. */
export async function openTerminalDisk(dataDir: string): Promise<{ cache: SealedDatabase; journal: SealedDatabase }> {
  const key = await createKeyfileProtector(dataDir).unlock();
  const open = (name: string): SealedDatabase =>
    openSealedDatabase({ file: join(dataDir, `${name}.db`), key: deriveKey(key, `holdover terminal ${name}`) });
  return { cache: open('cache'), journal: open('journal') };
}

/** Every value of every table, one after the other, as bytes. */
export function dumpDatabase(database: SealedDatabase): Buffer {
  const tables = database.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  const values = tables.flatMap(({ name }) =>
    database
      .prepare<[], Record<string, unknown>>(`SELECT * FROM "${name}"`)
      .all()
      .flatMap((row) => Object.values(row)),
  );
  return Buffer.concat(values.flatMap((value) => [asBuffer(value), Buffer.from('\n')]));
}

/** What the cache compares a login with. */
export function verifiersIn(cache: SealedDatabase): readonly string[] {
  return cache
    .prepare<[], { verifier: Buffer }>('SELECT verifier FROM cached_credential')
    .all()
    .map(({ verifier }) => verifier.toString('hex'));
}

function asBuffer(value: unknown): Buffer {
  return value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value));
}
