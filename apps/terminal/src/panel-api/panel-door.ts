import { existsSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener, type Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import fastifyCookie from '@fastify/cookie';
import fastifyStatic from '@fastify/static';
import { Fault, type Logger } from '@holdover/kernel';
import { listenFault, type ListenAddress } from '@holdover/nodejs';
import fastify, { type FastifyInstance } from 'fastify';
import { registerGuards } from './guards.ts';
import { hostsOf, hostText, isLoopbackHost } from './own-hosts.ts';
import type { PanelAccess } from './panel-access.ts';
import { registerProblems } from './problem-answer.ts';
import { registerSecurityHeaders } from './security-headers.ts';

export interface PanelDoorOptions {
  readonly address: ListenAddress;
  /** Asked for wherever more than this machine reaches the panel: then it is TLS. */
  readonly access?: Pick<PanelAccess, 'certificate' | 'privateKey'> | undefined;
  /** The built panel page; without it the API is served alone. */
  readonly pageDir: string;
  /** Origins that may frame the page; none unless told. */
  readonly frameAncestors: readonly string[];
  readonly logger: Logger;
}

/** What a panel's page and its API are reached by. */
export interface PanelDoor {
  /** `http://host:port/`, or `https://…` */
  readonly url: string;
  close(): Promise<void>;
}

/** A login is a few hundred bytes, a list of a thousand job ids the most. */
const BODY_LIMIT = 64 * 1024;

/**
 * Serves the page, and what is registered: body parsers, cookies, guards and problems are there already.
 * @throws Fault `port-taken`, `cannot-listen`, `panel-needs-tls`, `panel-not-framed`
 */
export async function openPanelDoor(
  options: PanelDoorOptions,
  register: (app: FastifyInstance) => void,
): Promise<PanelDoor> {
  const { address, access, pageDir, frameAncestors, logger } = options;
  refuseOpenPanel(options);
  const isSecure = access !== undefined;
  const app = fastify({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    serverFactory: (handler) => (access === undefined ? createHttpServer(handler) : tlsServer(access, handler)),
  });
  const bound: { port?: number } = {};
  registerProblems(app, logger);
  registerGuards(app, {
    scheme: isSecure ? 'https' : 'http',
    // Asked each time: a machine gets and loses addresses.
    ownHosts: () => (bound.port === undefined ? new Set() : hostHeaders(address.host, bound.port, isSecure)),
  });
  registerSecurityHeaders(app, frameAncestors);
  await app.register(fastifyCookie);
  register(app);
  if (existsSync(pageDir)) await app.register(fastifyStatic, { root: pageDir, index: ['index.html'] });
  else logger.warn('There is no panel page to serve', { pageDir });
  const port = await listen(app, address);
  bound.port = port;
  return {
    url: `${isSecure ? 'https' : 'http'}://${hostText(address.host)}:${port}/`,
    close: () => app.close(),
  };
}

/** @throws Fault `panel-needs-tls`, `panel-not-framed` */
function refuseOpenPanel({ address: { host }, access, frameAncestors }: PanelDoorOptions): void {
  if (isLoopbackHost(host)) return;
  const refused = (code: string, message: string): Fault => new Fault({ owner: 'caller', code, message });
  if (access === undefined) {
    throw refused(
      'panel-needs-tls',
      `A panel at ${host} is reached over the network: it needs TLS and a token (--panel)`,
    );
  }
  if (frameAncestors.length > 0) {
    throw refused('panel-not-framed', `A panel at ${host} may be framed by nobody; only one on loopback may (--panel)`);
  }
}

function tlsServer(
  { certificate, privateKey }: Pick<PanelAccess, 'certificate' | 'privateKey'>,
  handler: RequestListener,
): HttpServer {
  return createHttpsServer({ cert: certificate, key: privateKey, minVersion: 'TLSv1.2' }, handler);
}

async function listen(app: FastifyInstance, { host, port }: ListenAddress): Promise<number> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    throw listenFault({ host, port }, cause, '--panel');
  }
  const [bound] = app.addresses();
  return bound?.port ?? port;
}

/** Lower-case `Host` values that mean this very panel. */
function hostHeaders(host: string, port: number, isSecure: boolean): ReadonlySet<string> {
  const names = hostsOf(host).map((name) => hostText(name).toLowerCase());
  const isDefault = port === (isSecure ? 443 : 80);
  return new Set(names.flatMap((name) => (isDefault ? [name, `${name}:${port}`] : [`${name}:${port}`])));
}
