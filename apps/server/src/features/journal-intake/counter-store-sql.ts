import type { CounterBase } from '@holdover/journal';
import type { ActivityId, Instant, TerminalId } from '@holdover/kernel';
import type { Queries } from '../../database/database.ts';

export interface KnownCounter {
  readonly base: CounterBase;
  /** The last activity since whose number is not certain (F4c). */
  readonly uncertainId: ActivityId | null;
}

/** F7: where the comparison of each terminal's printer stands. Changed under the terminal's lock only. */
export interface CounterStore {
  read(terminalId: TerminalId): Promise<KnownCounter | undefined>;
  put(terminalId: TerminalId, base: CounterBase, at: Instant): Promise<void>;
  /** A record of the terminal says so many; `uncertainId` where that is the least. */
  explain(terminalId: TerminalId, impressions: number, uncertainId?: ActivityId): Promise<void>;
  /** A person decided by how many more an activity counts, before the next comparison. */
  decided(uncertainId: ActivityId, more: number): Promise<void>;
}

export function createSqlCounterStore(queries: Queries): CounterStore {
  return {
    read: async (terminalId) => {
      const row = await queries
        .selectFrom('terminalCounter')
        .selectAll()
        .where('terminalId', '=', terminalId)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const { printerUuid: uuid, impressions: lifetimeImpressions, explained, uncertainId } = row;
      return { base: { uuid, lifetimeImpressions, explained }, uncertainId };
    },
    put: async (terminalId, { uuid, lifetimeImpressions, explained }, at) => {
      const columns = { printerUuid: uuid, impressions: lifetimeImpressions, explained, uncertainId: null, at };
      await queries
        .insertInto('terminalCounter')
        .values({ terminalId, ...columns })
        .onConflict((conflict) => conflict.column('terminalId').doUpdateSet(columns))
        .execute();
    },
    explain: async (terminalId, impressions, uncertainId) => {
      await queries
        .updateTable('terminalCounter')
        .set((eb) => ({
          explained: eb('explained', '+', impressions),
          ...(uncertainId === undefined ? {} : { uncertainId }),
        }))
        .where('terminalId', '=', terminalId)
        .execute();
    },
    decided: async (uncertainId, more) => {
      await queries
        .updateTable('terminalCounter')
        .set((eb) => ({ explained: eb('explained', '+', more), uncertainId: null }))
        .where('uncertainId', '=', uncertainId)
        .execute();
    },
  };
}
