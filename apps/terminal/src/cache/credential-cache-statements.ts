import type { CredentialId, UserId } from '@holdover/kernel';
import type { CredentialMethod } from '@holdover/protocol';
import type { SealedDatabase } from '@holdover/sealed-store';

export interface FoundRow {
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
  scan_to_me: number;
}

/** What is used of a prepared statement. */
interface Statement<P extends unknown[], R = unknown> {
  run(...parameters: P): unknown;
  get(...parameters: P): R | undefined;
  all(...parameters: P): R[];
}

export interface CacheStatements {
  readonly putUser: Statement<[number, string, string, string, string | null, number, number]>;
  readonly putCredential: Statement<
    [number, string, string, string, string, Uint8Array, number | null, number, number]
  >;
  readonly confirm: Statement<[number, number]>;
  readonly touch: Statement<[number, number, string]>;
  readonly shiftCredentials: Statement<[number, number, number, number, number]>;
  readonly shiftSlot: Statement<[number, number, number, number, number]>;
  readonly find: Statement<[number, string, Uint8Array], FoundRow>;
  readonly sessionUsers: Statement<[number], { user_id: UserId; used_at: number; synchronized: number }>;
  readonly userNamed: Statement<[number, string], { id: UserId }>;
  readonly userNameOf: Statement<[number, string], { user_name: string }>;
  readonly counts: Statement<[number, number], { users: number; credentials: number }>;
  readonly removeCredential: Statement<[number, string]>;
  readonly removeCredentialsOf: Statement<[number, string]>;
  readonly clearCredentials: Statement<[number, number], { id: string }>;
  readonly clearUsers: Statement<[number, number], { id: string }>;
  readonly clearSlot: Statement<[number]>;
  readonly removeUser: Statement<[number, string]>;
  readonly removeSession: Statement<[number, string]>;
  readonly removeUserWithout: Statement<[number, string]>;
  readonly carryUsers: Statement<[number, number, number]>;
  readonly carryCredentials: Statement<[number, number, number]>;
  readonly carryUse: Statement<[number, number]>;
}

/**
 * Every statement of the cache, prepared once; `slot` comes first but where something is set.
 * Indices are named: without statistics the planner takes the first column of the primary key, which is the whole slot.
 */
export function prepareCacheStatements(database: SealedDatabase): CacheStatements {
  return { ...writing(database), ...reading(database), ...removing(database), ...carrying(database) };
}

