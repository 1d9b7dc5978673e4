import { hours, type Instant, type SessionId, type UserId } from '@holdover/kernel';
import { asksServer } from '@holdover/offline-login';
import { openCopyJobs } from './copy/copy-jobs.ts';
import type { Delivery } from './delivery/delivery.ts';
import { openTerminalDelivery } from './delivery/open-terminal-delivery.ts';
import { createActivityJournal } from './journal/activity-journal.ts';
import type { OfflinePages } from './print/offline-pages.ts';
import { openPrinting, type Printing, type PrintingOptions } from './print/printing.ts';
import { openServerReleases } from './print/server-releases.ts';
import { openCopyAndScan, type CopyAndScan } from './scan/open-copy-and-scan.ts';
import type { SessionKeeper } from './session/session-keeper.ts';
import type { TerminalStores } from './store/terminal-stores.ts';
import type { Ports } from './terminal-options.ts';
import type { Records } from './terminal-records.ts';
import type { ServerSide } from './terminal-server-side.ts';
import { openTerminalUnlock } from './unlock/open-terminal-unlock.ts';
import type { Unlock } from './unlock/unlock.ts';

export interface WorkParts {
  /** `ipp://…` or `ipps://…` of the device. */
  readonly printer: string;
  readonly stores: TerminalStores;
  readonly records: Records;
  readonly server: ServerSide;
  readonly keeper: SessionKeeper;
  /** Of what happens now (C4). */
  readonly mode: () => 'online' | 'offline';
  /** Trusted; before anything told it, the machine's. */
  readonly now: () => Instant;
}

/** What people do at the device: print, copy, scan, unlock its own panel. */
export interface Work {
  readonly printing: Printing;
  readonly copyAndScan: CopyAndScan;
  readonly unlock: Unlock;
  readonly delivery: Pick<Delivery, 'held'>;
  /** Whose session is at the panel now; undefined when nobody's is. */
  attend(session: { readonly id: SessionId; readonly user: { readonly id: UserId } } | undefined): void;
  /** B7: nothing more of this user is started; a sheet in print comes out. */
  stop(user: UserId): void;
  /** Ends what is scanned; the lock is closed after the session. */
  close(): Promise<void>;
}

/** G3, before the first synchronization. */
const RETENTION_HOURS = 24;

export async function openWork(ports: Ports, parts: WorkParts): Promise<Work> {
  const { stores, records, server, keeper, mode, now } = parts;
  const { journal, changes } = records;
  const recorded = createActivityJournal({
    journal,
    hooks: ports.hooks,
    onBegan: (activity, session) => keeper.activityBegan(activity, session),
    onEnded: (activity) => keeper.activityEnded(activity),
  });
  const offline: Pick<OfflinePages, 'left' | 'printed'> = {
    left: (session) => printing.offline.left(session),
    printed: (session, impressions) => printing.offline.printed(session, impressions),
  };
  const { unlock, activities } = openTerminalUnlock(ports, { records, activities: recorded, offline, mode, keeper });
  const copies = openCopyJobs(stores.journal);
  const counting = { journal, mode, others: unlock };
  const printing = await openServedPrinting(ports, parts, { now, journal: activities, counting, copies });
  const delivery = await openTerminalDelivery(ports, { stores, records, server });
  const doing = { keeper, journal: activities, printing, copies, delivery, now };
  const copyAndScan = await openCopyAndScan(ports, { stores, records, server, ...doing });
  copyAndScan.tasks.subscribe(() => changes.notify());
  return {
    printing,
    copyAndScan,
    unlock,
    delivery,
    attend(session) {
      printing.attend(session && { id: session.id, userId: session.user.id });
      copyAndScan.tasks.attend(session?.id);
      unlock.attend(session?.id);
    },
    stop(user) {
      printing.jobs.stop(user);
      copyAndScan.tasks.stop(user);
    },
    async close() {
      await copyAndScan.close();
      await printing.close();
    },
  };
}

async function openServedPrinting(
  ports: Ports,
  parts: WorkParts,
  options: Pick<PrintingOptions, 'now' | 'journal' | 'counting' | 'copies'>,
): Promise<Printing> {
  const { cache } = parts.records;
  ports.printerTrust?.usePin(() => cache.state()?.device.printerPin ?? undefined);
  const printing = await openPrinting({ ...ports, ...printingOptions(parts), ...options });
  parts.server.onJobs(() => printing.serverRang());
  parts.server.onLink(() => printing.linkChanged());
  return printing;
}

function printingOptions({ stores, records: { cache, journal }, server, printer }: WorkParts) {
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
