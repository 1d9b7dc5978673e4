import type { Instant } from '@holdover/kernel';
import type { Selectable } from 'kysely';
import type { Queries } from '../../database/database.ts';
import { contains, readPage, type Page } from '../../database/page.ts';
import type { Tables } from '../../database/tables.ts';
import type { KeyProtector, TerminalCertificate, TerminalRecord } from './terminal.ts';
import type { NamedTerminal, TerminalQuestion, TerminalStore } from './terminal-store.ts';

export function createSqlTerminalStore(queries: Queries): TerminalStore {
  const living = () => queries.selectFrom('terminal').selectAll().where('revokedAt', 'is', null);
  return {
    create: async (terminal) => {
      await queries.insertInto('terminal').values(terminal).execute();
    },
    read: async (id) =>
      readRow(await queries.selectFrom('terminal').selectAll().where('id', '=', id).executeTakeFirst()),
    ofDevice: async (deviceId) => readRow(await living().where('deviceId', '=', deviceId).executeTakeFirst()),
    ofDevices: async (deviceIds) =>
      deviceIds.length === 0 ? [] : (await living().where('deviceId', 'in', deviceIds).execute()).map(terminalFromRow),
    page: (question) => pageOf(queries, question),
    countLiving: async () => {
      const counting = queries.selectFrom('terminal').where('revokedAt', 'is', null);
      return (await counting.select(({ fn }) => fn.countAll<number>().as('terminals')).executeTakeFirstOrThrow())
        .terminals;
    },
    living: async () => (await living().orderBy('id').execute()).map(terminalFromRow),
    raiseGenerations: async (id) => {
      const one = queries.updateTable('terminal').where('revokedAt', 'is', null);
      await (id === undefined ? one : one.where('id', '=', id))
        .set((eb) => ({ generationDesired: eb('generationDesired', '+', 1) }))
        .execute();
    },
    lock: async (id) => {
      await queries
        .updateTable('terminal')
        .set((eb) => ({ revisionDesired: eb.ref('revisionDesired') }))
        .where('id', '=', id)
        .execute();
    },
    update: async (id, patch) => {
      if (Object.keys(patch).length === 0) return;
      await queries.updateTable('terminal').set(patch).where('id', '=', id).execute();
    },
    revoke: async (id, at) => {
      await queries
        .updateTable('terminal')
        .set({ revokedAt: at })
        .where('id', '=', id)
        .where('revokedAt', 'is', null)
        .execute();
      const revoked = await queries
        .updateTable('terminalCertificate')
        .set({ revokedAt: at })
        .where('terminalId', '=', id)
        .where('revokedAt', 'is', null)
        .returning('serial')
        .execute();
      return revoked.map(({ serial }) => serial);
    },
    ...past(queries),
    ...certificates(queries),
  };
}

/** With those that were revoked. */
function past(queries: Queries): Pick<TerminalStore, 'lastRevoked' | 'holdingUser' | 'forgetContent'> {
  return {
    forgetContent: async (held) => {
      if ('credentials' in held && held.credentials.length === 0) return;
      const all = queries.selectFrom('holding').select('terminalId');
      const holding =
        'user' in held ? all.where('userId', '=', held.user) : all.where('credentialId', 'in', held.credentials);
      await queries.updateTable('terminal').set({ contentDigest: '' }).where('id', 'in', holding).execute();
    },
    lastRevoked: async (deviceId) => {
      const revoked = queries.selectFrom('terminal').selectAll().where('revokedAt', 'is not', null);
      const own = revoked.where('deviceId', '=', deviceId).orderBy('revokedAt', 'desc').orderBy('id', 'desc');
      return readRow(await own.limit(1).executeTakeFirst());
    },
    holdingUser: async (userId) => {
      const holding = queries.selectFrom('holding').select('terminalId').where('userId', '=', userId);
      const rows = await queries.selectFrom('terminal').selectAll().where('id', 'in', holding).execute();
      return rows.map(terminalFromRow);
    },
  };
}

