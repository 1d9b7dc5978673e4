import { seconds, type Cancel, type Clock, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { Database } from '../../database/database.ts';
import type { Holding } from './holding.ts';
import { createSqlHoldingStore } from './holding-store-sql.ts';

export interface SessionDatesDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Dates what further online logins confirmed (B5), many in one transaction: a login storm does not wait for the disk once a login.
 * What a power cut loses is at most a second of later ends; the terminals have them.
 */
export interface SessionDates {
  put(holding: Holding): void;
  /** Before anybody reads the ends, and at the end. */
  flush(): Promise<void>;
}

const EVERY = seconds(1);

export function createSessionDates({ database, clock, logger }: SessionDatesDeps): SessionDates {
  let waiting = new Map<string, Holding>();
  let cancel: Cancel | undefined;

  const flush = async (): Promise<void> => {
    cancel?.();
    cancel = undefined;
    const dated = waiting;
    if (dated.size === 0) return;
    waiting = new Map();
    await database.transact(async (queries) => {
      const store = createSqlHoldingStore(queries);
      for (const holding of dated.values()) await store.dateSession(holding);
    });
  };
  return {
    put: (holding) => {
      waiting.set(`${holding.terminalId} ${holding.credentialId}`, holding);
      cancel ??= clock.after(EVERY, () => {
        flush().catch((error: unknown) => logger.error('Logins were not dated', { error: describeError(error) }));
      });
    },
    flush,
  };
}
