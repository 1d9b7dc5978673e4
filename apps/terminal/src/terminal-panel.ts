import { openService } from './service/open-service.ts';
import { createPanelEvents } from './panel-api/panel-events.ts';
import { openPanelAccess } from './panel-api/panel-access.ts';
import { hostsOf, isLoopbackHost } from './panel-api/own-hosts.ts';
import { startPanelServer, type PanelServer } from './panel-api/panel-server.ts';
import type { TerminalIdentity } from './enrolment/terminal-identity.ts';
import type { OpenTerminal } from './open-terminal.ts';
import { PANEL_PAGE } from './panel-page.ts';
import type { Service } from './service/service.ts';
import type { OpenSession, SessionKeeper } from './session/session-keeper.ts';
import type { TerminalStores } from './store/terminal-stores.ts';
import type { Ports, TerminalOptions } from './terminal-options.ts';

export interface TerminalPanelParts {
  /** The machine's. */
  readonly key: Uint8Array;
  readonly identity: () => TerminalIdentity;
  readonly stores: Pick<TerminalStores, 'journal'>;
  readonly terminal: OpenTerminal;
  /** The terminal left its fleet, and its server has everything. */
  readonly forget: () => Promise<void>;
}

export interface TerminalPanel {
  readonly panel: PanelServer;
  readonly service: Service;
}

/** The panel of a terminal, and its service page. */
export async function openTerminalPanel(
  options: TerminalOptions,
  ports: Ports,
  parts: TerminalPanelParts,
): Promise<TerminalPanel> {
  const { identity, stores, terminal, forget } = parts;
  const service = openService(ports, {
    self: identity(),
    servicePin: () => identity().servicePin,
    printer: options.printer,
    database: stores.journal,
    terminal,
    forget,
  });
  try {
    return { service, panel: await startPanel(options, ports, { ...parts, service }) };
  } catch (error) {
    service.close();
    throw error;
  }
}

async function startPanel(
  options: TerminalOptions,
  { clock, entropy, logger }: Ports,
  { key, identity, terminal, service }: TerminalPanelParts & Pick<TerminalPanel, 'service'>,
): Promise<PanelServer> {
  const { records, sessions, panelState, mode } = terminal;
  const { keeper, logIn, own } = sessions;
  const { jobs } = sessions.printing;
  const { tasks } = sessions.copyAndScan;
  const { host } = options.panel;
  const access = isLoopbackHost(host)
    ? undefined
    : await openPanelAccess({ folder: options.dataDir, key, entropy }, { hosts: hostsOf(host), now: sessions.now() });
  const events = createPanelEvents({
    clock,
    state: panelState,
    changes: records.changes,
    cards: sessions.cards,
    jobs: ofSession(keeper, ({ user }) => jobs.list(user)),
    tasks: ofSession(keeper, (session) => tasks.list(session)),
  });
  return startPanelServer({
    address: options.panel,
    access,
    pageDir: options.pageDir ?? PANEL_PAGE,
    frameAncestors: options.frameAncestors ?? [],
    // Browsers keep cookies by host without the port: terminals of one machine must not share one.
    cookieName: `holdover-panel-${identity().terminalId.slice(-12)}`,
    logger,
    state: panelState,
    events,
    logIn,
    own,
    service,
    sessions: keeper,
    jobs,
    tasks,
    unlock: sessions.unlock,
    mode,
  });
}

function ofSession<T>(keeper: SessionKeeper, list: (session: OpenSession) => T): () => T | undefined {
  return () => {
    const session = keeper.current();
    return session && list(session);
  };
}
