import type { DeviceId } from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import type { Changes } from '../../changes/change.ts';
import type { Database } from '../../database/database.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import { ProblemFault } from '../../problem-fault.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { ListedDevice } from './device.ts';
import { readDevice } from './devices.ts';
import { createSqlPrinterStore } from './printer-store-sql.ts';
import { clearCertificateAlert } from './printer-reports.ts';

export interface CertificateApproval {
  readonly database: Database;
  readonly changes: Changes;
  readonly signals: Pick<FleetSignals, 'deviceChanged'>;
  readonly alerts: Pick<Alerts, 'clear'>;
}

/**
 * From now on the device's terminal prints to the printer with this certificate alone.
 * @param pin of the certificate that was looked at
 * @throws ProblemFault `not-found`, `certificate-changed` where the device shows another by now, or none
 */
export async function approveCertificateOf(
  { database, changes, signals, alerts }: CertificateApproval,
  actor: Actor,
  { id, pin }: { readonly id: DeviceId; readonly pin: string },
): Promise<ListedDevice> {
  const device = await changes.make(actor, async (change) => {
    const current = await readDevice(change, id);
    const shown = (await createSqlPrinterStore(change.queries).ofDevices([id])).get(id)?.certificate;
    if (shown?.pin !== pin) throw new ProblemFault('certificate-changed');
    if (current.printerPin === pin) return current;
    const { deviceGroups, ...approved } = { ...current, printerPin: pin };
    await change.stores.devices.update(approved);
    await change.audit({
      action: 'device.certificate-approved',
      target: { kind: 'device', id, name: current.name },
      before: { pin: current.printerPin },
      after: { pin, subject: shown.subject },
    });
    await change.raiseRevision();
    await signals.deviceChanged(change, id);
    return { ...approved, deviceGroups };
  });
  await clearCertificateAlert({ queries: database.queries, alerts }, id);
  return device;
}
