import { existsSync } from 'node:fs';
import fastifyCookie from '@fastify/cookie';
import fastifyStatic from '@fastify/static';
import { Fault, type Logger } from '@holdover/kernel';
import { isNodeError } from '@holdover/nodejs';
import fastify, { type FastifyInstance } from 'fastify';
import { registerGuards } from './guards.ts';
import { registerPanelRoutes, type PanelRoutesOptions } from './panel-routes.ts';
import { registerProblems } from './problem-answer.ts';
import { registerSecurityHeaders } from './security-headers.ts';

export interface ListenAddress {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

export interface PanelServerOptions extends Omit<PanelRoutesOptions, 'isSecure'> {
  readonly address: ListenAddress;
  /** The built panel page; without it the API is served alone. */
  readonly pageDir: string;
  /** Origins that may frame the page; none unless told. */
  readonly frameAncestors: readonly string[];
  readonly logger: Logger;
}

export interface PanelServer {
  /** `http://host:port/` */
  readonly url: string;
  close(): Promise<void>;
}

/** A login is a few hundred bytes, a list of a thousand job ids the most. */
const BODY_LIMIT = 64 * 1024;

/** @throws Fault `port-taken`, `cannot-listen` */
export async function startPanelServer(options: PanelServerOptions): Promise<PanelServer> {
  const { address, pageDir, frameAncestors, logger, events } = options;
  const app = fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true, exposeHeadRoutes: false });
  let ownHosts: ReadonlySet<string> = new Set();
  registerProblems(app, logger);
  registerGuards(app, () => ownHosts);
  registerSecurityHeaders(app, frameAncestors);
  await app.register(fastifyCookie);
  registerPanelRoutes(app, { ...options, isSecure: false });
  if (existsSync(pageDir)) await app.register(fastifyStatic, { root: pageDir, index: ['index.html'] });
  else logger.warn('There is no panel page to serve', { pageDir });
  const port = await listen(app, address);
  ownHosts = hostsOf(address.host, port);
  return {
    url: `http://${hostText(address.host)}:${port}/`,
    async close() {
      events.close();
      await app.close();
    },
  };
}

async function listen(app: FastifyInstance, { host, port }: ListenAddress): Promise<number> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    const isTaken = isNodeError(cause) && cause.code === 'EADDRINUSE';
    throw new Fault({
      owner: 'environment',
      code: isTaken ? 'port-taken' : 'cannot-listen',
      message: isTaken
        ? `${host}:${port} is taken by another program; choose another with --panel HOST:PORT`
        : `Cannot listen on ${host}:${port} (--panel)`,
      cause,
    });
  }
  const [bound] = app.addresses();
  return bound?.port ?? port;
}

/** Lower-case `Host` values that mean this very panel. */
function hostsOf(host: string, port: number): ReadonlySet<string> {
  const names = ['localhost', '127.0.0.1', '[::1]', hostText(host).toLowerCase()];
  return new Set(names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`])));
}

function hostText(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
