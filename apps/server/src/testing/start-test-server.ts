import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiClient } from '@holdover/api';
import { Fault, type Clock } from '@holdover/kernel';
import { createSystemClock, createSystemEntropy, openApiClient, readConsoleAddress } from '@holdover/nodejs';
import { createMemoryLogger, type MemoryLogger } from '@holdover/testbed';
import type { ServerOptions } from '../server-options.ts';
import { startServer } from '../server.ts';
import { setUpServer } from '../set-up-server.ts';

/** A whole server on free loopback ports, with a signed-in client of its REST interface. */
export interface TestServer {
  readonly api: ApiClient;
  readonly dataDir: string;
  readonly logger: MemoryLogger;
  readonly consoleUrl: string;
  readonly token: string;
  /** `host:port`. */
  readonly gateway: string;
  readonly enrolment: string;
  /** Ends it; the data stays for a next start. */
  stop(): Promise<void>;
  /** Ends it and starts it again over the same data, on the same fleet ports. */
  restart(): Promise<void>;
  remove(): Promise<void>;
}

const CHEAP = { memoryKiB: 64, passes: 1, lanes: 1 };

export interface TestServerOptions {
  readonly clock?: Clock;
  readonly databaseUrl?: string;
  /** HTTPS by the fleet's own authority instead of plain HTTP. */
  readonly https?: boolean;
}

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'holdover-server-'));
  const logger = createMemoryLogger();
  const anyPort = { host: '127.0.0.1', port: 0 };
  const server: ServerOptions = {
    dataDir,
    listen: anyPort,
    gateway: anyPort,
    enrolment: anyPort,
    heartbeatSeconds: 1,
    plainHttp: options.https !== true,
    logger,
    clock: options.clock ?? createSystemClock(),
    entropy: createSystemEntropy(),
    hashing: { pin: CHEAP, card: CHEAP },
    ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
  };
  const { apiToken } = await setUpServer({
    ...server,
    userName: 'ada',
    password: 'correct horse battery',
    token: true,
  });
  let running = await startServer(server);
  const { gateway, enrolment } = running;
  if (apiToken === null || gateway === null || enrolment === null) {
    throw new Fault({
      owner: 'ours',
      code: 'invariant-broken',
      message: 'The test server lacks a token or a listener',
    });
  }
  const authority = (await readConsoleAddress(dataDir))?.authority ?? undefined;
  return {
    api: openApiClient({
      url: () => running.consoleUrl,
      token: apiToken,
      ...(authority === undefined ? {} : { authority }),
    }),
    dataDir,
    logger,
    consoleUrl: running.consoleUrl,
    token: apiToken,
    gateway,
    enrolment,
    stop: () => running.close(),
    restart: async () => {
      await running.close();
      running = await startServer({ ...server, gateway: addressOf(gateway), enrolment: addressOf(enrolment) });
    },
    remove: () => rm(dataDir, { recursive: true }),
  };
}

function addressOf(text: string): ServerOptions['gateway'] {
  const [host = '', port] = text.split(':');
  return { host, port: Number(port) };
}
