import type { CredentialId, DeviceId, Instant, TerminalId, UserId } from '@holdover/kernel';
import type { Insertable } from 'kysely';
import type { Queries } from '../../database/database.ts';
import type { Tables } from '../../database/tables.ts';
import type { Credential } from '../credentials/credential.ts';
import { createSqlPendingStateStore } from '../sync/pending-state-store-sql.ts';
import { nameKey } from '../users/user.ts';
import type { StolenCredential, StolenReportStore } from './stolen-report-store.ts';

/** Of one statement: both engines bound the number of its parameters. */
const ROWS_AT_ONCE = 1_000;

export function createSqlStolenReportStore(queries: Queries): StolenReportStore {
  return {
    create: async (report) => {
      await queries.insertInto('stolenReport').values(report).execute();
    },
    ofDevice: (deviceId) =>
      queries
        .selectFrom('stolenReport')
        .selectAll()
        .where('deviceId', '=', deviceId)
        .orderBy('reportedAt', 'desc')
        .orderBy('terminalId', 'desc')
        .execute(),
    lastOf: (deviceIds) => lastOf(queries, deviceIds),
    keepHeld: async (terminalId) => {
      await keepCredentials(queries, terminalId);
      await keepJobs(queries, terminalId);
    },
    credentials: async (deviceId) => {
      const rows = await queries
        .selectFrom('stolenCredential')
        .innerJoin('stolenReport', 'stolenReport.terminalId', 'stolenCredential.terminalId')
        .selectAll('stolenCredential')
        .where('stolenReport.deviceId', '=', deviceId)
        .execute();
      const present = await readCredentials(
        queries,
        rows.map(({ credentialId }) => credentialId),
      );
      const found = new Map<CredentialId, StolenCredential>();
      for (const { credentialId: id, terminalId: _terminal, replaced, ...row } of rows) {
        const known = found.get(id);
        found.set(id, { ...row, id, replaced: replaced === 1 || known?.replaced === true, present: present.get(id) });
      }
      return [...found.values()].toSorted((a, b) => compare(keyOf(a), keyOf(b)));
    },
    jobs: async (deviceId) => {
      const rows = await queries
        .selectFrom('stolenJob')
        .innerJoin('stolenReport', 'stolenReport.terminalId', 'stolenJob.terminalId')
        .select(['jobId', 'name', 'userName'])
        .where('stolenReport.deviceId', '=', deviceId)
        .orderBy('jobId')
        .execute();
      return rows.map(({ jobId, ...job }) => ({ ...job, id: jobId }));
    },
    markReplaced: async (ids) => {
      if (ids.length === 0) return;
      await queries.updateTable('stolenCredential').set({ replaced: 1 }).where('credentialId', 'in', ids).execute();
    },
  };
}

async function lastOf(queries: Queries, deviceIds: readonly DeviceId[]): Promise<ReadonlyMap<DeviceId, Instant>> {
  const last = new Map<DeviceId, Instant>();
  for (const some of parts(deviceIds)) {
    const reports = queries.selectFrom('stolenReport').select(['deviceId', 'reportedAt']).where('deviceId', 'in', some);
    for (const { deviceId, reportedAt } of await reports.orderBy('reportedAt').execute())
      last.set(deviceId, reportedAt);
  }
  return last;
}

const keyOf = ({ userName, userId, id }: StolenCredential): string => `${nameKey(userName)}\0${userId}\0${id}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Also what was sent and not acknowledged, and what a login left whose session the journal has not shown: it may be there. */
async function keepCredentials(queries: Queries, terminalId: TerminalId): Promise<void> {
  const held = await queries
    .selectFrom('holding')
    .select(['credentialId', 'userId', 'method'])
    .where('terminalId', '=', terminalId)
    .execute();
  const pending = (await createSqlPendingStateStore(queries).read(terminalId))?.holdings ?? [];
  const each = new Map([...held, ...pending].map((holding) => [holding.credentialId, holding]));
  const users = await readUsers(
    queries,
    [...each.values()].map(({ userId }) => userId),
  );
  const credentials = await readCredentials(queries, [...each.keys()]);
  const rows = [...each.values()].map(({ credentialId, userId, method }): Insertable<Tables['stolenCredential']> => ({
    terminalId,
    credentialId,
    kind: method,
    ending: credentials.get(credentialId)?.ending ?? '',
    userId,
    ...(users.get(userId) ?? { userName: '', fullName: '' }),
    replaced: 0,
  }));
  for (const some of parts(rows)) await queries.insertInto('stolenCredential').values(some).execute();
}

async function keepJobs(queries: Queries, terminalId: TerminalId): Promise<void> {
  const jobs = await queries.selectFrom('deviceJob').selectAll().where('terminalId', '=', terminalId).execute();
  const rows = jobs.map(({ id: jobId, name, ownerName: userName }) => ({ terminalId, jobId, name, userName }));
  for (const some of parts(rows)) await queries.insertInto('stolenJob').values(some).execute();
}

type Names = Pick<Tables['stolenCredential'], 'userName' | 'fullName'>;

async function readUsers(queries: Queries, ids: readonly UserId[]): Promise<ReadonlyMap<UserId, Names>> {
  const found = new Map<UserId, Names>();
  const add = (id: UserId, userName: string, fullName: string) => found.set(id, { userName, fullName });
  for (const some of parts([...new Set(ids)])) {
    const former = queries.selectFrom('formerUser').select(['id', 'userName']).where('id', 'in', some);
    for (const { id, userName } of await former.execute()) add(id, userName, '');
    const users = queries.selectFrom('user').select(['id', 'userName', 'fullName']).where('id', 'in', some);
    for (const { id, userName, fullName } of await users.execute()) add(id, userName, fullName);
  }
  return found;
}

async function readCredentials(
  queries: Queries,
  ids: readonly CredentialId[],
): Promise<ReadonlyMap<CredentialId, Credential>> {
  const found = new Map<CredentialId, Credential>();
  for (const some of parts(ids)) {
    const rows = await queries.selectFrom('credential').selectAll().where('id', 'in', some).execute();
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}

function* parts<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += ROWS_AT_ONCE) yield all.slice(from, from + ROWS_AT_ONCE);
}
