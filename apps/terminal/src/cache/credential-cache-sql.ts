import { fromBase64Url, instant, present, type CredentialId, type Instant, type UserId } from '@holdover/kernel';
import {
  hashingMessage,
  stateSnapshot,
  terminalProfileMessage,
  terminalSettingsMessage,
  type CredentialMethod,
  type HeldCredential,
  type HeldUser,
  type StateSnapshot,
} from '@holdover/protocol';
import { MOST_SESSION_CACHED, sessionCached } from '@holdover/offline-login';
import type { SealedDatabase } from '@holdover/sealed-store';
import * as z from 'zod';
import type { CacheState, CredentialCache, FoundCredential, SessionCredentials } from './credential-cache.ts';

/** Rows written at a time, so that a large state does not hold up a login. */
const BATCH = 500;

const factsSchema = z.strictObject({
  hashing: hashingMessage,
  device: stateSnapshot.shape.device,
  settings: terminalSettingsMessage,
  profile: terminalProfileMessage,
});

interface SlotRow {
  id: number;
  revision: number;
  generation: number;
  computed_at: number;
  confirmed_at: number;
  cache_key: Buffer;
  facts: string;
}

interface ActiveSlot {
  readonly slot: number;
  readonly state: CacheState;
}

export function createSqlCredentialCache(database: SealedDatabase): CredentialCache {
  const statements = prepareStatements(database);
  dropIdleSlots(database);
  let active = readActive(database);

  function confirm(at: Instant): void {
    if (active === undefined || at <= active.state.confirmedAt) return;
    statements.confirm.run(at, active.slot);
    active = { ...active, state: { ...active.state, confirmedAt: at } };
  }

  function keep({ user, credentials, generation, at }: SessionCredentials): boolean {
    if (active === undefined || active.state.generation !== generation) return false;
    const { slot } = active;
    database.transaction(() => {
      putUser(statements, slot, user);
      for (const credential of credentials) putCredential(statements, { slot, credential, usedAt: at });
      dropLeastRecentlyUsed(statements, slot);
    })();
    return true;
  }

  return {
    state: () => active?.state,
    find(method, verifier) {
      if (active === undefined) return [];
      const { slot, state } = active;
      return statements.find.all(slot, method, verifier).map((row) => foundCredential(row, state));
    },
    async adopt(snapshot, denied) {
      const slot = await stage(database, statements, snapshot);
      database.transaction(() => {
        if (active !== undefined) carryOver(statements, { from: active, to: slot, snapshot });
        removeIds(statements, slot, denied);
        database.prepare('UPDATE slot SET active = 0 WHERE active = 1').run();
        database.prepare('UPDATE slot SET active = 1 WHERE id = ?').run(slot);
      })();
      active = readActive(database);
      dropIdleSlots(database);
    },
    confirm,
    keep,
    shift(by) {
      if (active === undefined) return;
      const { slot } = active;
      database.transaction(() => {
        statements.shiftCredentials.run(by, slot);
        statements.shiftSlot.run(by, by, slot);
      })();
      active = readActive(database);
    },
    touch(userId, at) {
      if (active !== undefined) statements.touch.run(at, active.slot, userId);
    },
    remove(ids) {
      if (active === undefined) return;
      const { slot } = active;
      database.transaction(() => removeIds(statements, slot, ids))();
    },
    wipe() {
      active = undefined;
      database.transaction(() => {
        database.exec('DELETE FROM cached_credential; DELETE FROM cached_user; DELETE FROM slot;');
      })();
      // What the write-ahead log still holds of the rows goes too.
      database.pragma('wal_checkpoint(TRUNCATE)');
    },
    counts() {
      if (active === undefined) return { users: 0, credentials: 0 };
      return present(statements.counts.get(active.slot, active.slot), 'counts');
    },
  };
}

type Statements = ReturnType<typeof prepareStatements>;

