import { openSealedDatabase, type SealedDatabase } from '@holdover/sealed-store';

/** A sealed file with the tables of one of the terminal's parts. */
export function openPrepared(
  file: string,
  key: Uint8Array,
  prepare: (database: SealedDatabase) => void,
): SealedDatabase {
  const database = openSealedDatabase({ file, key });
  prepare(database);
  return database;
}
