import { setImmediate as breathe } from 'node:timers/promises';
import type { Digest } from '@holdover/kernel';
import { followChain, LOG_START } from './audit-log.ts';
import type { AuditStore } from './audit-store.ts';

export interface LogState {
  readonly entries: number;
  /** Sequence of the first entry that does not follow; undefined when the chain holds. */
  readonly broken: number | undefined;
  readonly lastHash: string | null;
}

/** Some 20 ms of hashing: then others have their turn. */
const PIECE = 500;

/** Computes the whole chain again, as far as it went when this began. */
export async function verifyLog(store: AuditStore, digest: Digest): Promise<LogState> {
  const last = await store.head();
  let head = LOG_START;
  while (last !== undefined && head.sequence < last.sequence) {
    const entries = await store.piece({ after: head.sequence, last: last.sequence, most: PIECE });
    const followed = followChain(head, entries, digest);
    // An empty piece: what the head promised is gone.
    const broken = followed.broken ?? (entries.length === 0 ? head.sequence + 1 : undefined);
    if (broken !== undefined) return { entries: followed.head.sequence, broken, lastHash: last.hash };
    head = followed.head;
    await breathe();
  }
  return { entries: head.sequence, broken: undefined, lastHash: last?.hash ?? null };
}
