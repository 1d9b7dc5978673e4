import type { Logger, UserId } from '@holdover/kernel';
import type { DenyDelta } from '@holdover/protocol';
import type { SealedDatabase } from '@holdover/sealed-store';
import type { CredentialCache } from '../cache/credential-cache.ts';
import type { KnownServer } from '../link/known-server.ts';

/** What takes rights away at once (B7, H3). */
export interface DenyList {
  /** Applies a signed list; one not signed by the server, or of a lower incarnation, is refused and changes nothing. */
  apply(delta: DenyDelta, kind: 'delta' | 'whole'): void;
  /** Denied and not yet known to have left the desired state. */
  denied(): ReadonlySet<string>;
  /** A state computed under this version of the list is in use: it leaves out by itself what was denied before. */
  forget(version: number): void;
}

export interface DenyListOptions {
  readonly database: SealedDatabase;
  readonly cache: CredentialCache;
  readonly server: KnownServer;
  readonly logger: Logger;
  /** Their running session is to end. */
  readonly onUsers: (users: readonly UserId[]) => void;
}

export function createDenyList({ database, cache, server, logger, onUsers }: DenyListOptions): DenyList {
  const insert = database.prepare<[string]>('INSERT INTO denied (id) VALUES (?) ON CONFLICT (id) DO NOTHING');
  const clear = database.prepare<[]>('DELETE FROM denied');
  let denied: ReadonlySet<string> = new Set(
    database
      .prepare<[], { id: string }>('SELECT id FROM denied')
      .all()
      .map(({ id }) => id),
  );

  return {
    apply(delta, kind) {
      const { signature, ...signed } = delta;
      if (!server.isSigned(signed, signature) || server.isOlder(delta.incarnation)) {
        logger.error('A deny list is refused: not signed by the server, or of a lower incarnation', {
          version: delta.version,
        });
        return;
      }
      if (delta.version <= server.denyListVersion()) return;
      const ids = [...delta.users, ...delta.credentials];
      // Invariant: durable before the cache is touched, so that no state pulled before brings it back after a power cut.
      database.transaction(() => ids.forEach((id) => insert.run(id)))();
      denied = new Set([...denied, ...ids]);
      cache.remove(new Set(ids));
      // After a gap the version stays: the next tidings then say that the whole list is to be had.
      if (kind === 'whole' || delta.version === server.denyListVersion() + 1) server.learnDenyList(delta.version);
      if (delta.users.length > 0) onUsers(delta.users);
      logger.info('Deny list applied', {
        version: delta.version,
        users: delta.users.length,
        credentials: delta.credentials.length,
      });
    },
    denied: () => denied,
    forget(version) {
      if (version < server.denyListVersion() || denied.size === 0) return;
      clear.run();
      denied = new Set();
    },
  };
}
