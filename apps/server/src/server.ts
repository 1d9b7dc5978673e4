import { hostname } from 'node:os';
import { Fault, toHex } from '@holdover/kernel';
import type { FastifyInstance } from 'fastify';
import { consoleIdentity, createConsole } from './console.ts';
import { openCore } from './core.ts';
import { createEventHub } from './events/event-hub.ts';
import type { HostPort, RunningServer, ServerOptions } from './server-options.ts';
import { startFleet } from './start-fleet.ts';

/**
 * The print server: console and API, gateway, enrolment.
 * @throws Fault `plain-http-not-loopback`, `port-taken`, and those of key and database
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  refusePlainHttpAbroad(options);
  const core = await openCore(options);
  const closers: (() => Promise<void> | void)[] = [() => core.database.close()];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  try {
    const hub = createEventHub(options.clock, toHex(options.entropy.bytes(6)));
    const fleet = await startFleet({ ...core, ...options, events: hub });
    closers.push(() => fleet.close());
    const tls = await consoleIdentity(options, fleet);
    const { app, stop } = await createConsole(
      core,
      { fleet, hub },
      { ...options, tls, frameAncestors: options.frameAncestors ?? [] },
    );
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

function refusePlainHttpAbroad({ plainHttp, listen: { host } }: ServerOptions): void {
  if (plainHttp !== true || isLoopback(host)) return;
  throw new Fault({
    owner: 'caller',
    code: 'plain-http-not-loopback',
    message: 'Plain HTTP is served on a loopback address only',
  });
}

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
function listenFault({ host, port }: HostPort, flag: string, cause: unknown): Fault {
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

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

/** For people elsewhere: a server on all addresses is reached by this machine's name. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return hostname();
  return host.includes(':') ? `[${host}]` : host;
}
