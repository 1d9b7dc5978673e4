import { hours, type Instant } from '@holdover/kernel';
import { sql, type RawBuilder } from 'kysely';
import type { Engine, Queries } from '../../database/database.ts';
import type { OverviewStore } from './overview-store.ts';

/**
 * B5, H1: by what terminals acknowledged. Of one terminal all synchronized credentials are confirmed together: the last one to end
 * is one without an end of its own, or else that with the latest.
 */
export async function endingCaches(
  queries: Queries,
  { engine, by, most }: { readonly engine: Engine; readonly by: Instant; readonly most: number },
): ReturnType<OverviewStore['endingCaches']> {
  const ending = await queries
    // Materialized: each end is worked out once.
    .with(
      (cte) => cte('cache').materialized(),
      (from) =>
        from
          .selectFrom('terminal')
          .innerJoin('device', 'device.id', 'terminal.deviceId')
          .select(['device.id as deviceId', 'device.name as deviceName', lastEnd(engine).as('validUntil')])
          .where('terminal.revokedAt', 'is', null)
          .where('terminal.linkedTo', 'is', null)
          .where('terminal.settingsApplied', 'is not', null)
          .where('device.active', '=', 1),
    )
    .selectFrom('cache')
    .select(['deviceId', 'deviceName', 'validUntil'])
    .select(sql<number>`count(*) over ()`.as('ending'))
    .where('validUntil', '<=', by)
    .orderBy('validUntil')
    .orderBy('deviceName')
    .limit(most)
    .execute();
  return {
    count: ending[0]?.ending ?? 0,
    items: ending.map(({ deviceId, deviceName, validUntil }) => ({ deviceId, deviceName, validUntil })),
  };
}

/** Null where nothing synchronized is held. Looks at one holding, unless all of them have ends of their own. */
function lastEnd(engine: Engine): RawBuilder<Instant> {
  const held = sql`from "holding" where "holding"."terminalId" = "terminal"."id"
    and "holding"."source" = 'sync' and "holding"."acknowledged" = 1`;
  const [greatest, least] = engine === 'postgres' ? [sql`greatest`, sql`least`] : [sql`max`, sql`min`];
  const confirmed = sql`${greatest}("holding"."confirmedAt", coalesce("terminal"."confirmedAt", 0))`;
  const until = sql`${confirmed} + ${cacheHours(engine)} * ${sql.lit(hours(1))}`;
  return sql<Instant>`coalesce(
    (select ${until} ${held} and "holding"."endsAt" is null limit 1),
    (select max(${least}(${until}, "holding"."endsAt")) ${held}))`;
}

/** What the terminal itself counts with. */
function cacheHours(engine: Engine): RawBuilder<number> {
  return engine === 'postgres'
    ? sql<number>`("terminal"."settingsApplied"::json -> 'settings' ->> 'cacheHours')::bigint`
    : sql<number>`json_extract("terminal"."settingsApplied", '$.settings.cacheHours')`;
}
