import { fileURLToPath } from 'node:url';
import { Fault, minutes, type Cancel } from '@holdover/kernel';
import { createNodeDigest, createSystemClock, createSystemEntropy } from '@holdover/nodejs';
import { asksServer } from '@holdover/offline-login';
import { createKeyfileProtector } from '@holdover/sealed-store';
import { readIdentity } from './enrolment/terminal-identity.ts';
import { NO_HOOKS } from './journal/hooks.ts';
import { createPanelEvents } from './panel-api/panel-events.ts';
import { startPanelServer, type PanelServer } from './panel-api/panel-server.ts';
import { panelStateOf } from './panel-api/panel-state.ts';
import { stretchSecrets } from './session/stretched-secret.ts';
import { guard } from './store/guard.ts';
import { openTerminalStores } from './store/terminal-stores.ts';
import { openRecords, type Records } from './terminal-records.ts';
import { connectServer, type ServerSide } from './terminal-server-side.ts';
import { openSessions, type Sessions } from './terminal-sessions.ts';
import type { Ports, Terminal, TerminalOptions } from './terminal-options.ts';

/** Where Vite builds the panel, seen from `src` and from `dist` alike. */
const PANEL_PAGE = fileURLToPath(new URL('../../panel/dist', import.meta.url));

/** How often the running time of the throttle is noted, so that a restart loses little of a wait. */
const NOTE_EVERY = minutes(1);

/**
 * Starts the program that guards one printing device. It serves people from its cache whether or not the server is there.
 * @throws Fault `not-enrolled`, `identity-damaged|newer`, `machine-key-unreadable`, `database-key-wrong|unavailable`,
 *   `store-newer|damaged`, `already-running`, `port-taken`, `cannot-listen`
 */
export async function startTerminal(options: TerminalOptions): Promise<Terminal> {
  const ports = portsOf(options);
  const key = await ports.protector.unlock();
  const identity = await readIdentity(options.dataDir, key);
  if (identity === undefined) {
    throw new Fault({
      owner: 'caller',
      code: 'not-enrolled',
      message: `${options.dataDir} holds no terminal; enrol it with: holdover terminal enrol --data ${options.dataDir}`,
    });
  }
  const stores = openTerminalStores(options.dataDir, key);
  const undo: (() => Promise<void> | void)[] = [() => stores.close()];
  const close = async (): Promise<void> => {
    for (const step of undo.toReversed()) await step();
  };
  try {
    const records = openRecords(ports, identity, stores);
    undo.push(() => records.close());
    const server = connectServer(ports, { identity, stores, records });
    undo.push(() => server.close());
    const sessions = await openSessions(ports, { ...options, identity, stores, records, server });
    undo.push(() => sessions.close());
    undo.push(noteRunningTime(ports, () => sessions.pins.persist()));
    const panel = await openPanel(options, ports, { deviceName: identity.deviceName, records, server, sessions });
    undo.push(() => panel.close());
    server.link.start();
    return {
      terminalId: identity.terminalId,
      deviceId: identity.deviceId,
      panelUrl: panel.url,
      queueUri: sessions.printing.queueUri,
      link: () => server.link.mode(),
      journalBacklog: () => records.journal.backlog(),
      repeatUpload: () => server.upload.repeat(),
      synchronize: () => server.synchronizer.request('synchronize'),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function portsOf(options: TerminalOptions): Ports {
  const { logger, dataDir } = options;
  return {
    logger,
    clock: options.clock ?? createSystemClock(),
    entropy: options.entropy ?? createSystemEntropy(),
    digest: options.digest ?? createNodeDigest(),
    stretch: options.stretch ?? stretchSecrets,
    protector: options.protector ?? createKeyfileProtector(dataDir),
    hooks: options.hooks ?? NO_HOOKS,
  };
}

interface PanelParts {
  readonly deviceName: string;
  readonly records: Records;
  readonly server: ServerSide;
  readonly sessions: Sessions;
}

function openPanel(options: TerminalOptions, { clock, logger }: Ports, parts: PanelParts): Promise<PanelServer> {
  const { deviceName, records, server, sessions } = parts;
  const { keeper, pins, logIn } = sessions;
  const { jobs } = sessions.printing;
  const state = () => {
    const session = keeper.current();
    return panelStateOf({
      deviceName,
      session,
      link: server.link.mode(),
      cache: records.cache.state(),
      hasJobs: session !== undefined && jobs.list(session.user).some(({ available }) => available),
      time: records.time.now(),
      pinLockedFor: pins.lockedFor(),
      journalRoom: records.journal.room(),
      journalBacklog: records.journal.backlog(),
    });
  };
  const events = createPanelEvents({
    clock,
    state,
    changes: records.changes,
    jobs: () => {
      const session = keeper.current();
      return session === undefined ? undefined : jobs.list(session.user);
    },
  });
  return startPanelServer({
    address: options.panel,
    pageDir: options.pageDir ?? PANEL_PAGE,
    frameAncestors: options.frameAncestors ?? [],
    // Browsers keep cookies by host without the port: terminals of one machine must not share one.
    cookieName: `holdover-panel-${records.journal.terminalId.slice(-12)}`,
    logger,
    state,
    events,
    logIn,
    sessions: keeper,
    jobs,
    mode: () => (asksServer(server.link.mode()) ? 'online' : 'offline'),
  });
}

function noteRunningTime({ clock, logger }: Ports, note: () => void): Cancel {
  let cancel: Cancel;
  const again = (): void => {
    guard(logger, 'The running time could not be noted', note);
    cancel = clock.after(NOTE_EVERY, again);
  };
  cancel = clock.after(NOTE_EVERY, again);
  return () => cancel();
}