function prepareStatements(database: SealedDatabase) {
  return {
    putUser: database.prepare<[number, string, string, string, string | null, number]>(
      `INSERT INTO cached_user (slot, id, user_name, full_name, language, color) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (slot, id) DO UPDATE SET user_name = excluded.user_name, full_name = excluded.full_name,
         language = excluded.language, color = excluded.color`,
    ),
    putCredential: database.prepare<
      [number, string, string, string, string, Uint8Array, number | null, number, number]
    >(
      `INSERT INTO cached_credential
         (slot, id, source, user_id, method, verifier, ends_at, confirmed_at, used_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (slot, id, source) DO UPDATE SET user_id = excluded.user_id, method = excluded.method,
         verifier = excluded.verifier, ends_at = excluded.ends_at,
         confirmed_at = excluded.confirmed_at, used_at = max(used_at, excluded.used_at)`,
    ),
    find: database.prepare<[number, string, Uint8Array], FoundRow>(
      `SELECT c.id, c.method, c.source, c.ends_at, c.confirmed_at,
              u.id AS user_id, u.user_name, u.full_name, u.language, u.color
         FROM cached_credential c JOIN cached_user u ON u.slot = c.slot AND u.id = c.user_id
        WHERE c.slot = ? AND c.method = ? AND c.verifier = ?`,
    ),
    confirm: database.prepare<[number, number]>('UPDATE slot SET confirmed_at = ? WHERE id = ?'),
    shiftCredentials: database.prepare<[number, number]>(
      'UPDATE cached_credential SET confirmed_at = max(0, confirmed_at + ?) WHERE slot = ?',
    ),
    shiftSlot: database.prepare<[number, number, number]>(
      'UPDATE slot SET confirmed_at = max(0, confirmed_at + ?), computed_at = max(0, computed_at + ?) WHERE id = ?',
    ),
    touch: database.prepare<[number, number, string]>(
      'UPDATE cached_credential SET used_at = ? WHERE slot = ? AND user_id = ?',
    ),
    removeCredential: database.prepare<[number, string, string]>(
      'DELETE FROM cached_credential WHERE slot = ? AND (id = ? OR user_id = ?)',
    ),
    removeUser: database.prepare<[number, string]>('DELETE FROM cached_user WHERE slot = ? AND id = ?'),
    carryUsers: database.prepare<[number, number, number]>(
      `INSERT INTO cached_user (slot, id, user_name, full_name, language, color)
       SELECT ?, id, user_name, full_name, language, color FROM cached_user u
        WHERE u.slot = ? AND EXISTS (SELECT 1 FROM cached_credential c
          WHERE c.slot = u.slot AND c.user_id = u.id AND c.source = 'session' AND c.confirmed_at > ?)
       ON CONFLICT (slot, id) DO NOTHING`,
    ),
    carryCredentials: database.prepare<[number, number, number]>(
      `INSERT INTO cached_credential (slot, id, source, user_id, method, verifier, ends_at, confirmed_at, used_at)
       SELECT ?, id, source, user_id, method, verifier, ends_at, confirmed_at, used_at FROM cached_credential
        WHERE slot = ? AND source = 'session' AND confirmed_at > ?
       ON CONFLICT (slot, id, source) DO UPDATE SET
         confirmed_at = excluded.confirmed_at, used_at = excluded.used_at`,
    ),
    carryUse: database.prepare<[number, number]>(
      `UPDATE cached_credential AS new SET used_at = max(new.used_at, old.used_at)
         FROM cached_credential AS old
        WHERE new.slot = ? AND old.slot = ? AND old.id = new.id AND old.source = new.source`,
    ),
    sessionUsers: database.prepare<[number], { user_id: UserId; used_at: number; synchronized: number }>(
      `SELECT user_id, max(used_at) AS used_at, max(source = 'sync') AS synchronized FROM cached_credential
        WHERE slot = ? GROUP BY user_id HAVING max(source = 'session')`,
    ),
    removeSession: database.prepare<[number, string]>(
      `DELETE FROM cached_credential WHERE slot = ? AND user_id = ? AND source = 'session'`,
    ),
    removeUserWithout: database.prepare<[number, string]>(
      `DELETE FROM cached_user AS u WHERE u.slot = ? AND u.id = ?
          AND NOT EXISTS (SELECT 1 FROM cached_credential c WHERE c.slot = u.slot AND c.user_id = u.id)`,
    ),
    counts: database.prepare<[number, number], { users: number; credentials: number }>(
      `SELECT (SELECT count(*) FROM cached_user WHERE slot = ?) AS users,
              (SELECT count(DISTINCT id) FROM cached_credential WHERE slot = ?) AS credentials`,
    ),
  };
}

interface FoundRow {
  id: CredentialId;
  method: CredentialMethod;
  source: 'sync' | 'session';
  ends_at: number | null;
  confirmed_at: number;
  user_id: UserId;
  user_name: string;
  full_name: string;
  language: 'en' | 'de' | null;
  color: number;
}

