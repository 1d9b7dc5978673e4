import { Fault } from '@holdover/kernel';
import { describeError, listenFault, writeConsoleAddress } from '@holdover/nodejs';
import type { FastifyInstance } from 'fastify';
import type { WebIdentity } from './fleet.ts';
import { startEnrolmentListener } from './gateway/enrolment-listener.ts';
import { startGateway } from './gateway/gateway.ts';
import { isLoopback, urlHost } from './host-names.ts';
import { listenForJobs } from './listen-for-jobs.ts';
import { lockData } from './lock-data.ts';
import { openData, openImportDocuments, openJobDocuments, openScanDocuments, type OpenedData } from './open-data.ts';
import type { OpenFleet } from './open-fleet.ts';
import { assembleServer } from './open-server.ts';
import type { RunningServer, ServerOptions } from './server-options.ts';

/**
 * The print server: console and API, gateway, enrolment, queues.
 * @throws Fault `already-running`, `plain-http-not-loopback`, `plain-ipp-not-loopback`, `port-taken`, and those of key and database
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  refusePlainAbroad(options);
  const data = await openData(options, options.entropy);
  const unlock = await lockData(options.dataDir, data.serverKey);
  try {
    const running = await startWith(options, data);
    return { ...running, close: () => running.close().finally(unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
}

async function startWith(options: ServerOptions, data: OpenedData): Promise<RunningServer> {
  const documents = await openJobDocuments(options, data.serverKey);
  const scans = await openScanDocuments(options, data.serverKey);
  const imports = await openImportDocuments(options, data.serverKey);
  const queuesReach = options.ipp !== undefined && isLoopback(options.ipp.host) ? 'this-machine' : 'network';
  const assembled = await assembleServer({ ...options, ...data, documents, scans, imports, queuesReach }, (opened) =>
    consoleIdentity(options, opened),
  );
  const { app, fleet, printing, administrators, close } = assembled;
  const listeners: Listener[] = [];
  const stop = (): Promise<void> =>
    close(async () => {
      await Promise.all(listeners.splice(0).map((listener) => listener.close()));
    });
  try {
    const gateway = await listenForTerminals(options, fleet, listeners);
    const jobs = await listenForJobs(options, { fleet, printing });
    if (jobs !== undefined) listeners.push(jobs);
    const consoleUrl = await listen(app, options);
    await leaveAddress(options, fleet, consoleUrl);
    const token = await administrators.issueSetUpToken();
    const setUpUrl = token === null ? null : `${consoleUrl}set-up#token=${token}`;
    const ipp = jobs === undefined ? null : `${jobs.host}:${jobs.port}`;
    return { consoleUrl, setUpUrl, ...gateway, ipp, queueUri: printing.queueUri, close: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Listener {
  close(): Promise<void>;
}

/** @param listeners what listens already, for whoever has to end it */
async function listenForTerminals(
  { gateway, enrolment, clock, logger }: ServerOptions,
  fleet: OpenFleet,
  listeners: Listener[],
): Promise<Pick<RunningServer, 'gateway' | 'enrolment'>> {
  const identity = fleet.authority;
  const forTerminals = () => ({ authority: identity.trusted, own: identity.gateway });
  const forStrangers = () => ({ authority: identity.authority.certificate, own: identity.gateway });
  const common = { fleet: identity.fleetId, clock, logger };
  const { door, connections, enrol } = fleet;
  const atGateway = await startGateway({ ...common, ...forTerminals(), address: gateway, door, connections });
  listeners.push(atGateway);
  const atEnrolment = await startEnrolmentListener({ ...common, ...forStrangers(), address: enrolment, enrol });
  listeners.push(atEnrolment);
  identity.onReload(() => {
    atGateway.show(forTerminals());
    atEnrolment.show(forStrangers());
  });
  fleet.listensAt({ gatewayPort: atGateway.port, enrolmentPort: atEnrolment.port });
  return { gateway: `${gateway.host}:${atGateway.port}`, enrolment: `${enrolment.host}:${atEnrolment.port}` };
}

/** The certificate of the console's listener: the administrator's, else one of the fleet's authority. */
async function consoleIdentity(options: ServerOptions, fleet: OpenFleet): Promise<WebIdentity | undefined> {
  if (options.plainHttp === true) return undefined;
  return options.tls ?? fleet.webIdentity([options.listen.host]);
}

/** For commands that the owner of the data runs on this machine: they need neither address nor certificate from anybody. */
async function leaveAddress(options: ServerOptions, { authority }: OpenFleet, consoleUrl: string): Promise<void> {
  const {
    dataDir,
    listen: { host },
    tls,
    plainHttp,
  } = options;
  const url = new URL(consoleUrl);
  // The certificate of an administrator knows the names it was made for alone.
  const isOurs = tls === undefined || plainHttp === true;
  if (isOurs && (host === '0.0.0.0' || host === '::')) url.hostname = 'localhost';
  // Shown until the next start, even when the fleet trusts it no more.
  const atStart = authority.authority.certificate.trim();
  const trusted = (): string =>
    authority.trusted.includes(atStart) ? authority.trusted : `${authority.trusted}\n${atStart}`;
  const leave = (): Promise<void> =>
    writeConsoleAddress(dataDir, { url: url.href, authority: isOurs ? trusted() : null }).catch((error: unknown) =>
      // A convenience is no reason not to serve.
      options.logger.warn('commands will not find this server by its data', { error: describeError(error) }),
    );
  await leave();
  authority.onReload(() => void leave());
}

function refusePlainAbroad({ plainHttp, plainIpp, listen: { host }, ipp }: ServerOptions): void {
  if (plainHttp === true && !isLoopback(host)) {
    throw new Fault({
      owner: 'caller',
      code: 'plain-http-not-loopback',
      message: 'Plain HTTP is served on a loopback address only',
    });
  }
  if (plainIpp === true && ipp !== undefined && !isLoopback(ipp.host)) {
    throw new Fault({
      owner: 'caller',
      code: 'plain-ipp-not-loopback',
      message: 'Queues without TLS are served on a loopback address only',
    });
  }
}

async function listen(app: FastifyInstance, { listen: { host, port }, plainHttp }: ServerOptions): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    throw listenFault({ host, port }, cause, '--listen');
  }
  const address = app.addresses()[0];
  return `${plainHttp === true ? 'http' : 'https'}://${urlHost(host)}:${address?.port ?? port}/`;
}
