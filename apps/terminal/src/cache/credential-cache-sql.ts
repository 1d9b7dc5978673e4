import { fromBase64Url, instant, minutes, present, type Duration, type Instant, type UserId } from '@holdover/kernel';
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
import { prepareCacheStatements, type CacheStatements, type FoundRow } from './credential-cache-statements.ts';
import type {
  CacheCounts,
  CacheState,
  CredentialCache,
  FoundCredential,
  SessionCredentials,
} from './credential-cache.ts';

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
  readonly storedConfirmation: Instant;
}

interface Shift {
  readonly by: Duration;
  readonly latest: Instant;
}

/** Heartbeats confirm every few seconds; a power cut may take the last minute back, never add one. */
const STORE_CONFIRMATION_EVERY = minutes(1);

export function createSqlCredentialCache(database: SealedDatabase): CredentialCache {
  return new SqlCredentialCache(database);
}

class SqlCredentialCache implements CredentialCache {
  readonly #database: SealedDatabase;
  readonly #statements: CacheStatements;
  /** Since a state was last on its way in: it was computed under the time before them. */
  readonly #shifts: Shift[] = [];
  readonly #touched = new Map<UserId, Instant>();
  #active: ActiveSlot | undefined;

  constructor(database: SealedDatabase) {
    this.#database = database;
    this.#statements = prepareCacheStatements(database);
    dropIdleSlots(database);
    this.#active = readActive(database);
  }

  state(): CacheState | undefined {
    return this.#active?.state;
  }

