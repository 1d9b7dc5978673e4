import type { UserId } from '@holdover/kernel';
import type { Queries } from '../../database/database.ts';
import { MOST_RANKED, utcDay, type UseStore } from './use-store.ts';

export function createSqlUseStore(queries: Queries): UseStore {
  return {
    note: async ({ deviceId, userId, usedAt, bookedAt }) => {
      const row = { deviceId, userId, lastUsedAt: usedAt, day: utcDay(bookedAt), earlier: null };
      await queries
        .insertInto('deviceUse')
        .values(row)
        .onConflict((conflict) =>
          conflict.columns(['deviceId', 'userId']).doUpdateSet((eb) => ({
            earlier: eb
              .case()
              .when('deviceUse.day', '<', eb.ref('excluded.day'))
              .then(eb.ref('deviceUse.lastUsedAt'))
              .else(eb.ref('deviceUse.earlier'))
              .end(),
            day: eb
              .case()
              .when('deviceUse.day', '<', eb.ref('excluded.day'))
              .then(eb.ref('excluded.day'))
              .else(eb.ref('deviceUse.day'))
              .end(),
            lastUsedAt: eb
              .case()
              .when('deviceUse.lastUsedAt', '<', eb.ref('excluded.lastUsedAt'))
              .then(eb.ref('excluded.lastUsedAt'))
              .else(eb.ref('deviceUse.lastUsedAt'))
              .end(),
          })),
        )
        .execute();
    },
    ranks: async (deviceId, day) => {
      const known = queries
        .selectFrom('deviceUse')
        .select('userId')
        .select((eb) =>
          eb.case().when('day', '<', day).then(eb.ref('lastUsedAt')).else(eb.ref('earlier')).end().as('usedAt'),
        )
        .where('deviceId', '=', deviceId);
      const rows = await queries
        .selectFrom(known.as('known'))
        .select('userId')
        .where('usedAt', 'is not', null)
        .orderBy('usedAt', 'desc')
        .orderBy('userId')
        .limit(MOST_RANKED)
        .execute();
      return new Map(rows.map(({ userId }, rank): [UserId, number] => [userId, rank]));
    },
    turnTo: (day) => turnTo(queries, day),
  };
}

async function turnTo(queries: Queries, day: number): Promise<boolean> {
  const known = await queries.selectFrom('counter').select('value').where('name', '=', 'rank-day').executeTakeFirst();
  if (known !== undefined && known.value >= day) return false;
  await queries
    .insertInto('counter')
    .values({ name: 'rank-day', value: day })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: day }))
    .execute();
  return known !== undefined;
}
