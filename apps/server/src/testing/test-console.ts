import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { API_ROOT } from '@holdover/api';
import { instant } from '@holdover/kernel';
import {
  createFakeClock,
  createMemoryLogger,
  createSeededEntropy,
  type FakeClock,
  type MemoryLogger,
} from '@holdover/testbed';
import type { FastifyInstance } from 'fastify';
import { createConsole, type ConsoleOptions } from '../console.ts';
import { openCore, type Core } from '../core.ts';
import { createEventHub, type EventHub } from '../events/event-hub.ts';
import type { Fleet } from '../fleet.ts';
import type { FleetSignals } from '../fleet-signals.ts';
import { NO_FLEET } from './no-fleet.ts';
import { openData, openImportDocuments, openJobDocuments } from '../open-data.ts';
import { openPrinting, type Printing } from '../open-printing.ts';
import { checkedHub, watchAnswers } from './watch-answers.ts';
import { recordSignals, type SignalRecord } from './record-signals.ts';

export const PASSWORD = 'correct horse battery';
export const START = instant(Date.UTC(2026, 9, 1, 8));

interface Answered {
  readonly status: number;
  /** Parsed where it is JSON. */
  // oxlint-disable-next-line typescript/no-explicit-any -- a test looks into whatever came
  readonly body: any;
  readonly text: string;
  readonly header: (name: string) => string | undefined;
}

interface Asking {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: the administrator's API token. */
  readonly as?: 'administrator' | 'nobody' | { readonly cookie: string } | { readonly token: string };
}

/** Console and REST interface without terminals, over encrypted SQLite, asked without a network. */
export interface TestConsole {
  readonly dataDir: string;
  readonly app: FastifyInstance;
  readonly core: Core;
  readonly hub: EventHub;
  readonly printing: Printing;
  readonly clock: FakeClock;
  readonly logger: MemoryLogger;
  /** What the fleet was told. */
  readonly signals: SignalRecord;
  ask(line: string, asking?: Asking): Promise<Answered>;
  close(): Promise<void>;
}

const CHEAP = { memoryKiB: 8, passes: 1, lanes: 1 };

export async function openTestConsole(
  signals: Partial<FleetSignals> = {},
  consoleDir = join(tmpdir(), 'no-console-was-built-here'),
  more: Partial<Pick<ConsoleOptions, 'findPrinters' | 'tls'>> = {},
): Promise<TestConsole> {
  const dataDir = await mkdtemp(join(tmpdir(), 'holdover-console-'));
  const clock = createFakeClock(START);
  const logger = createMemoryLogger();
  const entropy = createSeededEntropy('console');
  const data = await openData({ dataDir }, entropy);
  const core = await openCore({ ...data, clock, entropy, logger, hashing: { pin: CHEAP, card: CHEAP } });
  const hub = checkedHub(createEventHub(clock, 'start'));
  const record = recordSignals(signals);
  const fleet: Fleet = { ...NO_FLEET, signals: record.signals };
  const imports = await openImportDocuments({ dataDir }, data.serverKey);
  const options = { tls: undefined, frameAncestors: [], consoleDir, imports, clock, entropy, logger, ...more };
  const documents = await openJobDocuments({ dataDir }, data.serverKey);
  const printing = await openPrinting({ ...core, documents, hub, clock, entropy, logger });
  const { app, stop } = await createConsole(core, { fleet, hub, printing }, options);
  const watched = watchAnswers(app);
  await core.administrators.create({ userName: 'root', password: PASSWORD });
  const token = await core.administrators.createApiToken('tests');
  return {
    dataDir,
    app,
    core,
    hub,
    printing,
    clock,
    logger,
    signals: record,
    ask: async (line, asking = {}) => {
      const answered = await ask(app, line, { as: { token }, ...asking });
      watched.demand();
      return answered;
    },
    close: async () => {
      watched.demand();
      await stop();
      await app.close();
      await printing.stop();
      await core.database.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

async function ask(app: FastifyInstance, line: string, { body, headers = {}, as }: Asking): Promise<Answered> {
  const [method = '', path = ''] = line.split(' ');
  const csv = typeof body === 'string';
  const answer = await app.inject({
    method: method as 'GET',
    url: path.startsWith('/healthz') || path.startsWith('/readyz') ? path : API_ROOT + path,
    headers: {
      ...(body === undefined ? {} : { 'content-type': csv ? 'text/csv' : 'application/json' }),
      ...credentials(as),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: csv ? body : JSON.stringify(body) }),
  });
  const text = answer.body;
  const json = /json/.test(String(answer.headers['content-type']));
  return {
    status: answer.statusCode,
    body: json ? JSON.parse(text) : undefined,
    text,
    header: (name) => {
      const value = answer.headers[name];
      return value === undefined ? undefined : String(value);
    },
  };
}

function credentials(as: Asking['as']): Record<string, string> {
  if (typeof as !== 'object') return {};
  return 'token' in as ? { authorization: `Bearer ${as.token}` } : { cookie: as.cookie };
}
