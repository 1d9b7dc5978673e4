import { setImmediate as breathe } from 'node:timers/promises';
import type { UserId, UserSourceId } from '@holdover/kernel';
import type { Queries } from '../../database/database.ts';
import { nameKey } from '../users/user.ts';
import type { ReadChunk } from './staging.ts';

/** Everybody whom some rows name, right or wrong. */
export interface Named {
  readonly names: Set<string>;
  readonly externalIds: Set<string>;
}

export async function readNamed(chunks: AsyncIterable<ReadChunk>): Promise<Named> {
  const named: Named = { names: new Set(), externalIds: new Set() };
  for await (const { rows, ...wrong } of chunks) {
    for (const { userName, externalId } of rows) {
      named.names.add(nameKey(userName));
      if (externalId !== undefined) named.externalIds.add(externalId);
    }
    for (const key of wrong.named) named.names.add(key);
    for (const externalId of wrong.externalIds) named.externalIds.add(externalId);
  }
  return named;
}

export interface MissingUser {
  readonly id: UserId;
  readonly userName: string;
}

const LOOKED_AT_ONCE = 1_000;

/** Enabled users of this origin whom nothing names, some at a time. @param sourceId null: of no source, for a file */
export async function* findMissing(
  queries: Queries,
  sourceId: UserSourceId | null,
  { names, externalIds }: Named,
): AsyncGenerator<readonly MissingUser[]> {
  let after = '';
  for (;;) {
    const users = await queries
      .selectFrom('user')
      .select(['id', 'userName', 'userNameKey', 'externalId'])
      .where('enabled', '=', 1)
      .where('sourceId', sourceId === null ? 'is' : '=', sourceId)
      .where('id', '>', after as UserId) // every id is behind the empty text
      .orderBy('id')
      .limit(LOOKED_AT_ONCE)
      .execute();
    const missing = users.filter(
      ({ userNameKey, externalId }) => !names.has(userNameKey) && (externalId === null || !externalIds.has(externalId)),
    );
    if (missing.length > 0) yield missing.map(({ id, userName }) => ({ id, userName }));
    const last = users.at(-1);
    if (last === undefined || users.length < LOOKED_AT_ONCE) return;
    after = last.id;
    await breathe();
  }
}
