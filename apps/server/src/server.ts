import { join } from 'node:path';
import { Fault, toHex, type Digest } from '@holdover/kernel';
import { createNodeDigest, ensurePrivateFolder } from '@holdover/nodejs';
import type { FastifyInstance } from 'fastify';
import { createChanges } from './changes/changes.ts';
import type { Changes } from './changes/change.ts';
import type { Database } from './database/database.ts';
import { openDatabase } from './database/open-database.ts';
import { createEventHub, type EventHub } from './events/event-hub.ts';
import { createAdministrators, type Administrators } from './features/administrators/administrators.ts';
import { createAuditLog } from './features/audit/audit-log.ts';
import { addFeatures } from './features.ts';
import { prepareFirstStart } from './first-start.ts';
import type { Fleet } from './fleet.ts';
import { createAuthentication } from './http/authentication.ts';
import { createHttpServer } from './http/http-server.ts';
import { createIdempotency } from './http/idempotency.ts';
import { createRouteRegistrar } from './http/register-route.ts';
import { addSiteRoutes } from './http/site-routes.ts';
import { loadServerKey } from './keys/server-key.ts';
import { createServerKeys, type ServerKeys } from './keys/server-keys.ts';
import type { HostPort, RunningServer, ServerOptions } from './server-options.ts';
import { startFleet } from './start-fleet.ts';
import { openStores, type Stores } from './stores.ts';

/** What everything in a server stands on. */
export interface Core {
  readonly database: Database;
  readonly stores: Stores;
  readonly changes: Changes;
  readonly keys: ServerKeys;
  readonly administrators: Administrators;
  readonly digest: Digest;
}

export type CoreOptions = Pick<
  ServerOptions,
  'dataDir' | 'databaseUrl' | 'serverKeyFile' | 'hashing' | 'logger' | 'clock' | 'entropy'
>;

/** Opens key and database and what is built on them alone; listens to nothing. */
export async function openCore(options: CoreOptions): Promise<Core> {
  const { clock, entropy, logger, databaseUrl } = options;
  await ensurePrivateFolder(options.dataDir);
  const keys = createServerKeys(
    await loadServerKey(options.serverKeyFile ?? join(options.dataDir, 'server.key'), entropy),
  );
  const location =
    databaseUrl === undefined ? { file: join(options.dataDir, 'server.db'), key: keys.database } : { url: databaseUrl };
  const database = await openDatabase({ location, entropy, logger });
  const digest = createNodeDigest();
  const stores = openStores(database.queries);
  const changes = createChanges({ database, auditLog: createAuditLog(digest, entropy), clock });
  try {
    await prepareFirstStart(changes, entropy, options.hashing);
  } catch (error) {
    await database.close();
    throw error;
  }
  const administrators = createAdministrators({ stores, changes, clock, entropy, digest });
  return { database, stores, changes, keys, administrators, digest };
}

/**
 * The print server: console and API, gateway, enrolment.
 * @throws Fault `plain-http-not-loopback`, `port-taken`, and those of key and database
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  if (options.plainHttp === true && !isLoopback(options.listen.host)) {
    throw new Fault({
      owner: 'caller',
      code: 'plain-http-not-loopback',
      message: 'Plain HTTP is served on a loopback address only',
    });
  }
  const core = await openCore(options);
  const closers: (() => Promise<void> | void)[] = [() => core.database.close()];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  try {
    const hub = createEventHub(options.clock, toHex(options.entropy.bytes(6)));
    const fleet = await startFleet({ ...core, ...options, events: hub });
    closers.push(() => fleet.close());
    const { app, stop } = await openConsole(options, core, { fleet, hub });
    closers.push(() => app.close(), stop);
    const consoleUrl = await listen(app, options);
    const token = await core.administrators.issueSetUpToken();
    const setUpUrl = token === null ? null : `${consoleUrl}set-up#token=${token}`;
    return { consoleUrl, setUpUrl, gateway: fleet.gateway, enrolment: fleet.enrolment, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openConsole(options: ServerOptions, core: Core, parts: { fleet: Fleet; hub: EventHub }) {
  const tls =
    options.plainHttp === true ? undefined : (options.tls ?? (await parts.fleet.webIdentity?.([options.listen.host])));
  if (tls === undefined && options.plainHttp !== true) {
    throw new Fault({
      owner: 'caller',
      code: 'no-console-certificate',
      message: 'HTTPS needs a certificate and its key',
    });
  }
  const app = await createHttpServer({ tls, frameAncestors: options.frameAncestors ?? [], logger: options.logger });
  const authentication = createAuthentication({ administrators: core.administrators, secure: tls !== undefined });
  const idempotency = createIdempotency(core.database, options.clock);
  const routes = createRouteRegistrar({ app, authentication, idempotency });
  const stop = await addFeatures({ ...core, ...options, ...parts, routes, authentication });
  await addSiteRoutes(app, { database: core.database, version: VERSION });
  return { app, stop };
}

const VERSION = '0.1.0';

async function listen(app: FastifyInstance, { listen: { host, port }, plainHttp }: ServerOptions): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    throw listenFault({ host, port }, '--listen', cause);
  }
  const address = app.addresses()[0];
  return `${plainHttp === true ? 'http' : 'https'}://${urlHost(host)}:${address?.port ?? port}/`;
}

/** Names the flag that moves a taken port. */
export function listenFault({ host, port }: HostPort, flag: string, cause: unknown): Fault {
  const taken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
  return new Fault({
    owner: 'environment',
    code: taken ? 'port-taken' : 'cannot-listen',
    message: taken
      ? `Port ${port} is taken; choose another with ${flag} HOST:PORT`
      : `Cannot listen on ${host}:${port}`,
    cause,
  });
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host);
const urlHost = (host: string): string => (host.includes(':') ? `[${host}]` : host);
