import { dismissAlert, listAlerts } from '@holdover/api';
import type { RouteRegistrar } from '../../http/call.ts';
import type { AlertStore } from './alert-store.ts';
import { toApi, type Alerts } from './alerts.ts';

export interface AlertRoutesDeps {
  readonly alerts: Alerts;
  readonly store: AlertStore;
}

export function addAlertRoutes(routes: RouteRegistrar, { alerts, store }: AlertRoutesDeps): void {
  routes.add(listAlerts, async ({ query }) => {
    const { items, nextCursor } = await store.page(query);
    return { items: items.map(toApi), nextCursor };
  });
  routes.add(dismissAlert, async ({ actor, params }) => toApi(await alerts.dismiss(actor, params.id)));
}
