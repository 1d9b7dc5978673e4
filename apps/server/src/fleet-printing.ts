import type { TerminalId } from '@holdover/kernel';
import type { Alerts } from './features/alerts/alerts.ts';
import { createPrinterReports, type PrinterReports } from './features/devices/printer-reports.ts';
import { createJobClaims, type JobClaims } from './features/jobs/claims.ts';
import { createSqlDeviceJobStore } from './features/jobs/device-job-store-sql.ts';
import { createJobBells } from './features/jobs/job-bells.ts';
import type { DeviceJobStore } from './features/jobs/job-store.ts';
import type { Neighbours } from './features/sync/neighbours.ts';
import type { FleetDeps } from './fleet.ts';

/** What terminals print for the server, and what they tell of their spools and printers. */
export interface FleetPrinting {
  readonly claims: JobClaims;
  readonly printers: PrinterReports;
  readonly deviceJobs: Pick<DeviceJobStore, 'replaceAll'>;
  readonly stopPrinting: () => void;
}

export interface FleetPrintingParts {
  readonly alerts: Alerts;
  readonly ringJobs: Neighbours['ringJobs'];
  /** Another printer than before was told of. */
  readonly onPrinter: (id: TerminalId) => void;
}

export function createFleetPrinting(
  deps: FleetDeps,
  { alerts, ringJobs, onPrinter }: FleetPrintingParts,
): FleetPrinting {
  const { database, spool } = deps;
  const claims = createJobClaims(deps);
  const bells = createJobBells({ ...deps, ring: ringJobs });
  const unwatch = spool.signals.watch(bells.changed);
  return {
    claims,
    printers: createPrinterReports({ ...deps, alerts, onChanged: ({ id }) => onPrinter(id) }),
    deviceJobs: {
      replaceAll: (terminal, jobs) =>
        database.transact((queries) => createSqlDeviceJobStore(queries).replaceAll(terminal, jobs)),
    },
    stopPrinting: () => {
      unwatch();
      claims.stop();
      bells.stop();
    },
  };
}
