import {
  canonicalJson,
  makeId,
  toHex,
  utf8,
  type AuditEntryId,
  type Digest,
  type Entropy,
  type Instant,
  type Json,
} from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import type { AuditStore } from './audit-store.ts';

/** What happened to what. `before` and `after` never hold a secret: stores hand out none. */
export interface AuditRecord {
  /** `user.created`, `offline-login.changed`, … */
  readonly action: string;
  readonly target: { readonly kind: string; readonly id: string | null; readonly name: string | null };
  readonly before: Json;
  readonly after: Json;
}

export interface AuditEntry extends AuditRecord {
  readonly sequence: number;
  readonly id: AuditEntryId;
  readonly at: Instant;
  readonly actor: Pick<Actor, 'kind' | 'id' | 'name'>;
  /** Hex SHA-256 of the entry before; of nothing for the first. */
  readonly previousHash: string;
  /** Hex SHA-256 over the canonical JSON of all members but this one. */
  readonly hash: string;
}

export interface AuditLog {
  /**
   * In this order.
   * Invariant: sequences have no gap and each entry carries the hash of the one before, so that a changed, removed or added
   * entry shows. Only inside a change: that is what keeps two writers apart.
   */
  append(
    store: AuditStore,
    records: readonly AuditRecord[],
    by: { readonly actor: Actor; readonly at: Instant },
  ): Promise<void>;
}

const NOTHING_BEFORE = '0'.repeat(64);

export function createAuditLog(digest: Digest, entropy: Entropy): AuditLog {
  return {
    append: async (store, records, { actor, at }) => {
      if (records.length === 0) return;
      const head = await store.head();
      let sequence = head?.sequence ?? 0;
      let previousHash = head?.hash ?? NOTHING_BEFORE;
      const by = { kind: actor.kind, id: actor.id, name: actor.name };
      const entries = records.map((record): AuditEntry => {
        sequence += 1;
        const entry = { ...record, at, actor: by, id: makeId('auditEntry', at, entropy), sequence, previousHash };
        previousHash = hashOf(entry, digest);
        return { ...entry, hash: previousHash };
      });
      await store.append(entries);
    },
  };
}

/**
 * The sequence of the first entry that does not follow from the one before it; undefined when the chain holds.
 * @param entries in order; where they do not begin with the log, what the first one follows is taken on trust
 */
export function firstBreak(entries: readonly AuditEntry[], digest: Digest): number | undefined {
  const [first] = entries;
  let sequence = first === undefined || first.sequence === 1 ? 1 : first.sequence;
  let previousHash = first === undefined || first.sequence === 1 ? NOTHING_BEFORE : first.previousHash;
  for (const entry of entries) {
    const { hash, ...rest } = entry;
    if (entry.sequence !== sequence || entry.previousHash !== previousHash || hashOf(rest, digest) !== hash)
      return entry.sequence;
    sequence += 1;
    previousHash = hash;
  }
  return undefined;
}

/** Whether nothing changed: then there is nothing to record, and no terminal to disturb. */
export function isSame(before: Json, after: Json): boolean {
  return canonicalJson(before) === canonicalJson(after);
}

function hashOf(entry: Omit<AuditEntry, 'hash'>, digest: Digest): string {
  const { action, target, before, after, sequence, id, at, actor, previousHash } = entry;
  return toHex(
    digest.sha256(
      utf8(canonicalJson({ action, target, before, after, sequence, id, at, actor: { ...actor }, previousHash })),
    ),
  );
}
