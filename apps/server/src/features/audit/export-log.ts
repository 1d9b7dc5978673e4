import { setImmediate as breathe } from 'node:timers/promises';
import { canonicalJson, toRfc3339 } from '@holdover/kernel';
import { csvRow } from '../../http/csv-row.ts';
import type { AuditEntry } from './audit-log.ts';
import type { AuditFilter, AuditStore } from './audit-store.ts';

const COLUMNS = [
  'SEQUENCE',
  'AT',
  'ACTOR_KIND',
  'ACTOR_ID',
  'ACTOR_NAME',
  'ACTION',
  'TARGET_KIND',
  'TARGET_ID',
  'TARGET_NAME',
  'BEFORE',
  'AFTER',
  'HASH',
];

/** Held in memory at a time. */
const PIECE = 500;

/** RFC 4180, oldest first, as far as the log went when this began. */
export async function* exportLog(store: AuditStore, filter: AuditFilter): AsyncGenerator<string> {
  yield csvRow(COLUMNS);
  const last = (await store.head())?.sequence ?? 0;
  let after = 0;
  while (after < last) {
    const entries = await store.piece({ after, last, most: PIECE }, filter);
    const end = entries.at(-1);
    if (end === undefined) return;
    yield entries.map(rowOf).join('');
    after = end.sequence;
    await breathe();
  }
}

function rowOf({ sequence, at, actor, action, target, before, after, hash }: AuditEntry): string {
  return csvRow([
    String(sequence),
    toRfc3339(at),
    actor.kind,
    actor.id ?? '',
    actor.name,
    action,
    target.kind,
    target.id ?? '',
    target.name ?? '',
    canonicalJson(before),
    canonicalJson(after),
    hash,
  ]);
}
