import { MAP_DEVICES_MOST, MAP_DEVICES_MOST_IN_ALL, type Overview } from '@holdover/api';
import {
  canonicalJson,
  days,
  elapsed,
  later,
  milliseconds,
  seconds,
  toRfc3339,
  type Clock,
  type Duration,
  type ProfileId,
} from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import type { Database } from '../../database/database.ts';
import { allows } from '../administrators/administrator.ts';
import type { FleetSnapshot } from '../sync/fleet-snapshot.ts';
import type { FleetSnapshots } from '../sync/fleet-snapshots.ts';
import { carriedSettings } from '../sync/terminal-plan.ts';
import type { Links } from './links.ts';
import { namedWithin } from './named-within.ts';
import { createSqlOverviewStore } from './overview-store-sql.ts';

export interface OverviewDeps {
  readonly database: Database;
  readonly snapshots: FleetSnapshots;
  readonly links: Pick<Links, 'settle'>;
  readonly clock: Clock;
}

/** The fleet at a glance, as this reader may see it; of no moment before it was asked for. */
export type OverviewFor = (reader: Actor) => Promise<Overview>;

/** Of ten thousand devices it costs a quarter of a second: however many ask, other work has its turn in between, up to so long. */
const REST = 2;
const REST_MOST = seconds(1);

/** Whoever asks while one is being computed shares the next. */
export function createOverview(deps: OverviewDeps): OverviewFor {
  const { clock } = deps;
  let waiting: Promise<Overview> | undefined;
  let turn: Promise<void> = Promise.resolve();
  const next = async (): Promise<Overview> => {
    await turn;
    waiting = undefined;
    const begunAt = clock.boot();
    const computing = readOverview(deps);
    turn = computing.then(
      () => pause(clock, milliseconds(Math.min(REST * elapsed(begunAt, clock.boot()), REST_MOST))),
      () => undefined,
    );
    return computing;
  };
  return async (reader) => {
    waiting ??= next();
    const seen = await waiting;
    return allows(reader, 'accounting:read') ? seen : { ...seen, openReview: null };
  };
}

const pause = (clock: Clock, time: Duration): Promise<void> =>
  time === 0 ? Promise.resolve() : new Promise((resolve) => clock.after(time, resolve));

/** Caches that end within this are worth a look. */
const SOON = days(1);
const ENDING_CACHES_MOST = 50;

/** All of one moment. */
async function readOverview({ database, snapshots, links, clock }: OverviewDeps): Promise<Overview> {
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
      openReview: await store.openReview(),
      endingCaches: {
        count: caches.count,
        items: caches.items.map((cache) => ({ ...cache, validUntil: toRfc3339(cache.validUntil) })),
      },
      groups: namedWithin(await store.map(MAP_DEVICES_MOST), MAP_DEVICES_MOST_IN_ALL),
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
