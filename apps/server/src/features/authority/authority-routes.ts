import { getFleetAuthority, getLinkSettings, putLinkSettings, stepFleetAuthority } from '@holdover/api';
import type { Changes } from '../../changes/change.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import type { RouteRegistrar } from '../../http/call.ts';
import type { Stores } from '../../stores.ts';
import type { AuthorityRolling } from './authority-rolling.ts';
import { LINK, readLinkSettings } from '../settings/settings.ts';

export interface AuthorityRoutesDeps {
  readonly rolling: AuthorityRolling;
  readonly stores: Stores;
  readonly changes: Changes;
  readonly signals: Pick<FleetSignals, 'membersChanged'>;
}

/** Whom terminals trust, and where they turn to. */
export function addAuthorityRoutes(
  routes: RouteRegistrar,
  { rolling, stores, changes, signals }: AuthorityRoutesDeps,
): void {
  routes.add(getFleetAuthority, () => rolling.state());
  routes.add(stepFleetAuthority, ({ actor, body }) => rolling.take(actor, body.step));
  routes.add(getLinkSettings, () => readLinkSettings(stores.settings));
  routes.add(putLinkSettings, ({ actor, body, requireMatch }) =>
    changes.make(actor, async (change) => {
      const current = await readLinkSettings(change.stores.settings);
      requireMatch(current);
      await change.stores.settings.write(LINK, { gateways: [...body.gateways] });
      const target = { kind: 'settings', id: null, name: LINK };
      await change.audit({ action: 'link-settings.changed', target, before: { ...current }, after: { ...body } });
      await change.raiseRevision();
      await signals.membersChanged(change);
      return body;
    }),
  );
}
