import { getOverview, listOutages, type Outage as ApiOutage } from '@holdover/api';
import { toRfc3339 } from '@holdover/kernel';
import { timeRangeOf } from '../../database/time-range.ts';
import type { RouteRegistrar } from '../../http/call.ts';
import { createSqlOutageStore } from './outage-store-sql.ts';
import type { NamedOutage } from './outage-store.ts';
import { createOverview, type OverviewDeps } from './overview.ts';

export function addOverviewRoutes(routes: RouteRegistrar, deps: OverviewDeps): void {
  const { database, links, clock } = deps;
  const outages = createSqlOutageStore(database.queries);
  const overviewFor = createOverview(deps);
  routes.add(getOverview, ({ actor }) => overviewFor(actor));
  routes.add(listOutages, async ({ query }) => {
    await links.settle();
    const { items, nextCursor } = await outages.page({ ...query, ...timeRangeOf(query), now: clock.wall() });
    return { items: items.map(outageToApi), nextCursor };
  });
}

function outageToApi({ startedAt, endedAt, ...outage }: NamedOutage): ApiOutage {
  return { ...outage, from: toRfc3339(startedAt), until: endedAt && toRfc3339(endedAt) };
}
