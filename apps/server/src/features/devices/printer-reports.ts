import { canonicalJson, type Clock, type Json } from '@holdover/kernel';
import type { PrinterReport } from '@holdover/protocol';
import type { Database, Queries } from '../../database/database.ts';
import { createSqlAlertStore } from '../alerts/alert-store-sql.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { TerminalRecord } from '../terminals/terminal.ts';
import type { Device } from './device.ts';
import { createSqlDeviceStore } from './device-store-sql.ts';
import { createSqlPrinterStore } from './printer-store-sql.ts';
import { certificateState } from './printer-to-api.ts';

export interface PrinterReports {
  /** What a terminal tells of its printer, in place of what it told before. */
  accept(terminal: TerminalRecord, report: PrinterReport): Promise<void>;
}

export interface PrinterReportsDeps {
  readonly database: Database;
  readonly alerts: Pick<Alerts, 'raise' | 'clear'>;
  readonly clock: Pick<Clock, 'wall'>;
  /** Something else than before was told. */
  readonly onChanged: (terminal: TerminalRecord) => void;
}

export function createPrinterReports({ database, alerts, clock, onChanged }: PrinterReportsDeps): PrinterReports {
  return {
    accept: async (terminal, report) => {
      const { id: terminalId, deviceId } = terminal;
      const store = createSqlPrinterStore(database.queries);
      const before = (await store.ofDevices([deviceId])).get(deviceId);
      await store.put({ ...report, terminalId, deviceId, reportedAt: clock.wall() });
      const device = await createSqlDeviceStore(database.queries).read(deviceId);
      if (device !== undefined) await compareCertificate({ database, alerts }, terminal, { device, report });
      if (before === undefined || !isSame(before, report)) onChanged(terminal);
    },
  };
}

/** The alert stands for as long as another certificate is shown than the approved one. */
async function compareCertificate(
  { database, alerts }: Pick<PrinterReportsDeps, 'database' | 'alerts'>,
  { id: terminalId, deviceId }: TerminalRecord,
  { device, report: { certificate } }: { readonly device: Device; readonly report: PrinterReport },
): Promise<void> {
  if (certificate !== null && certificateState(certificate.pin, device.printerPin) === 'changed') {
    const detail = `The printer shows a certificate of ${certificate.subject} that nobody approved`;
    await alerts.raise({ kind: 'printer-certificate-changed', deviceId, terminalId, detail });
  } else {
    await clearCertificateAlert({ queries: database.queries, alerts }, deviceId);
  }
}

export async function clearCertificateAlert(
  { queries, alerts }: { readonly queries: Queries; readonly alerts: Pick<Alerts, 'clear'> },
  deviceId: Device['id'],
): Promise<void> {
  for (const alert of await createSqlAlertStore(queries).standing(['printer-certificate-changed'])) {
    if (alert.deviceId === deviceId) await alerts.clear(alert.id);
  }
}

function isSame(before: PrinterReport, after: PrinterReport): boolean {
  return canonicalJson(told(before)) === canonicalJson(told(after));
}

function told({ uri, uuid, makeAndModel, color, duplex, pagesPerMinute, ...lists }: PrinterReport): Json {
  const { formats, media, certificate } = lists;
  return { uri, uuid, makeAndModel, color, duplex, pagesPerMinute, formats, media, certificate };
}
