import { hours, type Instant, type UserId } from '@holdover/kernel';
import { asksServer } from '@holdover/offline-login';
import { openCards, type Cards } from './card-reader/open-cards.ts';
import { openCopyJobs } from './copy/copy-jobs.ts';
import type { Delivery } from './delivery/delivery.ts';
import { openTerminalDelivery } from './delivery/open-terminal-delivery.ts';
import { createActivityJournal } from './journal/activity-journal.ts';
import { createRefusalJournal } from './journal/refusal-journal.ts';
import { openPrinting, type Printing, type PrintingOptions } from './print/printing.ts';
import { openServerReleases } from './print/server-releases.ts';
import { openCopyAndScan, type CopyAndScan } from './scan/open-copy-and-scan.ts';
import { openLogin, openThrottles, type LoginDesk } from './session/open-login.ts';
import type { PinThrottle } from './session/pin-throttle.ts';
import { createSessionKeeper, type SessionKeeper } from './session/session-keeper.ts';
import type { TerminalStores } from './store/terminal-stores.ts';
import type { Ports } from './terminal-options.ts';
import type { Records } from './terminal-records.ts';
import type { ServerSide } from './terminal-server-side.ts';
import { openTerminalUnlock } from './unlock/open-terminal-unlock.ts';
import type { Unlock } from './unlock/unlock.ts';

/** Who is at the panel, how they got there, and what they do. */
export interface Sessions extends LoginDesk {
  readonly keeper: SessionKeeper;
  readonly cards: Cards;
  readonly pins: PinThrottle;
  /** D3: to be called every minute, so that a restart loses little of a wait. */
  noteRunningTime(): void;
  readonly printing: Printing;
  readonly copyAndScan: CopyAndScan;
  readonly unlock: Unlock;
  readonly delivery: Pick<Delivery, 'held'>;
  /** The trusted time; before anything told it, the machine's. */
  now(): Instant;
  close(): Promise<void>;
}

/** G3, before the first synchronization. */
const RETENTION_HOURS = 24;

interface Parts {
  /** `ipp://…` or `ipps://…` of the device. */
  readonly printer: string;
  readonly stores: TerminalStores;
  readonly records: Records;
  readonly server: ServerSide;
}

export async function openSessions(ports: Ports, parts: Parts): Promise<Sessions> {
  const { clock, logger, hooks } = ports;
  const { stores, records, server } = parts;
  const { cache, journal, time, changes } = records;
  const mode = (): 'online' | 'offline' => (asksServer(server.link.mode()) ? 'online' : 'offline');

  const throttles = openThrottles(clock, stores, records);
  const { pins, throttle } = throttles;
  const refusals = createRefusalJournal({ journal, clock, logger, mode });
  const cards = openCards({ ...ports, onChanged: () => changes.notify() });
  const keeper = createSessionKeeper({
    journal,
    clock,
    logger,
    mode,
    idleTimeoutSeconds: () => cache.state()?.profile.idleTimeoutSeconds,
    stopJobs: (user) => stop(user),
    onChanged() {
      const session = keeper.current();
      printing.attend(session && { id: session.id, userId: session.user.id });
      copyAndScan.tasks.attend(session?.id);
      unlock.attend(session?.id);
      changes.notify();
    },
  });
  const recorded = createActivityJournal({
    journal,
    hooks,
    onBegan: (activity, session) => keeper.activityBegan(activity, session),
    onEnded: (activity) => keeper.activityEnded(activity),
  });
  const { unlock, activities } = openTerminalUnlock(ports, { records, activities: recorded, mode, keeper });
  const now = (): Instant => {
    const { from, at } = time.now();
    return from === 'untold' ? clock.wall() : at;
  };
  const copies = openCopyJobs(stores.journal);
  const printing = await openServedPrinting(ports, parts, {
    now,
    journal: activities,
    counting: { journal, mode, others: unlock },
    copies,
  });
  const delivery = await openTerminalDelivery(ports, parts);
  const doing = { keeper, journal: activities, printing, copies, delivery, now };
  const copyAndScan = await openCopyAndScan(ports, { ...parts, ...doing });
  const stop = (user: UserId): void => {
    printing.jobs.stop(user);
    copyAndScan.tasks.stop(user);
  };
  server.onUsersDisabled((users) => {
    keeper.usersDisabled(users);
    // B7: what they left behind in the line, too, and what is printed for them without a session.
    users.forEach(stop);
  });
  obeyUnlockPin(parts, pins);
  copyAndScan.tasks.subscribe(() => changes.notify());
  return {
    keeper,
    cards,
    ...openLogin(ports, parts, { ...throttles, keeper, refusals, cards }),
    pins,
    noteRunningTime: () => throttles.noteRunningTime(),
    printing,
    copyAndScan,
    delivery,
    unlock,
    now,
    async close() {
      cards.close();
      await copyAndScan.close();
      await printing.close();
      keeper.stop();
      await unlock.close();
      refusals.close();
      throttle.close();
      throttles.noteRunningTime();
    },
  };
}

function obeyUnlockPin({ server, records }: Parts, pins: PinThrottle): void {
  server.onUnlockPin((order) => {
    pins.unlock(order);
    records.changes.notify();
  });
}

async function openServedPrinting(
  ports: Ports,
  parts: Parts,
  options: Pick<PrintingOptions, 'now' | 'journal' | 'counting' | 'copies'>,
): Promise<Printing> {
  const { cache } = parts.records;
  ports.printerTrust?.usePin(() => cache.state()?.device.printerPin ?? undefined);
  const printing = await openPrinting({ ...ports, ...printingOptions(parts), ...options });
  parts.server.onJobs(() => printing.serverRang());
  parts.server.onLink(() => printing.linkChanged());
  return printing;
}

function printingOptions({ stores, records: { cache, journal }, server, printer }: Parts) {
  return {
    database: stores.spool,
    documents: stores.documents,
    printer,
    retention: () => hours(cache.state()?.settings.retentionHours ?? RETENTION_HOURS),
    isOffline: () => !asksServer(server.link.mode()),
    offlinePageLimit: () => cache.state()?.settings.offlinePageLimit ?? null,
    mayPrint: () => cache.state()?.profile.actions.includes('print') ?? true,
    resolveOwner: (userName: string) => cache.userNamed(userName),
    userNameOf: (user: UserId) => cache.userNameOf(user),
    server: {
      client: server.client,
      isConnected: () => server.isConnected(),
      journalBacklog: () => journal.backlog(),
      releases: openServerReleases(stores.journal),
    },
  };
}
