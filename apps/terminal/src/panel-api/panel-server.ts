import { openPanelDoor, type PanelDoor, type PanelDoorOptions } from './panel-door.ts';
import type { PanelAccess } from './panel-access.ts';
import { registerPanelRoutes, type PanelRoutesOptions } from './panel-routes.ts';
import { registerPanelToken } from './panel-token.ts';

export interface PanelServerOptions extends Omit<PanelRoutesOptions, 'isSecure'>, PanelDoorOptions {
  /** Asked for wherever more than this machine reaches the panel: then it is TLS, and the page has to bring the token. */
  readonly access?: PanelAccess | undefined;
}

export type PanelServer = PanelDoor;

/** @throws Fault `port-taken`, `cannot-listen`, `panel-needs-tls`, `panel-not-framed` */
export async function startPanelServer(options: PanelServerOptions): Promise<PanelServer> {
  const { access, cookieName, events } = options;
  const door = await openPanelDoor(options, (app) => {
    if (access !== undefined) registerPanelToken(app, access, cookieName);
    registerPanelRoutes(app, { ...options, isSecure: access !== undefined });
  });
  return {
    url: door.url,
    async close() {
      events.close();
      await door.close();
    },
  };
}
