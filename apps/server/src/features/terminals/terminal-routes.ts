import {
  createEnrolment,
  explainOfflineLogin,
  getDeviceCounters,
  getEnrolment,
  getRollout,
  getServicePin,
  leftOutUsers,
  listTerminals,
  offlineUsers,
  resetDevice,
  resetTerminals,
  revokeDevice,
  synchronizeDevice,
  unlockPin,
  userOfflineDevices,
} from '@holdover/api';
import { toRfc3339 } from '@holdover/kernel';
import type { RouteRegistrar } from '../../http/call.ts';
import type { Stores } from '../../stores.ts';
import type { Enrolments, FleetAddress } from '../enrolment/enrolments.ts';
import { offlineDevicesOf } from './offline-devices.ts';
import { deviceCountersOf } from './device-counters.ts';
import type { DeviceViewDeps } from './device-view.ts';
import { explainOfflineLoginOf } from './explain-offline-login.ts';
import { leftOutUsersOf, offlineUsersOf } from './offline-users.ts';
import type { TerminalViews } from './terminal-views.ts';
import type { Terminals } from './terminals.ts';

export interface TerminalRoutesDeps extends DeviceViewDeps {
  readonly stores: Stores;
  readonly terminals: Terminals;
  readonly views: TerminalViews;
  readonly enrolments: Enrolments;
  /** Where terminals reach this server. Without a host: by the name the administrator reached it by. */
  readonly address: () => Omit<FleetAddress, 'host'> & { readonly host?: string };
}

export function addTerminalRoutes(routes: RouteRegistrar, deps: TerminalRoutesDeps): void {
  const { terminals, views, enrolments, address } = deps;
  routes.add(
    createEnrolment,
    async ({ actor, params, request }) => {
      const made = await enrolments.createCode(actor, params.id, {
        host: request.hostname.replaceAll(/[[\]]/g, ''),
        ...address(),
      });
      return { id: made.id, code: made.code, expiresAt: toRfc3339(made.expiresAt) };
    },
    {
      location: () => '/devices/{id}/enrolment',
      withoutSecrets: ({ id, expiresAt }) => ({ id, code: '', expiresAt }),
    },
  );
  routes.add(getEnrolment, ({ params }) => enrolments.stateOf(params.id));
  routes.add(getDeviceCounters, ({ params }) => deviceCountersOf(deps, params.id));
  routes.add(resetDevice, ({ actor, params }) => terminals.reset(actor, params.id));
  routes.add(revokeDevice, ({ actor, params }) => terminals.revoke(actor, params.id));
  routes.add(synchronizeDevice, ({ actor, params }) => terminals.synchronize(actor, params.id));
  routes.add(unlockPin, ({ actor, params }) => terminals.unlockPin(actor, params.id));
  routes.add(
    getServicePin,
    async ({ actor, params }) => ({ servicePin: await terminals.servicePin(actor, params.id) }),
    { withoutSecrets: () => ({ servicePin: '' }) },
  );
  routes.add(offlineUsers, ({ params, query }) => offlineUsersOf(deps, params.id, query));
  routes.add(leftOutUsers, ({ params, query }) => leftOutUsersOf(deps, params.id, query));
  routes.add(explainOfflineLogin, ({ params: { id, userId }, language }) =>
    explainOfflineLoginOf(deps, { deviceId: id, userId }, language),
  );
  routes.add(userOfflineDevices, ({ params }) => offlineDevicesOf(deps, params.id));
  routes.add(listTerminals, async ({ query }) => {
    const { items, nextCursor } = await views.page(query);
    return { items: [...items], nextCursor };
  });
  routes.add(getRollout, () => views.rollout());
  routes.add(
    resetTerminals,
    async ({ actor }) => {
      await terminals.resetAll(actor);
      return views.rollout();
    },
    { location: () => '/terminals/rollout' },
  );
}
