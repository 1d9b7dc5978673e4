import type { Instant, TerminalId } from '@holdover/kernel';
import { sql } from 'kysely';
import type { Queries } from '../../database/database.ts';
import { bit } from '../../database/tables.ts';
import type { LeftLink, LinkStore } from './link-store.ts';

export function createSqlLinkStore(queries: Queries): LinkStore {
  return {
    lastOf: (id) =>
      queries
        .selectFrom('terminal')
        .innerJoin('device', 'device.id', 'terminal.deviceId')
        .leftJoin('serverRun', 'serverRun.id', 'terminal.linkedTo')
        .select(['terminal.lastContactAt', 'serverRun.aliveAt as serverAliveAt'])
        .where('terminal.id', '=', id)
        .where('device.active', '=', 1)
        .executeTakeFirst(),
    came: async (linkedTo, id, lastContactAt) => {
      await queries
        .updateTable('terminal')
        .set({ linkedTo, linkDegraded: 0, lastContactAt })
        .where('id', '=', id)
        .execute();
    },
    linked: (linkedTo, all) =>
      inParts(all, async (ids) => {
        await queries.updateTable('terminal').set({ linkedTo, linkDegraded: 0 }).where('id', 'in', ids).execute();
      }),
    left: (run, all) => inParts(all, (links) => leave(queries, run, links)),
    degraded: (run, all, degraded) =>
      inParts(all, async (ids) => {
        const own = queries.updateTable('terminal').where('linkedTo', '=', run);
        await own
          .set({ linkDegraded: bit(degraded) })
          .where('id', 'in', ids)
          .execute();
      }),
    elsewhere: async (run, all) => {
      const found = new Map<TerminalId, boolean>();
      await inParts(all, async (ids) => {
        const linked = queries.selectFrom('terminal').select(['id', 'linkDegraded']).where('linkedTo', '!=', run);
        for (const { id, linkDegraded } of await linked.where('id', 'in', ids).execute())
          found.set(id, linkDegraded === 1);
      });
      return found;
    },
    forgetUnknown: async () => {
      await queries
        .updateTable('terminal')
        .set({ linkedTo: null, linkDegraded: 0 })
        .where('linkedTo', 'not in', queries.selectFrom('serverRun').select('id'))
        .execute();
    },
    ...serverRuns(queries),
  };
}

function serverRuns(queries: Queries): Pick<LinkStore, 'alive' | 'bury' | 'end'> {
  return {
    alive: async (id, aliveAt) => {
      const known = queries.updateTable('serverRun').set({ aliveAt }).where('id', '=', id);
      if ((await known.executeTakeFirstOrThrow()).numUpdatedRows > 0n) return true;
      await queries.insertInto('serverRun').values({ id, aliveAt }).execute();
      return false;
    },
    bury: async (except, before) => {
      const runs = queries.selectFrom('serverRun').selectAll().where('id', '!=', except).where('aliveAt', '<', before);
      let buried = 0;
      for (const { id, aliveAt } of await runs.execute()) buried += await endRun(queries, id, aliveAt);
      return buried;
    },
    end: async (run, at) => {
      await endRun(queries, run, at);
    },
  };
}

/** Of one statement: both engines bound the number of its parameters. */
const ROWS_AT_ONCE = 500;

async function inParts<T>(all: readonly T[], write: (part: readonly T[]) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += ROWS_AT_ONCE) await write(all.slice(at, at + ROWS_AT_ONCE));
}

async function leave(queries: Queries, run: string, links: readonly LeftLink[]): Promise<void> {
  const times = links.map(({ id, heardAt }) => sql`when ${id} then cast(${heardAt} as bigint)`);
  await queries
    .updateTable('terminal')
    .set({
      linkedTo: null,
      linkDegraded: 0,
      lastContactAt: sql<Instant>`case "id" ${sql.join(times, sql` `)} else "lastContactAt" end`,
    })
    .where('linkedTo', '=', run)
    .where(
      'id',
      'in',
      links.map(({ id }) => id),
    )
    .execute();
}

async function endRun(queries: Queries, run: string, aliveAt: Instant): Promise<number> {
  const { numUpdatedRows } = await queries
    .updateTable('terminal')
    .set((eb) => ({
      linkedTo: null,
      linkDegraded: 0,
      lastContactAt: eb.case().when('lastContactAt', '<', aliveAt).then(aliveAt).else(eb.ref('lastContactAt')).end(),
    }))
    .where('linkedTo', '=', run)
    .executeTakeFirstOrThrow();
  await queries.deleteFrom('serverRun').where('id', '=', run).execute();
  return Number(numUpdatedRows);
}
