import { sql } from 'kysely';
import type { Engine, Queries } from '../../database/database.ts';
import { deviceTotals, mapOf } from './device-map-sql.ts';
import { endingCaches } from './ending-caches-sql.ts';
import type { OverviewStore } from './overview-store.ts';

export function createSqlOverviewStore(queries: Queries, engine: Engine): OverviewStore {
  return {
    devices: () => deviceTotals(queries),
    map: (most) => mapOf(queries, most),
    users: async () => {
      const { total, enabled } = await queries
        .selectFrom('user')
        .select(({ fn }) => [fn.countAll<number>().as('total'), fn.sum<number | null>('enabled').as('enabled')])
        .executeTakeFirstOrThrow();
      return { total, enabled: enabled ?? 0 };
    },
    endingCaches: (by, most) => endingCaches(queries, { engine, by, most }),
    ...terminals(queries),
    ...presence(queries),
  };
}

function terminals(queries: Queries): Pick<OverviewStore, 'terminals' | 'applied'> {
  const living = () =>
    queries
      .selectFrom('terminal')
      .innerJoin('device', 'device.id', 'terminal.deviceId')
      .where('terminal.revokedAt', 'is', null);
  return {
    terminals: async () => {
      const { total, backlog, backlogged } = await living()
        .select(({ fn }) => [fn.countAll<number>().as('total'), fn.sum<number | null>('journalBacklog').as('backlog')])
        .select(sql<number | null>`sum(case when "journalBacklog" > 0 then 1 else 0 end)`.as('backlogged'))
        .executeTakeFirstOrThrow();
      return { total, backlog: backlog ?? 0, backlogged: backlogged ?? 0 };
    },
    applied: async (newest) => {
      if (newest.size === 0) return 0;
      const { applied } = await living()
        .select(({ fn }) => fn.countAll<number>().as('applied'))
        .whereRef('terminal.generationApplied', '=', 'terminal.generationDesired')
        .whereRef('terminal.revisionApplied', '=', 'terminal.revisionDesired')
        .where((eb) =>
          eb.or(
            [...newest].map(([profile, settings]) =>
              eb.and([eb('device.profileId', '=', profile), eb('terminal.settingsDesired', '=', settings)]),
            ),
          ),
        )
        .executeTakeFirstOrThrow();
      return applied;
    },
  };
}

type Presence = Pick<OverviewStore, 'standingAlerts' | 'openReview' | 'hasCredentials' | 'hasOfflineLogin'>;

function presence(queries: Queries): Presence {
  return {
    standingAlerts: async () => {
      const standing = queries.selectFrom('alert').where('clearedAt', 'is', null);
      return (await standing.select(({ fn }) => fn.countAll<number>().as('alerts')).executeTakeFirstOrThrow()).alerts;
    },
    openReview: async () => {
      const open = queries.selectFrom('reviewItem').where('decision', 'is', null);
      return (await open.select(({ fn }) => fn.countAll<number>().as('items')).executeTakeFirstOrThrow()).items;
    },
    hasCredentials: async () => (await queries.selectFrom('credential').select('id').limit(1).execute()).length > 0,
    hasOfflineLogin: async () => {
      // As the condition of its index has it.
      const offline = queries
        .selectFrom('userSession')
        .select('id')
        .where(sql<boolean>`"mode" = 'offline'`);
      return (await offline.limit(1).execute()).length > 0;
    },
  };
}
