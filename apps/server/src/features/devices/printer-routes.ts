import { approveCertificate } from '@holdover/api';
import type { TerminalDirectory } from '../../fleet.ts';
import type { RouteRegistrar } from '../../http/call.ts';
import type { Stores } from '../../stores.ts';
import { approveCertificateOf, type CertificateApproval } from './approve-certificate.ts';
import { deviceToApi } from './device-routes.ts';

export interface PrinterRoutesDeps extends CertificateApproval {
  readonly stores: Stores;
  readonly terminals: TerminalDirectory;
}

export function addPrinterRoutes(routes: RouteRegistrar, deps: PrinterRoutesDeps): void {
  const { stores, terminals } = deps;
  routes.add(approveCertificate, async ({ actor, params: { id }, body }) => {
    const device = await approveCertificateOf(deps, actor, { id, ...body });
    return deviceToApi(device, {
      terminal: (await terminals.terminalsOf([id])).get(id),
      printer: (await stores.printers.ofDevices([id])).get(id),
      stolenAt: (await stores.stolenReports.lastOf([id])).get(id),
    });
  });
}
