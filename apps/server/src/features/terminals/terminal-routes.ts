import {
  createEnrolment,
  getRollout,
  listTerminals,
  offlineUsers,
  resetDevice,
  resetTerminals,
  revokeDevice,
  synchronizeDevice,
  unlockPin,
} from '@holdover/api';
import { toRfc3339 } from '@holdover/kernel';
import type { RouteRegistrar } from '../../http/call.ts';
import type { Enrolments } from '../enrolment/enrolments.ts';
import { offlineUsersOf, type OfflineUsersDeps } from './offline-users.ts';
import type { Terminals } from './terminals.ts';

export interface TerminalRoutesDeps extends OfflineUsersDeps {
  readonly terminals: Terminals;
  readonly enrolments: Enrolments;
}

export function addTerminalRoutes(routes: RouteRegistrar, deps: TerminalRoutesDeps): void {
  const { terminals, enrolments } = deps;
  routes.add(
    createEnrolment,
    async ({ actor, params, request }) => {
      const { code, expiresAt } = await enrolments.createCode(actor, params.id, request.hostname);
      return { code, expiresAt: toRfc3339(expiresAt) };
    },
    {
      location: () => '/devices/{id}/enrolment',
      withoutSecrets: ({ expiresAt }) => ({ code: '', expiresAt }),
    },
  );
  routes.add(resetDevice, ({ actor, params }) => terminals.reset(actor, params.id));
  routes.add(revokeDevice, ({ actor, params }) => terminals.revoke(actor, params.id));
  routes.add(synchronizeDevice, ({ actor, params }) => terminals.synchronize(actor, params.id));
  routes.add(unlockPin, ({ actor, params }) => terminals.unlockPin(actor, params.id));
  routes.add(offlineUsers, ({ params, query }) => offlineUsersOf(deps, params.id, query));
  routes.add(listTerminals, async ({ query }) => {
    const page = await terminals.page(query);
    return { ...page, items: [...page.items] };
  });
  routes.add(getRollout, () => terminals.rollout());
  routes.add(resetTerminals, ({ actor }) => terminals.resetAll(actor), { location: () => '/terminals/rollout' });
}