function writing(database: SealedDatabase) {
  return {
    putUser: database.prepare<[number, string, string, string, string | null, number, number]>(
      `INSERT INTO cached_user (slot, id, user_name, full_name, language, color, scan_to_me)
       VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (slot, id) DO UPDATE SET user_name = excluded.user_name, full_name = excluded.full_name,
         language = excluded.language, color = excluded.color,
         scan_to_me = excluded.scan_to_me`,
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
    confirm: database.prepare<[number, number]>('UPDATE slot SET confirmed_at = ? WHERE id = ?'),
    touch: database.prepare<[number, number, string]>(
      'UPDATE cached_credential INDEXED BY cached_credential_user SET used_at = ? WHERE slot = ? AND user_id = ?',
    ),
    shiftCredentials: database.prepare<[number, number, number, number, number]>(
      `UPDATE cached_credential SET confirmed_at = max(0, min(confirmed_at + ?, ?)), used_at = max(0, min(used_at + ?, ?))
        WHERE slot = ?`,
    ),
    shiftSlot: database.prepare<[number, number, number, number, number]>(
      `UPDATE slot SET confirmed_at = max(0, min(confirmed_at + ?, ?)), computed_at = max(0, min(computed_at + ?, ?))
        WHERE id = ?`,
    ),
  };
}

function reading(database: SealedDatabase) {
  return {
    find: database.prepare<[number, string, Uint8Array], FoundRow>(
      `SELECT c.id, c.method, c.source, c.ends_at, c.confirmed_at,
              u.id AS user_id, u.user_name, u.full_name, u.language, u.color, u.scan_to_me
         FROM cached_credential c INDEXED BY cached_credential_verifier
              CROSS JOIN cached_user u ON u.slot = c.slot AND u.id = c.user_id
        WHERE c.slot = ? AND c.method = ? AND c.verifier = ?`,
    ),
    sessionUsers: database.prepare<[number], { user_id: UserId; used_at: number; synchronized: number }>(
      `SELECT user_id, max(used_at) AS used_at,
              EXISTS (SELECT 1 FROM cached_credential c
                       WHERE c.slot = s.slot AND c.user_id = s.user_id AND c.source = 'sync') AS synchronized
         FROM cached_credential s WHERE slot = ? AND source = 'session' GROUP BY user_id`,
    ),
    userNamed: database.prepare<[number, string], { id: UserId }>(
      'SELECT id FROM cached_user WHERE slot = ? AND user_name = ? COLLATE NOCASE',
    ),
    userNameOf: database.prepare<[number, string], { user_name: string }>(
      'SELECT user_name FROM cached_user WHERE slot = ? AND id = ?',
    ),
    counts: database.prepare<[number, number], { users: number; credentials: number }>(
      `SELECT (SELECT count(*) FROM cached_user WHERE slot = ?) AS users,
              (SELECT count(DISTINCT id) FROM cached_credential WHERE slot = ?) AS credentials`,
    ),
  };
}

function removing(database: SealedDatabase) {
  return {
    removeCredential: database.prepare<[number, string]>('DELETE FROM cached_credential WHERE slot = ? AND id = ?'),
    removeCredentialsOf: database.prepare<[number, string]>(
      'DELETE FROM cached_credential INDEXED BY cached_credential_user WHERE slot = ? AND user_id = ?',
    ),
    clearCredentials: database.prepare<[number, number], { id: string }>(
      `DELETE FROM cached_credential WHERE (slot, id, source) IN
         (SELECT slot, id, source FROM cached_credential WHERE slot = ? LIMIT ?) RETURNING id`,
    ),
    clearUsers: database.prepare<[number, number], { id: string }>(
      `DELETE FROM cached_user WHERE (slot, id) IN (SELECT slot, id FROM cached_user WHERE slot = ? LIMIT ?) RETURNING id`,
    ),
    clearSlot: database.prepare<[number]>('DELETE FROM slot WHERE id = ? AND active = 0'),
    removeUser: database.prepare<[number, string]>('DELETE FROM cached_user WHERE slot = ? AND id = ?'),
    removeSession: database.prepare<[number, string]>(
      `DELETE FROM cached_credential WHERE slot = ? AND user_id = ? AND source = 'session'`,
    ),
    removeUserWithout: database.prepare<[number, string]>(
      `DELETE FROM cached_user AS u WHERE u.slot = ? AND u.id = ?
          AND NOT EXISTS (SELECT 1 FROM cached_credential c WHERE c.slot = u.slot AND c.user_id = u.id)`,
    ),
  };
}

/** From the slot in use into the one that takes over. */
function carrying(database: SealedDatabase) {
  return {
    carryUsers: database.prepare<[number, number, number]>(
      `INSERT INTO cached_user (slot, id, user_name, full_name, language, color, scan_to_me)
       SELECT ?, id, user_name, full_name, language, color, scan_to_me FROM cached_user u
        WHERE u.slot = ? AND EXISTS (SELECT 1 FROM cached_credential c INDEXED BY cached_credential_session
          WHERE c.slot = u.slot AND c.user_id = u.id AND c.source = 'session' AND c.confirmed_at > ?)
       ON CONFLICT (slot, id) DO NOTHING`,
    ),
    carryCredentials: database.prepare<[number, number, number]>(
      `INSERT INTO cached_credential (slot, id, source, user_id, method, verifier, ends_at, confirmed_at, used_at)
       SELECT ?, id, source, user_id, method, verifier, ends_at, confirmed_at, used_at
         FROM cached_credential INDEXED BY cached_credential_session
        WHERE slot = ? AND source = 'session' AND confirmed_at > ?
       ON CONFLICT (slot, id, source) DO UPDATE SET
         confirmed_at = excluded.confirmed_at, used_at = excluded.used_at`,
    ),
    carryUse: database.prepare<[number, number]>(
      `UPDATE cached_credential AS new SET used_at = max(new.used_at, old.used_at)
         FROM cached_credential AS old INDEXED BY cached_credential_session
        WHERE old.slot = ? AND old.source = 'session'
          AND new.slot = ? AND new.id = old.id AND new.source = 'session'`,
    ),
  };
}
