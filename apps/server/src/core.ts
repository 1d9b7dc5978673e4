import type { Digest } from '@holdover/kernel';
import { createNodeDigest } from '@holdover/nodejs';
import type { Changes } from './changes/change.ts';
import { createChangeNews, type ChangeNews } from './changes/change-news.ts';
import { createChanges } from './changes/changes.ts';
import type { Database } from './database/database.ts';
import { openDatabase } from './database/open-database.ts';
import { createAdministrators, type Administrators } from './features/administrators/administrators.ts';
import { createAuditLog, firstBreak } from './features/audit/audit-log.ts';
import { prepareFirstStart } from './first-start.ts';
import { createServerKeys, type ServerKeys } from './keys/server-keys.ts';
import { createSlowHash, type SlowHash } from './keys/slow-hash.ts';
import type { OpenServerOptions } from './server-options.ts';
import { openStores, type Stores } from './stores.ts';

/** What everything in a server stands on. */
export interface Core {
  readonly database: Database;
  readonly stores: Stores;
  readonly changes: Changes;
  /** What was changed, to be told on. */
  readonly news: ChangeNews;
  readonly keys: ServerKeys;
  readonly administrators: Administrators;
  readonly digest: Digest;
  readonly slowHash: SlowHash;
}

export type CoreOptions = Pick<
  OpenServerOptions,
  'serverKey' | 'database' | 'hashing' | 'slowHash' | 'logger' | 'clock' | 'entropy'
>;

/** Opens the database and what is built on it alone. */
export async function openCore(options: CoreOptions): Promise<Core> {
  const { clock, entropy, logger } = options;
  const keys = createServerKeys(options.serverKey);
  const location = 'file' in options.database ? { ...options.database, key: keys.database } : options.database;
  const database = await openDatabase({ location, clock, entropy, logger });
  const slowHash = options.slowHash ?? createSlowHash();
  const digest = createNodeDigest();
  const stores = openStores(database.queries);
  const news = createChangeNews(clock);
  const auditLog = createAuditLog(digest, entropy);
  const changes = createChanges({ database, auditLog, clock, onChanged: news.changed });
  try {
    await prepareFirstStart(changes, entropy, options.hashing);
  } catch (error) {
    await database.close();
    throw error;
  }
  await checkAuditTail({ stores, digest, logger });
  const administrators = createAdministrators({ stores, changes, clock, entropy, digest, slowHash });
  return { database, stores, changes, news, keys, administrators, digest, slowHash };
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
