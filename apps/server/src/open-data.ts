import { join } from 'node:path';
import type { Entropy } from '@holdover/kernel';
import { ensurePrivateFolder } from '@holdover/nodejs';
import { loadServerKey } from './keys/server-key.ts';
import type { DataOptions, OpenServerOptions } from './server-options.ts';

/** The key and the place of the database of an installation. @throws Fault of the key */
export async function openData(
  { dataDir, databaseUrl, serverKeyFile }: DataOptions,
  entropy: Entropy,
): Promise<Pick<OpenServerOptions, 'serverKey' | 'database'>> {
  await ensurePrivateFolder(dataDir);
  const serverKey = await loadServerKey(serverKeyFile ?? join(dataDir, 'server.key'), entropy);
  const database = databaseUrl === undefined ? { file: join(dataDir, 'server.db') } : { url: databaseUrl };
  return { serverKey, database };
}