  find(method: CredentialMethod, verifier: Uint8Array): readonly FoundCredential[] {
    if (this.#active === undefined) return [];
    const { slot, state } = this.#active;
    return this.#statements.find.all(slot, method, verifier).map((row) => foundCredential(row, state));
  }

  userNamed(userName: string): UserId | undefined {
    return this.#active && this.#statements.userNamed.get(this.#active.slot, userName)?.id;
  }

  userNameOf(id: UserId): string | undefined {
    return this.#active && this.#statements.userNameOf.get(this.#active.slot, id)?.user_name;
  }

  async adopt(snapshot: StateSnapshot, denied: () => ReadonlySet<string>): Promise<void> {
    const database = this.#database;
    const statements = this.#statements;
    this.#shifts.length = 0;
    const slot = await stage(database, statements, snapshot);
    this.#noteUse();
    database.transaction(() => {
      for (const shift of this.#shifts) shiftSlot(statements, slot, shift);
      if (this.#active !== undefined) carryOver(statements, { from: this.#active, to: slot, snapshot });
      removeIds(statements, slot, denied());
      dropLeastRecentlyUsed(statements, slot);
      database.prepare('UPDATE slot SET active = 0 WHERE active = 1').run();
      database.prepare('UPDATE slot SET active = 1 WHERE id = ?').run(slot);
    })();
    const left = this.#active?.slot;
    this.#active = readActive(database);
    if (left !== undefined) await clearSlot(statements, left);
  }

  confirm(at: Instant): void {
    if (this.#active === undefined || at <= this.#active.state.confirmedAt) return;
    const { slot, state, storedConfirmation } = this.#active;
    const isDue = at - storedConfirmation >= STORE_CONFIRMATION_EVERY;
    if (isDue) this.#statements.confirm.run(at, slot);
    this.#active = {
      slot,
      state: { ...state, confirmedAt: at },
      storedConfirmation: isDue ? at : storedConfirmation,
    };
  }

  keep({ user, credentials, generation, at }: SessionCredentials): boolean {
    if (this.#active?.state.generation !== generation) return false;
    const { slot } = this.#active;
    this.#noteUse();
    this.#database.transaction(() => {
      putUser(this.#statements, slot, user);
      for (const credential of credentials) putCredential(this.#statements, { slot, credential, usedAt: at });
      dropLeastRecentlyUsed(this.#statements, slot);
    })();
    return true;
  }

  shift(by: Duration, latest: Instant): void {
    this.#shifts.push({ by, latest });
    if (this.#active === undefined) return;
    const { slot } = this.#active;
    this.#database.transaction(() => shiftSlot(this.#statements, slot, { by, latest }))();
    this.#active = readActive(this.#database);
  }

  touch(userId: UserId, at: Instant): void {
    this.#touched.set(userId, at);
  }

  /** Who was here decides who is out, so it is written before anybody is. */
  #noteUse(): void {
    const slot = this.#active?.slot;
    if (slot === undefined || this.#touched.size === 0) return;
    this.#database.transaction(() => {
      for (const [userId, at] of this.#touched) this.#statements.touch.run(at, slot, userId);
    })();
    this.#touched.clear();
  }

  remove(ids: ReadonlySet<string>): void {
    if (this.#active === undefined) return;
    const { slot } = this.#active;
    this.#database.transaction(() => removeIds(this.#statements, slot, ids))();
  }

  wipe(): void {
    this.#active = undefined;
    this.#touched.clear();
    this.#database.transaction(() => {
      this.#database.exec('DELETE FROM cached_credential; DELETE FROM cached_user; DELETE FROM slot;');
    })();
    // What the write-ahead log still holds of the rows goes too.
    this.#database.pragma('wal_checkpoint(TRUNCATE)');
  }

  counts(): CacheCounts {
    if (this.#active === undefined) return { users: 0, credentials: 0 };
    return present(this.#statements.counts.get(this.#active.slot, this.#active.slot), 'counts');
  }
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
      scanToMe: row.scan_to_me === 1,
    },
  };
}

/** Writes a slot that is not in use. Left behind by a power cut, it is dropped at the next start. */
async function stage(database: SealedDatabase, statements: CacheStatements, snapshot: StateSnapshot): Promise<number> {
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

/** What is out of use goes in small steps; a power cut in between leaves the rest to the next start. */
async function clearSlot(statements: CacheStatements, slot: number): Promise<void> {
  while (statements.clearCredentials.all(slot, BATCH).length > 0) await new Promise((resolve) => setImmediate(resolve));
  while (statements.clearUsers.all(slot, BATCH).length > 0) await new Promise((resolve) => setImmediate(resolve));
  statements.clearSlot.run(slot);
}

function putUser(statements: CacheStatements, slot: number, user: HeldUser): void {
  statements.putUser.run(
    slot,
    user.id,
    user.userName,
    user.fullName,
    user.language,
    user.color ? 1 : 0,
    user.scanToMe ? 1 : 0,
  );
}

function putCredential(
  statements: CacheStatements,
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

/**
 * Logins that the snapshot is too old to know are kept, if key and hashing are the same. What goes for another hashing comes back
 * with the server's next state: it knows of the login.
 */
function carryOver(
  statements: CacheStatements,
  { from, to, snapshot }: { from: ActiveSlot; to: number; snapshot: StateSnapshot },
): void {
  const isSameForm =
    from.state.generation === snapshot.generation &&
    from.state.hashing.pin.generation === snapshot.hashing.pin.generation &&
    from.state.hashing.card.generation === snapshot.hashing.card.generation;
  if (isSameForm && snapshot.device.offlineLogin && snapshot.settings.enabled) {
    statements.carryUsers.run(to, from.slot, snapshot.computedAt);
    statements.carryCredentials.run(to, from.slot, snapshot.computedAt);
  }
  statements.carryUse.run(from.slot, to);
}

function removeIds(statements: CacheStatements, slot: number, ids: ReadonlySet<string>): void {
  for (const id of ids) {
    statements.removeCredential.run(slot, id);
    statements.removeCredentialsOf.run(slot, id);
    statements.removeUser.run(slot, id);
  }
}

function shiftSlot(statements: CacheStatements, slot: number, { by, latest }: Shift): void {
  statements.shiftCredentials.run(by, latest, by, latest, slot);
  statements.shiftSlot.run(by, latest, by, latest, slot);
}

/** B4. Whom synchronization holds anyway does not count. */
function dropLeastRecentlyUsed(statements: CacheStatements, slot: number): void {
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
    storedConfirmation: instant(row.confirmed_at),
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
