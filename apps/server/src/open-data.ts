import { join } from 'node:path';
import type { ActivityId, Entropy, JobId } from '@holdover/kernel';
import { deriveKey, ensurePrivateFolder } from '@holdover/nodejs';
import { openDocuments, type Documents } from '@holdover/sealed-store';
import { loadServerKey } from './keys/server-key.ts';
import type { DataOptions, OpenServerOptions } from './server-options.ts';

export type OpenedData = Pick<OpenServerOptions, 'serverKey' | 'database'>;

/** The key and the place of the database of an installation. @throws Fault of the key */
export async function openData(
  { dataDir, databaseUrl, serverKeyFile }: DataOptions,
  entropy: Entropy,
): Promise<OpenedData> {
  await ensurePrivateFolder(dataDir);
  const serverKey = await loadServerKey(serverKeyFile ?? join(dataDir, 'server.key'), entropy);
  const database = databaseUrl === undefined ? { file: join(dataDir, 'server.db') } : { url: databaseUrl };
  return { serverKey, database };
}

/** Names what documents in the spool are encrypted with. */
const SPOOL_KEY = 'holdover spool 1';

/** Of a running server alone: what is there without a row is removed. */
export function openJobDocuments(
  { dataDir }: Pick<DataOptions, 'dataDir'>,
  serverKey: Uint8Array,
): Promise<Documents<JobId>> {
  return openDocuments(join(dataDir, 'spool', 'documents'), deriveKey(serverKey, SPOOL_KEY));
}

const SCANS_KEY = 'holdover scans 1';

/** The same for scans that are to be sent by e-mail. */
export function openScanDocuments(
  { dataDir }: Pick<DataOptions, 'dataDir'>,
  serverKey: Uint8Array,
): Promise<Documents<ActivityId>> {
  return openDocuments(join(dataDir, 'spool', 'scans'), deriveKey(serverKey, SCANS_KEY));
}

const IMPORTS_KEY = 'holdover imports 1';

/** The same for imports of users, until they are over. */
export function openImportDocuments(
  { dataDir }: Pick<DataOptions, 'dataDir'>,
  serverKey: Uint8Array,
): Promise<Documents<string>> {
  return openDocuments(join(dataDir, 'spool', 'imports'), deriveKey(serverKey, IMPORTS_KEY));
}
