import { join } from 'node:path';
import { createPanelEvents } from '../panel-api/panel-events.ts';
import { startPanelServer, type PanelServer, type PanelServerOptions } from '../panel-api/panel-server.ts';
import { panelStateOf } from '../panel-api/panel-state.ts';
import { createSignal } from '../panel-api/signal.ts';
import type { LoginDesk } from './login-desk.ts';

/** The panel's API before a login desk. Nobody prints, scans or unlocks there. */
export function startDeskPanel(desk: LoginDesk, change: Partial<PanelServerOptions> = {}): Promise<PanelServer> {
  const { clock, time, folder } = desk.world;
  const state = () =>
    panelStateOf({
      link: desk.mode,
      deviceName: 'Kyocera',
      cache: desk.cache.state(),
      session: desk.sessions.current(),
      hasJobs: false,
      time: time.now(),
      pinLockedFor: desk.pins.lockedFor(),
      journalRoom: 'room',
      journalBacklog: 0,
    });
  const nothing = { list: () => [], subscribe: () => () => undefined };
  const unused = () => Promise.reject(new TypeError('not in this test'));
  return startPanelServer({
    address: { host: '127.0.0.1', port: 0 },
    pageDir: join(folder, 'no-page'),
    frameAncestors: [],
    cookieName: 'holdover-panel-test',
    logger: desk.logger,
    state,
    events: createPanelEvents({
      clock,
      changes: createSignal(),
      state,
      cards: { subscribe: () => () => undefined },
      jobs: () => undefined,
      tasks: () => undefined,
    }),
    logIn: desk.logIn,
    own: { registerCard: unused, changePin: unused },
    sessions: desk.sessions,
    // Nothing of them is asked for.
    jobs: nothing as unknown as PanelServerOptions['jobs'],
    tasks: nothing as unknown as PanelServerOptions['tasks'],
    unlock: {} as PanelServerOptions['unlock'],
    mode: () => 'offline',
    ...change,
  });
}