type Certificates = Pick<
  TerminalStore,
  'addCertificate' | 'certificate' | 'certificatesOf' | 'removeUnused' | 'markUsed' | 'countByIssuer' | 'certifiedBy'
>;

function certificates(queries: Queries): Certificates {
  return {
    addCertificate: async (certificate) => {
      await queries.insertInto('terminalCertificate').values(certificate).execute();
    },
    certificate: (serial) =>
      queries.selectFrom('terminalCertificate').selectAll().where('serial', '=', serial).executeTakeFirst(),
    certificatesOf: (id) =>
      queries.selectFrom('terminalCertificate').selectAll().where('terminalId', '=', id).orderBy('issuedAt').execute(),
    removeUnused: async (id) => {
      await queries
        .deleteFrom('terminalCertificate')
        .where('terminalId', '=', id)
        .where('usedAt', 'is', null)
        .execute();
    },
    markUsed: (certificate, at) => markUsed(queries, certificate, at),
    countByIssuer: async () => {
      const rows = await queries
        .selectFrom('terminalCertificate')
        .innerJoin('terminal', 'terminal.id', 'terminalCertificate.terminalId')
        .select('terminalCertificate.issuer')
        .select(({ fn }) => fn.countAll<number>().as('certificates'))
        .where('terminal.revokedAt', 'is', null)
        .where('terminalCertificate.revokedAt', 'is', null)
        .where('terminalCertificate.supersededAt', 'is', null)
        .groupBy('terminalCertificate.issuer')
        .execute();
      return new Map(rows.map(({ issuer, certificates }) => [issuer, certificates]));
    },
    certifiedBy: async (issuer) => {
      const certified = queries
        .selectFrom('terminalCertificate')
        .select('terminalId')
        .where('issuer', '=', issuer)
        .where('revokedAt', 'is', null)
        .where('supersededAt', 'is', null);
      const living = queries.selectFrom('terminal').selectAll().where('revokedAt', 'is', null);
      return (await living.where('id', 'in', certified).orderBy('id').execute()).map(terminalFromRow);
    },
  };
}

async function markUsed(
  queries: Queries,
  { serial, terminalId }: TerminalCertificate,
  at: Instant,
): Promise<readonly string[] | undefined> {
  const { numUpdatedRows } = await queries
    .updateTable('terminalCertificate')
    .set({ usedAt: at })
    .where('serial', '=', serial)
    .where('usedAt', 'is', null)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return undefined;
  const superseded = await queries
    .updateTable('terminalCertificate')
    .set({ supersededAt: at })
    .where('terminalId', '=', terminalId)
    .where('serial', '!=', serial)
    .where('usedAt', 'is not', null)
    .where('supersededAt', 'is', null)
    .where('revokedAt', 'is', null)
    .returning('serial')
    .execute();
  return superseded.map((row) => row.serial);
}

async function pageOf(queries: Queries, { q, ...question }: TerminalQuestion): Promise<Page<NamedTerminal>> {
  let query = queries
    .selectFrom('terminal')
    .innerJoin('device', 'device.id', 'terminal.deviceId')
    .selectAll('terminal')
    .select('device.name as deviceName')
    .where('terminal.revokedAt', 'is', null);
  if (q !== undefined && q !== '') query = query.where(contains('device.nameKey', q));
  const page = await readPage(query, question, {
    sorts: { deviceName: 'device.nameKey', enrolledAt: 'terminal.enrolledAt' },
    standard: 'deviceName',
    id: 'terminal.id',
  });
  return { ...page, items: page.items.map(({ deviceName, ...row }) => ({ ...terminalFromRow(row), deviceName })) };
}

const readRow = (row: Selectable<Tables['terminal']> | undefined): TerminalRecord | undefined =>
  row === undefined ? undefined : terminalFromRow(row);

/** Its link has a store of its own. */
export function terminalFromRow(stored: Selectable<Tables['terminal']>): TerminalRecord {
  const { linkedTo: _linkedTo, linkDegraded: _linkDegraded, ...row } = stored;
  return { ...row, keyProtector: row.keyProtector as KeyProtector }; // written from the protocol's own set
}
