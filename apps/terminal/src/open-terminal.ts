import type { PanelState } from '@holdover/api';
import { minutes, type Cancel } from '@holdover/kernel';
import { asksServer } from '@holdover/offline-login';
import type { HeldUser } from '@holdover/protocol';
import { panelStateOf, type PanelFacts } from './panel-api/panel-state.ts';
import type { Tasks } from './scan/tasks.ts';
import { guard } from './store/guard.ts';
import type { TerminalStores } from './store/terminal-stores.ts';
import type { Ports, TerminalSelf } from './terminal-options.ts';
import { openRecords, type Records } from './terminal-records.ts';
import { connectServer, type ServerSide } from './terminal-server-side.ts';
import { openSessions, type Sessions } from './terminal-sessions.ts';

export interface TerminalParts {
  readonly self: TerminalSelf;
  /** Closed with the terminal. */
  readonly stores: TerminalStores;
  /** `ipp://…` or `ipps://…` of the device. */
  readonly printer: string;
}

/** All of a terminal but what listens: panel and device queue stand in front of it. */
export interface OpenTerminal {
  readonly records: Records;
  readonly server: ServerSide;
  readonly sessions: Sessions;
  panelState(): PanelState;
  /** Of what happens now (C4). */
  mode(): 'online' | 'offline';
  /** Ends the session, flushes and lets go of everything. */
  close(): Promise<void>;
}

/** How often the running time of the throttles is noted, so that a restart loses little of a wait. */
const NOTE_EVERY = minutes(1);

/**
 * Puts a terminal together on its ports; it seeks its server once `server.link.start()` is called.
 * @throws Fault `store-damaged`
 */
export async function openTerminal(ports: Ports, { self, stores, printer }: TerminalParts): Promise<OpenTerminal> {
  const undo: (() => Promise<void> | void)[] = [() => stores.close()];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    const records = openRecords(ports, self, stores);
    undo.push(() => records.close());
    const server = connectServer(ports, { self, stores, records });
    undo.push(() => server.close());
    const sessions = await openSessions(ports, { printer, stores, records, server });
    undo.push(() => sessions.close());
    undo.push(noteRunningTime(ports, () => sessions.noteRunningTime()));
    return {
      records,
      server,
      sessions,
      panelState: () => panelState(self.deviceName, { records, server, sessions }),
      mode: () => (asksServer(server.link.mode()) ? 'online' : 'offline'),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function panelState(
  deviceName: string,
  { records, server, sessions }: Pick<OpenTerminal, 'records' | 'server' | 'sessions'>,
): PanelState {
  const session = sessions.keeper.current();
  return panelStateOf({
    deviceName,
    session,
    link: server.link.mode(),
    cache: records.cache.state(),
    hasJobs: session !== undefined && sessions.printing.jobs.list(session.user).some(({ available }) => available),
    obstacles: session && obstaclesOf(session.user, sessions.copyAndScan.tasks),
    printerTrouble: sessions.printing.trouble(),
    cardReader: sessions.cards.reader(),
    hasLeft: records.membership.hasLeft(),
    unlock: sessions.unlock,
    time: records.time.now(),
    pinLockedFor: sessions.pins.lockedFor(),
    journalRoom: records.journal.room(),
    journalBacklog: records.journal.backlog(),
  });
}

function obstaclesOf(user: HeldUser, tasks: Tasks): NonNullable<PanelFacts['obstacles']> {
  return { copy: tasks.obstacle('copy', user), scan: tasks.obstacle('scan', user) };
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
