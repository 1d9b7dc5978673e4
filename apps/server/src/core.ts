import { join } from 'node:path';
import type { Digest } from '@holdover/kernel';
import { createNodeDigest, ensurePrivateFolder } from '@holdover/nodejs';
import type { Changes } from './changes/change.ts';
import { createChanges } from './changes/changes.ts';
import type { Database } from './database/database.ts';
import { openDatabase } from './database/open-database.ts';
import { createAdministrators, type Administrators } from './features/administrators/administrators.ts';
import { createAuditLog, firstBreak } from './features/audit/audit-log.ts';
import { prepareFirstStart } from './first-start.ts';
import { loadServerKey } from './keys/server-key.ts';
import { createServerKeys, type ServerKeys } from './keys/server-keys.ts';
import type { ServerOptions } from './server-options.ts';
import { openStores, type Stores } from './stores.ts';

/** What everything in a server stands on. */
export interface Core {
  readonly database: Database;
  readonly stores: Stores;
  readonly changes: Changes;
  readonly keys: ServerKeys;
  readonly administrators: Administrators;
  readonly digest: Digest;
}

export type CoreOptions = Pick<
  ServerOptions,
  'dataDir' | 'databaseUrl' | 'serverKeyFile' | 'hashing' | 'logger' | 'clock' | 'entropy'
>;

/** Opens key and database and what is built on them alone; listens to nothing. */
export async function openCore(options: CoreOptions): Promise<Core> {
  const { clock, entropy, logger, databaseUrl } = options;
  await ensurePrivateFolder(options.dataDir);
  const keys = createServerKeys(
    await loadServerKey(options.serverKeyFile ?? join(options.dataDir, 'server.key'), entropy),
  );
  const location =
    databaseUrl === undefined ? { file: join(options.dataDir, 'server.db'), key: keys.database } : { url: databaseUrl };
  const database = await openDatabase({ location, entropy, logger });
  const digest = createNodeDigest();
  const stores = openStores(database.queries);
  const changes = createChanges({ database, auditLog: createAuditLog(digest, entropy), clock });
  try {
    await prepareFirstStart(changes, entropy, options.hashing);
  } catch (error) {
    await database.close();
    throw error;
  }
  await checkAuditTail({ stores, digest, logger });
  const administrators = createAdministrators({ stores, changes, clock, entropy, digest });
  return { database, stores, changes, keys, administrators, digest };
}

/** Entries looked at on each start: enough to notice a rewritten recent past, whatever the age of the log. */
const AUDIT_TAIL = 1_000;

/** A broken chain is no reason not to start: it is a reason to look. */
async function checkAuditTail({
  stores,
  digest,
  logger,
}: Pick<Core, 'stores' | 'digest'> & Pick<CoreOptions, 'logger'>): Promise<void> {
  const sequence = firstBreak(await stores.audit.tail(AUDIT_TAIL), digest);
  if (sequence !== undefined) logger.error('The audit log was changed outside this program', { sequence });
}
