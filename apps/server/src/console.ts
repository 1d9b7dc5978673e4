import type { Clock, Entropy, Logger } from '@holdover/kernel';
import type { LogLevelControl } from '@holdover/nodejs';
import type { Documents } from '@holdover/sealed-store';
import type { FastifyInstance } from 'fastify';
import type { Core } from './core.ts';
import type { EventHub } from './events/event-hub.ts';
import type { PrinterSearch } from './features/discovery/discovered-printer.ts';
import { addFeatures } from './features.ts';
import type { Fleet, WebIdentity } from './fleet.ts';
import type { Printing } from './open-printing.ts';
import { createAuthentication } from './http/authentication.ts';
import { createHttpServer } from './http/http-server.ts';
import { createIdempotency } from './http/idempotency.ts';
import { createRouteRegistrar } from './http/register-route.ts';
import { addSiteRoutes } from './http/site-routes.ts';

const VERSION = '0.1.0';

export interface ConsoleOptions {
  /** Plain HTTP without. */
  readonly tls: WebIdentity | undefined;
  readonly frameAncestors: readonly string[];
  /** Where the console was built; this installation's without. */
  readonly consoleDir?: string;
  readonly findPrinters?: PrinterSearch;
  /** Where imports are kept until they are over; none are taken without. */
  readonly imports?: Documents<string>;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
  /** Where what it writes can be changed. */
  readonly logLevel?: LogLevelControl;
}

/** Console and REST interface, before they listen. `stop` ends what goes on by itself. */
export async function createConsole(
  core: Core,
  parts: { readonly fleet: Fleet; readonly hub: EventHub; readonly printing: Printing },
  options: ConsoleOptions,
): Promise<{ readonly app: FastifyInstance; readonly stop: () => Promise<void> }> {
  const app = await createHttpServer(options);
  const authentication = createAuthentication({
    administrators: core.administrators,
    secure: options.tls !== undefined,
  });
  const idempotency = createIdempotency(core.database, options.clock);
  const routes = createRouteRegistrar({ app, authentication, idempotency });
  const stopFeatures = await addFeatures({ ...core, ...options, ...parts, routes, authentication, version: VERSION });
  core.news.follow((data) => parts.hub.publish({ name: 'resource.changed', data }));
  const { consoleDir } = options;
  await addSiteRoutes(app, {
    database: core.database,
    version: VERSION,
    ...(consoleDir === undefined ? {} : { consoleDir }),
  });
  return {
    app,
    stop: async () => {
      await stopFeatures();
      core.news.stop();
    },
  };
}
