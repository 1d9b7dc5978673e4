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
import type { AuditHead, AuditStore } from './audit-store.ts';

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
  const before =
    first === undefined || first.sequence === 1
      ? LOG_START
      : { sequence: first.sequence - 1, hash: first.previousHash };
  return followChain(before, entries, digest).broken;
}

/** What comes before the first entry. */
export const LOG_START: AuditHead = { sequence: 0, hash: NOTHING_BEFORE };

/** Goes on behind `head`. @returns the last entry that holds, and the sequence of the one that does not follow from it */
export function followChain(
  head: AuditHead,
  entries: readonly AuditEntry[],
  digest: Digest,
): { readonly head: AuditHead; readonly broken: number | undefined } {
  let { sequence, hash } = head;
  for (const entry of entries) {
    const { hash: own, ...rest } = entry;
    const follows = entry.sequence === sequence + 1 && entry.previousHash === hash && hashOf(rest, digest) === own;
    if (!follows) return { head: { sequence, hash }, broken: entry.sequence };
    ({ sequence, hash } = entry);
  }
  return { head: { sequence, hash }, broken: undefined };
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
