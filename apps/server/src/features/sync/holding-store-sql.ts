import { instant, later, minutes } from '@holdover/kernel';
import type { Selectable } from 'kysely';
import type { Queries } from '../../database/database.ts';
import { bit, type Tables } from '../../database/tables.ts';
import type { Holding } from './holding.ts';
import type { HoldingStore } from './holding-store.ts';

/** How far a linked terminal's time and the server's may be apart. */
const CLOCKS_APART = minutes(1);

/** Rows of nine columns in one statement; both engines take tens of thousands of parameters. */
const ROWS_AT_ONCE = 1_000;

export function createSqlHoldingStore(queries: Queries): HoldingStore {
  return { ...createReader(queries), ...createWriter(queries) };
}

type Reader = Pick<
  HoldingStore,
  'ofTerminal' | 'ofUser' | 'sessionsOf' | 'knownSessions' | 'terminalsHolding' | 'terminalsHoldingUser'
>;
type Writer = Omit<HoldingStore, keyof Reader>;

function createReader(queries: Queries): Reader {
  const holdings = () => queries.selectFrom('holding').selectAll();
  const holders = () => queries.selectFrom('holding').select('terminalId').distinct();
  return {
    ofTerminal: async (terminalId, userId) => {
      const all = holdings().where('terminalId', '=', terminalId).orderBy('credentialId').orderBy('source');
      return (await (userId === undefined ? all : all.where('userId', '=', userId)).execute()).map(fromRow);
    },
    ofUser: async (userId) => {
      const own = holdings().where('userId', '=', userId).orderBy('terminalId').orderBy('credentialId');
      return (await own.orderBy('source').execute()).map(fromRow);
    },
    sessionsOf: async (terminals) => {
      if (terminals.length === 0) return [];
      const rows = await holdings().where('terminalId', 'in', terminals).where('source', '=', 'session').execute();
      return rows.map(fromRow);
    },
    knownSessions: async (terminalId, credentials) => {
      const query = queries.selectFrom('holding').select('credentialId').where('terminalId', '=', terminalId);
      const rows = await query.where('credentialId', 'in', credentials).where('source', '=', 'session').execute();
      return rows.map(({ credentialId }) => credentialId);
    },
    terminalsHolding: async (credentials) => {
      if (credentials.length === 0) return [];
      const rows = await holders().where('credentialId', 'in', credentials).execute();
      return rows.map(({ terminalId }) => terminalId);
    },
    terminalsHoldingUser: async (userId) => {
      const rows = await holders().where('userId', '=', userId).execute();
      return rows.map(({ terminalId }) => terminalId);
    },
  };
}

function createWriter(queries: Queries): Writer {
  return {
    ...sessionWriter(queries),
    addSession: async (holding) => {
      const { confirmedAt, endsAt } = holding;
      await queries
        .insertInto('holding')
        .values(toRow(holding))
        .onConflict((conflict) =>
          conflict.columns(['terminalId', 'credentialId', 'source']).doUpdateSet({ confirmedAt, endsAt }),
        )
        .execute();
    },
    replace: async (terminalId, held, since) => {
      await queries
        .deleteFrom('holding')
        .where('terminalId', '=', terminalId)
        .where((eb) => eb.or([eb('source', '=', 'sync'), eb('confirmedAt', '<=', since)]))
        .execute();
      for (let at = 0; at < held.length; at += ROWS_AT_ONCE) {
        const rows = held.slice(at, at + ROWS_AT_ONCE).map(toRow);
        await queries
          .insertInto('holding')
          .values(rows)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
    },
    clear: async (terminalId) => {
      await queries.deleteFrom('holding').where('terminalId', '=', terminalId).execute();
    },
  };
}

function sessionWriter(queries: Queries): Pick<HoldingStore, 'dateSession' | 'acknowledgeSessions'> {
  return {
    dateSession: async ({ terminalId, credentialId, confirmedAt, endsAt }) => {
      const { numUpdatedRows } = await queries
        .updateTable('holding')
        .set((eb) => ({
          confirmedAt,
          endsAt,
          // The journal was faster.
          knownAt: eb
            .case()
            .when('knownAt', '>=', instant(confirmedAt - CLOCKS_APART))
            .then(confirmedAt)
            .else(eb.ref('knownAt'))
            .end(),
        }))
        .where('terminalId', '=', terminalId)
        .where('credentialId', '=', credentialId)
        .where('source', '=', 'session')
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },
    acknowledgeSessions: async (terminalId, credentials, openedAt) => {
      if (credentials.length === 0) return;
      const [from, to] = [instant(openedAt - CLOCKS_APART), later(openedAt, CLOCKS_APART)];
      await queries
        .updateTable('holding')
        .set((eb) => ({
          acknowledged: 1,
          knownAt: eb
            .case()
            .when(eb.and([eb('confirmedAt', '>=', from), eb('confirmedAt', '<=', to)]))
            .then(eb.ref('confirmedAt'))
            // Of a login that is not dated yet, or of one before the last.
            .when(eb.or([eb('knownAt', 'is', null), eb('knownAt', '<', openedAt)]))
            .then(openedAt)
            .else(eb.ref('knownAt'))
            .end(),
        }))
        .where('terminalId', '=', terminalId)
        .where('credentialId', 'in', credentials)
        .where('source', '=', 'session')
        .execute();
    },
  };
}

function toRow(holding: Holding): Selectable<Tables['holding']> {
  return { ...holding, acknowledged: bit(holding.acknowledged) };
}

function fromRow(row: Selectable<Tables['holding']>): Holding {
  return { ...row, acknowledged: row.acknowledged === 1 };
}
