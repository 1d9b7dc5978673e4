import { createApiClient, type ApiClient } from '@holdover/api';
import { Fault, type Entropy, type Logger } from '@holdover/kernel';
import { openServer, type OpenServer, type SlowHash } from '@holdover/server';
import { fastStretch, type Machine, type MemoryDisk } from '@holdover/testbed/simulation';
import { createMemoryDocuments, type MemoryDocuments } from './memory-documents.ts';

/** The print server on a machine of the simulated world. */
export interface ServerNode {
  readonly machine: Machine;
  readonly disk: MemoryDisk;
  /** Of jobs. */
  readonly documents: MemoryDocuments;
  readonly running: OpenServer | undefined;
  /** Resolves when it answers. What breaks it on the way is noted, and it stays down. */
  start(): Promise<void>;
  /** The console of an administrator with every right. */
  readonly api: ApiClient;
  useToken(token: string): void;
}

export interface ServerNodeOptions {
  readonly machine: Machine;
  readonly disk: MemoryDisk;
  readonly entropy: Entropy;
  readonly logger: Logger;
  readonly heartbeatSeconds: number;
  readonly onFailure: (error: unknown) => void;
}

/** One secret of the installation for all worlds: their disks come from the same one. */
const SERVER_KEY = new Uint8Array(32).fill(11);

const NO_PASSWORDS: SlowHash = {
  stretch: fastStretch,
  hashPassword: (password) => Promise.resolve(`fake:${password.length}`),
  verifyPassword: () => Promise.resolve(false),
  atOnce: 1,
};

export function createServerNode(options: ServerNodeOptions): ServerNode {
  const { machine, disk } = options;
  const documents = createMemoryDocuments();
  let running: OpenServer | undefined;
  let token = '';
  const api = createApiClient(async ({ method, path, headers, body }) => {
    if (running === undefined || machine.life?.awake !== true)
      throw new Fault({ owner: 'peer', code: 'server-away', message: 'Nobody answers the console' });
    const answer = await running.app.inject({
      method: method as 'GET', // the contract's own methods
      url: path,
      headers: { ...headers, authorization: `Bearer ${token}` },
      ...(typeof body === 'string' ? { payload: body } : {}),
    });
    const get = (name: string): string | null => {
      const value = answer.headers[name.toLowerCase()];
      return value === undefined ? null : String(value);
    };
    return { status: answer.statusCode, headers: { get }, text: () => Promise.resolve(answer.payload) };
  });
  return {
    machine,
    disk,
    documents,
    api,
    get running() {
      return running;
    },
    useToken: (given) => {
      token = given;
    },
    async start() {
      const life = machine.start();
      life.onEnd(() => {
        const ended = running;
        running = undefined;
        // What it still tries finds no disk; nobody is left to hear of it.
        ended?.close().catch(() => undefined);
      });
      try {
        const opened = await openServer({
          ...options,
          clock: life.clock,
          serverKey: SERVER_KEY,
          database: { open: () => disk.open('server', life) },
          documents: documents.open(life),
          queuesReach: 'this-machine',
          slowHash: NO_PASSWORDS,
          advertise: { host: 'server.example', gatewayPort: 8444, enrolmentPort: 8445 },
        });
        if (life.alive) running = opened;
      } catch (error) {
        options.onFailure(error);
        machine.kill();
      }
    },
  };
}
