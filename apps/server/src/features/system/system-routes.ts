import { getLogging, getSystem, putLogging, type System } from '@holdover/api';
import { toRfc3339, type Clock } from '@holdover/kernel';
import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Fleet, WebIdentity } from '../../fleet.ts';
import type { RouteRegistrar } from '../../http/call.ts';
import { describeCertificates } from './certificates.ts';
import { openLogging, type LoggingDeps } from './logging.ts';

export interface SystemRoutesDeps extends LoggingDeps {
  readonly database: Database;
  readonly fleet: Pick<Fleet, 'identity'>;
  readonly tls: WebIdentity | undefined;
  readonly version: string;
  readonly clock: Pick<Clock, 'wall'>;
}

/** @returns ends what listens for changes */
export async function addSystemRoutes(routes: RouteRegistrar, deps: SystemRoutesDeps): Promise<() => void> {
  const logging = await openLogging(deps);
  routes.add(getSystem, createDescription(deps));
  routes.add(getLogging, () => logging.read());
  routes.add(putLogging, ({ actor, body, requireMatch }) => logging.save(actor, body, requireMatch));
  return logging.stop;
}

function createDescription(deps: SystemRoutesDeps): () => Promise<System> {
  const { database, fleet, tls, version, clock, logLevel } = deps;
  const startedAt = clock.wall();
  const atStart = fleet.identity().authorities;
  return async () => {
    const { incarnation, gateway, authorities } = fleet.identity();
    const own = `${authorities}\n${atStart}`;
    const level = logLevel?.current() ?? 'silent';
    return {
      version,
      runtime: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
      database: await describeDatabase(database),
      startedAt: toRfc3339(startedAt),
      serverTime: toRfc3339(clock.wall()),
      incarnation: { number: incarnation },
      certificates: describeCertificates({ console: tls?.certificate ?? null, gateway, authorities, own }),
      logLevel: level === 'silent' ? null : level,
    };
  };
}

async function describeDatabase({ engine, queries }: Database): Promise<System['database']> {
  const asked =
    engine === 'sqlite'
      ? sql<{ version: string }>`select sqlite_version() as version`
      : sql<{ version: string }>`select current_setting('server_version') as version`;
  const { rows } = await asked.execute(queries);
  const newest = queries.selectFrom('schemaVersion').selectAll().orderBy('version', 'desc').limit(1);
  const { version, name } = await newest.executeTakeFirstOrThrow();
  return {
    engine: engine === 'sqlite' ? 'sqlite' : 'postgresql',
    version: rows[0]?.version ?? '',
    schema: `${version} ${name}`,
  };
}
