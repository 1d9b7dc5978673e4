import { join } from 'node:path';
import type { ApiClient } from '@holdover/api';
import { present } from '@holdover/kernel';
import { createSystemClock, createSystemEntropy, openApiClient } from '@holdover/nodejs';
import { setUpServer, type AdvertisedFleet } from '@holdover/server';
import { createMemoryLogger } from '@holdover/testbed';
import { freePort, type ForeignProcess } from '@holdover/testbed/peers';
import { QUICK_HASHING } from './fleet.ts';
import { startScript } from './own-process.ts';

export interface KillableServerOptions {
  /** A folder of this server alone. */
  readonly dir: string;
  readonly databaseUrl?: string;
  /** Of the slow hash; as good as nothing without. */
  readonly hashing?: typeof QUICK_HASHING;
  readonly advertise?: (ports: { readonly gateway: number; readonly enrolment: number }) => Promise<AdvertisedFleet>;
}

/** A print server in a process of its own, with an administrator's token; not running yet. */
export interface KillableServer {
  readonly api: ApiClient;
  /** Of the queue that every new server has. */
  readonly queueUri: string;
  /** Answers once it serves. */
  start(): Promise<ForeignProcess>;
  /** As a power cut would. */
  kill(): Promise<void>;
}

export async function createKillableServer(options: KillableServerOptions): Promise<KillableServer> {
  const dataDir = join(options.dir, 'server');
  const engine = options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl };
  const [listenPort, gatewayPort, enrolmentPort, ippPort] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const hashing = options.hashing ?? QUICK_HASHING;
  const ports = { listenPort, gatewayPort, enrolmentPort, ippPort };
  const advertise = await options.advertise?.({ gateway: ports.gatewayPort, enrolment: ports.enrolmentPort });
  const { apiToken } = await setUpServer({
    dataDir,
    ...engine,
    hashing,
    logger: createMemoryLogger(),
    clock: createSystemClock(),
    entropy: createSystemEntropy(),
    userName: 'admin',
    password: 'a password of the tests',
    token: true,
  });
  let child: ForeignProcess | undefined;
  return {
    api: openApiClient({
      url: `http://127.0.0.1:${ports.listenPort}`,
      token: present(apiToken, 'the API token'),
    }),
    queueUri: `ipp://127.0.0.1:${ippPort}/ipp/print/pull`,
    async start() {
      const started = startScript('server-process.mjs', {
        dataDir,
        ...engine,
        ...ports,
        advertise,
        hashing,
      });
      await started.ready('the server to serve', () => started.output().includes('ready http'));
      child = started;
      return started;
    },
    async kill() {
      child?.kill('SIGKILL');
      await child?.exited;
    },
  };
}
