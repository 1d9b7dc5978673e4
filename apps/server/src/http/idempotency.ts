import { createHash } from 'node:crypto';
import { hours, instant, minutes, type Clock } from '@holdover/kernel';
import type { Database } from '../database/database.ts';
import { ProblemFault } from '../problem-fault.ts';

interface KeptAnswer {
  readonly status: number;
  /** JSON. */
  readonly answer: string | null;
  readonly location: string | null;
}

export interface IdempotencyQuestion {
  /** Who asks, what operation, and the key they gave. */
  readonly key: readonly [principal: string, operation: string, key: string];
  readonly body: string;
}

/** `Idempotency-Key` on POST: a repeated request is answered as the first was, and does nothing. */
export interface Idempotency {
  /**
   * The answer kept, or undefined for whoever is first and must `keep` or `release`.
   * @throws ProblemFault `idempotency-mismatch` (another body), `idempotency-running`
   */
  claim(question: IdempotencyQuestion): Promise<KeptAnswer | undefined>;
  keep(question: IdempotencyQuestion, answer: KeptAnswer): Promise<void>;
  /** Nothing happened: the key is free again. */
  release(question: IdempotencyQuestion): Promise<void>;
}

const KEPT_FOR = hours(24);
/** A server that stopped half-way does not block its caller longer than any request takes. */
const RUNNING_MOST = minutes(5);

export function createIdempotency(database: Database, clock: Clock): Idempotency {
  const { queries } = database;
  return {
    claim: (question) =>
      database.transact(async (transaction) => {
        const now = clock.wall();
        const [key, bodyHash] = hashesOf(question);
        await transaction
          .deleteFrom('idempotency')
          .where((eb) =>
            eb.or([
              eb('createdAt', '<', instant(now - KEPT_FOR)),
              eb.and([eb('state', '=', 'running'), eb('createdAt', '<', instant(now - RUNNING_MOST))]),
            ]),
          )
          .execute();
        const claimed = await transaction
          .insertInto('idempotency')
          .values({ key, bodyHash, state: 'running', status: 0, answer: null, location: null, createdAt: now })
          .onConflict((conflict) => conflict.column('key').doNothing())
          .executeTakeFirst();
        if (claimed.numInsertedOrUpdatedRows === 1n) return undefined;
        const kept = await transaction
          .selectFrom('idempotency')
          .selectAll()
          .where('key', '=', key)
          .executeTakeFirstOrThrow();
        if (kept.bodyHash !== bodyHash) throw new ProblemFault('idempotency-mismatch');
        if (kept.state === 'running') throw new ProblemFault('idempotency-running');
        return { status: kept.status, answer: kept.answer, location: kept.location };
      }),
    keep: async (question, answer) => {
      const [key] = hashesOf(question);
      await queries
        .updateTable('idempotency')
        .set({ ...answer, state: 'done' })
        .where('key', '=', key)
        .execute();
    },
    release: async (question) => {
      const [key] = hashesOf(question);
      await queries.deleteFrom('idempotency').where('key', '=', key).execute();
    },
  };
}

/** The body may hold a short secret, such as a PIN: its hash is keyed by what only this caller sent. */
function hashesOf({ key, body }: IdempotencyQuestion): [key: string, bodyHash: string] {
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');
  return [sha256(JSON.stringify(key)), sha256(JSON.stringify([key, body]))];
}