function foundCredential(row: FoundRow, state: CacheState): FoundCredential {
  const confirmedAt = row.source === 'sync' ? Math.max(row.confirmed_at, state.confirmedAt) : row.confirmed_at;
  return {
    id: row.id,
    method: row.method,
    source: row.source,
    endsAt: row.ends_at === null ? null : instant(row.ends_at),
    confirmedAt: instant(confirmedAt),
    user: {
      id: row.user_id,
      userName: row.user_name,
      fullName: row.full_name,
      language: row.language,
      color: row.color === 1,
    },
  };
}

/** Writes a slot that is not in use. Left behind by a power cut, it is dropped at the next start. */
async function stage(database: SealedDatabase, statements: Statements, snapshot: StateSnapshot): Promise<number> {
  const { hashing, device, settings, profile } = snapshot;
  const inserted = database
    .prepare<[number, number, number, number, Uint8Array, string]>(
      `INSERT INTO slot (active, revision, generation, computed_at, confirmed_at, cache_key, facts)
       VALUES (0, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      snapshot.revision,
      snapshot.generation,
      snapshot.computedAt,
      snapshot.computedAt,
      bytesOf(snapshot.cacheKey),
      JSON.stringify({ hashing, device, settings, profile }),
    );
  const slot = Number(inserted.lastInsertRowid);
  await inBatches(database, snapshot.users, (user) => putUser(statements, slot, user));
  await inBatches(database, snapshot.credentials, (credential) =>
    putCredential(statements, { slot, credential, usedAt: credential.confirmedAt }),
  );
  return slot;
}

async function inBatches<T>(database: SealedDatabase, rows: readonly T[], write: (row: T) => void): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH) {
    database.transaction(() => rows.slice(at, at + BATCH).forEach(write))();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function putUser(statements: Statements, slot: number, user: HeldUser): void {
  statements.putUser.run(slot, user.id, user.userName, user.fullName, user.language, user.color ? 1 : 0);
}

function putCredential(
  statements: Statements,
  { slot, credential, usedAt }: { slot: number; credential: HeldCredential; usedAt: Instant },
): void {
  statements.putCredential.run(
    slot,
    credential.id,
    credential.source,
    credential.userId,
    credential.method,
    bytesOf(credential.verifier),
    credential.endsAt,
    credential.confirmedAt,
    usedAt,
  );
}

/** Logins that the snapshot is too old to know are kept, if the key is the same. */
function carryOver(
  statements: Statements,
  { from, to, snapshot }: { from: ActiveSlot; to: number; snapshot: StateSnapshot },
): void {
  if (from.state.generation === snapshot.generation && snapshot.device.offlineLogin && snapshot.settings.enabled) {
    statements.carryUsers.run(to, from.slot, snapshot.computedAt);
    statements.carryCredentials.run(to, from.slot, snapshot.computedAt);
  }
  statements.carryUse.run(to, from.slot);
}

function removeIds(statements: Statements, slot: number, ids: ReadonlySet<string>): void {
  for (const id of ids) {
    statements.removeCredential.run(slot, id, id);
    statements.removeUser.run(slot, id);
  }
}

/** B4. Whom synchronization holds anyway does not count. */
function dropLeastRecentlyUsed(statements: Statements, slot: number): void {
  const rows = statements.sessionUsers.all(slot);
  if (rows.length <= MOST_SESSION_CACHED) return;
  const users = rows.map((row) => ({ userId: row.user_id, lastUsedAt: instant(row.used_at) }));
  const synchronized = new Set(rows.filter((row) => row.synchronized === 1).map((row) => row.user_id));
  for (const { userId } of sessionCached(users, synchronized).dropped) {
    statements.removeSession.run(slot, userId);
    statements.removeUserWithout.run(slot, userId);
  }
}

function readActive(database: SealedDatabase): ActiveSlot | undefined {
  const row = database.prepare<[], SlotRow>('SELECT * FROM slot WHERE active = 1').get();
  if (row === undefined) return undefined;
  return {
    slot: row.id,
    state: {
      ...factsSchema.parse(JSON.parse(row.facts)),
      revision: row.revision,
      generation: row.generation,
      computedAt: instant(row.computed_at),
      confirmedAt: instant(row.confirmed_at),
      cacheKey: new Uint8Array(row.cache_key),
    },
  };
}

function dropIdleSlots(database: SealedDatabase): void {
  database.transaction(() => {
    database.exec(`
      DELETE FROM cached_credential WHERE slot NOT IN (SELECT id FROM slot WHERE active = 1);
      DELETE FROM cached_user WHERE slot NOT IN (SELECT id FROM slot WHERE active = 1);
      DELETE FROM slot WHERE active = 0;
    `);
  })();
}

function bytesOf(text: string): Uint8Array {
  return present(fromBase64Url(text), 'bytes the schema checked');
}
