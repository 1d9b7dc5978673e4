import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { API_ROOT } from '@holdover/api';
import { Fault, present } from '@holdover/kernel';
import { createSystemClock, createSystemEntropy } from '@holdover/nodejs';
import { openSealedDatabase } from '@holdover/sealed-store';
import { openServer, type OpenServer } from '@holdover/server';
import { createMemoryLogger } from '@holdover/testbed';
import { startPostgres } from '@holdover/testbed/peers';
import type { BenchmarkOptions, Series } from './benchmark.ts';
import {
  fillAudit,
  fillDevices,
  fillTerminals,
  fillUsers,
  GROUP,
  postgresTables,
  SOURCE,
  sqliteTables,
  type Tables,
} from './directory-rows.ts';
import { interleave, timed } from './interleave.ts';
import { quantile } from './statistics.ts';

/** What is asked of a server, from the request to the checked answer, and what the same rows cost by an index alone. */
interface Question {
  readonly label: string;
  readonly path: string;
  /** How many rows it answers, at most: so many are read by the reference. */
  readonly rows: number;
  /** 100 ms without. */
  readonly aim?: string;
}

const QUESTIONS: readonly Question[] = [
  { label: 'list', path: '/users', rows: 100 },
  { label: 'by full name, backwards', path: '/users?sort=-fullName', rows: 100 },
  { label: 'newest first', path: '/users?sort=-createdAt', rows: 100 },
  { label: 'search, many found', path: '/users?q=hoff', rows: 100 },
  { label: 'search, one found', path: '/users?q=NEEDLE', rows: 1 },
  { label: 'search, none found', path: '/users?q=zzqxj', rows: 0 },
  { label: 'search of two letters', path: '/users?q=a1', rows: 100 },
  { label: 'search by full name', path: '/users?q=NEEDLE&sort=fullName', rows: 1 },
  { label: 'of a group', path: `/users?group=${GROUP}`, rows: 100 },
  { label: 'search in a group', path: `/users?group=${GROUP}&q=zzqxj`, rows: 0 },
  { label: 'disabled', path: '/users?enabled=false', rows: 100 },
  { label: 'disabled by full name', path: '/users?enabled=false&sort=-fullName', rows: 100 },
  { label: 'of a directory', path: `/users?source=${SOURCE}&sort=fullName`, rows: 100 },
  { label: 'far down', path: '/users?cursor=DEEP', rows: 100 },
  { label: 'audit log', path: '/audit', rows: 100 },
  { label: 'audit log, searched', path: '/audit?q=person-77', rows: 100 },
  { label: 'audit log, none found', path: '/audit?q=zzqxj', rows: 0 },
  { label: 'devices', path: '/devices', rows: 100 },
  { label: 'devices, searched', path: '/devices?q=ter%2099', rows: 100 },
  { label: 'devices that are away', path: '/devices?link=away', rows: 100 },
  { label: 'outages', path: '/outages', rows: 100 },
  { label: 'overview', path: '/overview', rows: 100, aim: '≤ 500 ms' },
];

interface Place {
  readonly engine: 'sqlite' | 'postgres';
  readonly tables: Tables;
  readonly server: OpenServer;
  readonly token: string;
  close(): Promise<void>;
}

/** Answers of lists over directories of three sizes on both engines: p50 and p95 of each. */
export async function measureLists({ dir, quick }: BenchmarkOptions): Promise<Series[]> {
  const sizes = quick ? [1_000] : [1_000, 10_000, 100_000];
  const series: Series[] = [];
  for (const users of sizes) {
    for (const open of [openSqlite, openPostgres]) {
      const place = await open(join(dir, `${users}`));
      try {
        await fill(place.tables, users);
        for (const question of QUESTIONS)
          series.push(...(await measure(place, question, { users, runs: quick ? 5 : 21 })));
      } finally {
        await place.close();
      }
    }
  }
  return series;
}

async function fill(tables: Tables, users: number): Promise<void> {
  await fillUsers(tables, users);
  await fillDevices(tables, users / 10);
  await fillTerminals(tables, users / 10);
  await fillAudit(tables, users);
  await tables.settle();
}

async function measure(
  { engine, tables, server, token }: Place,
  question: Question,
  { users, runs }: { readonly users: number; readonly runs: number },
): Promise<Series[]> {
  const path = await filled(question.path, tables, users);
  const reference = `select * from "user" where "userNameKey" > $1 order by "userNameKey" limit ${question.rows + 1}`;
  const measured = await interleave({
    runs,
    ours: () => timed(() => asked(server, token, path)),
    reference: () => timed(() => tables.select(reference, ['f'])),
  });
  const label = `${engine} ${users}: ${question.label}`;
  const at = (share: number): Series => ({
    label: `${label}, p${share * 100}`,
    unit: 'ms',
    aim: question.aim ?? '≤ 100 ms',
    runs: [
      {
        ours: quantile(
          measured.map(({ ours }) => ours),
          share,
        ),
        reference: quantile(
          measured.map(({ reference: bare }) => bare ?? 0),
          share,
        ),
      },
    ],
  });
  return [at(0.5), at(0.95)];
}

/** A name that is there once, and a place nine tenths down. */
async function filled(path: string, tables: Tables, users: number): Promise<string> {
  const [row] = (await tables.select(
    `select "id", "userName", "userNameKey", "fullName" from "user" order by "userNameKey" limit 1 offset ${Math.floor(users * 0.9)}`,
    [],
  )) as readonly { id: string; userNameKey: string; fullName: string }[]; // what was selected
  const { id, userNameKey, fullName } = present(row, 'somebody far down');
  const cursor = Buffer.from(JSON.stringify(['userName', userNameKey, id])).toString('base64url');
  return path.replace('DEEP', cursor).replace('NEEDLE', encodeURIComponent(fullName.slice(-6)));
}

async function asked({ app }: OpenServer, token: string, path: string): Promise<void> {
  const answer = await app.inject({ url: API_ROOT + path, headers: { authorization: `Bearer ${token}` } });
  if (answer.statusCode === 200) return;
  throw new Fault({ owner: 'ours', code: 'invariant-broken', message: `${path} was answered ${answer.statusCode}` });
}

async function openSqlite(dir: string): Promise<Place> {
  const key = randomBytes(32);
  const database = openSealedDatabase({ file: `${dir}.db`, key });
  const place = await openAt({ open: () => database });
  return { ...place, engine: 'sqlite', tables: sqliteTables(database) };
}

async function openPostgres(dir: string): Promise<Place> {
  const postgres = await startPostgres(dir);
  const place = await openAt({ url: postgres.url });
  const tables = await postgresTables(postgres.url);
  return {
    ...place,
    engine: 'postgres',
    tables,
    close: async () => {
      await tables.close();
      await place.close();
      await postgres.stop();
    },
  };
}

type Location = Parameters<typeof openServer>[0]['database'];

async function openAt(database: Location): Promise<Pick<Place, 'server' | 'token' | 'close'>> {
  const server = await openServer({
    serverKey: randomBytes(32),
    database,
    advertise: { host: 'server', gatewayPort: 1, enrolmentPort: 2 },
    clock: createSystemClock(),
    entropy: createSystemEntropy(),
    logger: createMemoryLogger(),
    hashing: { pin: CHEAP, card: CHEAP },
    consoleDir: '/no/console/here',
  });
  await server.administrators.create({ userName: 'bench', password: 'correct horse battery' });
  return { server, token: await server.administrators.createApiToken('bench'), close: () => server.close() };
}

const CHEAP = { memoryKiB: 64, passes: 1, lanes: 1 };
