import { discoverPrinters } from '@holdover/api';
import { seconds, type Clock } from '@holdover/kernel';
import type { Queries } from '../../database/database.ts';
import type { RouteRegistrar } from '../../http/call.ts';
import { discoveredPrinters, type KnownPrinter, type PrinterSearch } from './discovered-printer.ts';

export interface DiscoveryRoutesDeps {
  readonly database: { readonly queries: Queries };
  /** Undefined where it is switched off. */
  readonly findPrinters?: PrinterSearch;
  readonly clock: Clock;
}

/** Printers of the local network, for *Add device*. */
export function addDiscoveryRoutes(
  routes: RouteRegistrar,
  { database, findPrinters, clock }: DiscoveryRoutesDeps,
): void {
  routes.add(discoverPrinters, async ({ query }) => {
    if (findPrinters === undefined) return nothing('switched-off');
    const found = await findPrinters(seconds(query.seconds));
    if (found === undefined) return nothing('no-network');
    const known = await knownPrinters(database.queries);
    const ownUuids = await ownQueues(database.queries);
    return { items: discoveredPrinters(found, { known, ownUuids, now: clock.wall() }), unavailable: null };
  });
}

function nothing(unavailable: 'switched-off' | 'no-network') {
  return { items: [], unavailable };
}

async function knownPrinters(queries: Queries): Promise<KnownPrinter[]> {
  const rows = await queries.selectFrom('device').select(['id', 'address']).where('address', 'is not', null).execute();
  return rows.flatMap(({ id, address }) => (address === null ? [] : [{ deviceId: id, uri: address, uuid: null }]));
}

/** A queue's uuid is that of its id, a device queue's that of its terminal. */
async function ownQueues(queries: Queries): Promise<Set<string>> {
  const terminals = await queries.selectFrom('terminal').select('id').execute();
  const queues = await queries.selectFrom('queue').select('id').execute();
  return new Set([...terminals, ...queues].map(({ id }) => id.slice(id.indexOf('_') + 1)));
}
