import type { DeviceId } from '@holdover/kernel';
import type { Selectable } from 'kysely';
import type { Queries } from '../../database/database.ts';
import { bit, type Tables } from '../../database/tables.ts';
import type { PrinterStore, ReportedPrinter } from './printer-store.ts';

/** Of one statement: both engines bound the number of its parameters. */
const NAMED_MOST = 1_000;

export function createSqlPrinterStore(queries: Queries): PrinterStore {
  return {
    put: async (printer) => {
      const { terminalId, ...columns } = toRow(printer);
      await queries
        .insertInto('terminalPrinter')
        .values({ terminalId, ...columns })
        .onConflict((conflict) => conflict.column('terminalId').doUpdateSet(columns))
        .execute();
    },
    remove: async (terminalId) => {
      await queries.deleteFrom('terminalPrinter').where('terminalId', '=', terminalId).execute();
    },
    ofDevices: async (ids) => {
      const found = new Map<DeviceId, ReportedPrinter>();
      for (let from = 0; from < ids.length; from += NAMED_MOST) {
        const some = ids.slice(from, from + NAMED_MOST);
        const rows = await queries.selectFrom('terminalPrinter').selectAll().where('deviceId', 'in', some).execute();
        for (const row of rows) found.set(row.deviceId, fromRow(row));
      }
      return found;
    },
  };
}

type Row = Selectable<Tables['terminalPrinter']>;

function toRow({ color, duplex, formats, media, certificate, ...printer }: ReportedPrinter): Row {
  return {
    ...printer,
    color: bit(color),
    duplex: bit(duplex),
    formats: JSON.stringify(formats),
    media: JSON.stringify(media),
    certificatePin: certificate?.pin ?? null,
    certificateSubject: certificate?.subject ?? null,
    certificateNotAfter: certificate?.notAfter ?? null,
  };
}

function fromRow(row: Row): ReportedPrinter {
  const { certificatePin: pin, certificateSubject: subject, certificateNotAfter: notAfter, ...printer } = row;
  return {
    ...printer,
    color: row.color === 1,
    duplex: row.duplex === 1,
    // Written by toRow.
    formats: JSON.parse(row.formats) as string[],
    media: JSON.parse(row.media) as string[],
    certificate: pin === null || subject === null || notAfter === null ? null : { pin, subject, notAfter },
  };
}
