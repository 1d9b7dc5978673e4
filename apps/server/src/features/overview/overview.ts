import { MAP_DEVICES_MOST, type Overview } from '@holdover/api';
import { canonicalJson, days, later, toRfc3339, type Clock, type ProfileId } from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import type { Database } from '../../database/database.ts';
import { allows } from '../administrators/administrator.ts';
import type { FleetSnapshot } from '../sync/fleet-snapshot.ts';
import type { FleetSnapshots } from '../sync/fleet-snapshots.ts';
import { carriedSettings } from '../sync/terminal-plan.ts';
import type { Links } from './links.ts';
import { createSqlOverviewStore } from './overview-store-sql.ts';

export interface OverviewDeps {
  readonly database: Database;
  readonly snapshots: FleetSnapshots;
  readonly links: Pick<Links, 'settle'>;
  readonly clock: Pick<Clock, 'wall'>;
}

/** Caches that end within this are worth a look. */
const SOON = days(1);
const ENDING_CACHES_MOST = 50;

/** The fleet at a glance, as this reader may see it; all of one moment. */
export async function overviewFor(
  { database, snapshots, links, clock }: OverviewDeps,
  reader: Actor,
): Promise<Overview> {
  await links.settle();
  const { snapshot } = await snapshots.current();
  const now = clock.wall();
  return database.read(async (queries) => {
    const store = createSqlOverviewStore(queries, database.engine);
    const devices = await store.devices();
    const users = await store.users();
    const terminals = await store.terminals();
    const caches = await store.endingCaches(later(now, SOON), ENDING_CACHES_MOST);
    return {
      devices,
      users,
      rollout: { applied: await store.applied(newestSettings(snapshot)), total: terminals.total },
      journal: { backlog: terminals.backlog, terminals: terminals.backlogged },
      standingAlerts: await store.standingAlerts(),
      openReview: allows(reader, 'accounting:read') ? await store.openReview() : null,
      endingCaches: {
        count: caches.count,
        items: caches.items.map((cache) => ({ ...cache, validUntil: toRfc3339(cache.validUntil) })),
      },
      groups: (await store.map(MAP_DEVICES_MOST)).map((group) => ({ ...group, items: [...group.items] })),
      setUp: {
        hasUsers: users.total > 0,
        hasCredentials: await store.hasCredentials(),
        hasDevices: devices.total > 0,
        hasTerminals: terminals.total > 0,
        synchronizes: synchronizes(snapshot),
        hasOfflineLogin: await store.hasOfflineLogin(),
      },
      at: toRfc3339(now),
    };
  });
}

/** A7: settings that wait count as not applied. */
function newestSettings(snapshot: FleetSnapshot): ReadonlyMap<ProfileId, string> {
  return new Map(
    [...snapshot.profiles.values()].map((profile) => [
      profile.id,
      canonicalJson({ ...carriedSettings(snapshot, profile) }),
    ]),
  );
}

function synchronizes({ offlineLogin: { enabled, userSync } }: FleetSnapshot): boolean {
  return enabled && userSync.enabled && userSync.assignments.length > 0;
}
