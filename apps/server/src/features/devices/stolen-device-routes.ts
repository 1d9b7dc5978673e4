import { getStolenReport, reportStolen, type StolenReport as ApiStolenReport } from '@holdover/api';
import { toRfc3339, type CardId, type PinId, type UserId } from '@holdover/kernel';
import type { RouteRegistrar } from '../../http/call.ts';
import { renewedToApi } from '../credentials/credential-routes.ts';
import type { StolenCredential } from './stolen-report-store.ts';
import { isInUse, type StolenDevices, type StolenView } from './stolen-devices.ts';

export function addStolenDeviceRoutes(routes: RouteRegistrar, stolen: StolenDevices): void {
  routes.add(
    reportStolen,
    async ({ actor, params }) => {
      const { renewed, ...view } = await stolen.report(actor, params.id);
      return { ...viewToApi(view), renewed: renewed.map(renewedToApi) };
    },
    { withoutSecrets: (answer) => ({ ...answer, renewed: [] }) },
  );
  routes.add(getStolenReport, async ({ params }) => viewToApi(await stolen.read(params.id)));
}

function viewToApi({ device, report, credentials, jobs, remaining, at }: StolenView): ApiStolenReport {
  const byUser = new Map<UserId, StolenCredential[]>();
  for (const credential of credentials) {
    byUser.set(credential.userId, [...(byUser.get(credential.userId) ?? []), credential]);
  }
  return {
    deviceId: device.id,
    deviceName: device.name,
    reportedAt: toRfc3339(report.reportedAt),
    keyProtector: report.keyProtector,
    users: [...byUser].map(([userId, held]) => ({
      userId,
      userName: held[0]?.userName ?? '',
      fullName: held[0]?.fullName ?? '',
      pins: held.flatMap((one) => (one.kind === 'pin' ? [{ id: one.id as PinId, state: stateOf(one, at) }] : [])), // kinds have ids of their own
      cards: held.flatMap((one) =>
        one.kind === 'card'
          ? [
              {
                id: one.id as CardId,
                ending: one.ending,
                state: isInUse(one, at) ? ('in-use' as const) : ('gone' as const),
              },
            ]
          : [],
      ),
    })),
    jobs: jobs.map((job) => ({ ...job })),
    remaining: remaining.size,
  };
}

function stateOf(one: StolenCredential, at: StolenView['at']): 'in-use' | 'replaced' | 'gone' {
  if (one.replaced) return 'replaced';
  return isInUse(one, at) ? 'in-use' : 'gone';
}
