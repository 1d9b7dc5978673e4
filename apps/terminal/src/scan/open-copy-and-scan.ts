import type { Instant } from '@holdover/kernel';
import { asksServer } from '@holdover/offline-login';
import type { CopyJobs } from '../copy/copy-jobs.ts';
import { createCopyPrinter } from '../copy/copy-printer.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { ActivityJournal } from '../journal/activity-journal.ts';
import type { Printing } from '../print/printing.ts';
import type { SessionKeeper } from '../session/session-keeper.ts';
import type { TerminalStores } from '../store/terminal-stores.ts';
import type { Ports } from '../terminal-options.ts';
import type { Records } from '../terminal-records.ts';
import type { ServerSide } from '../terminal-server-side.ts';
import type { ScanFacts } from './obstacles.ts';
import { openPageStore } from './page-store.ts';
import { createScanRecords } from './record-scan.ts';
import { watchScanner, type ScannerTrouble } from './scanner-watch.ts';
import { createTasks, type Tasks } from './tasks.ts';

export type CopyAndScanPorts = Pick<Ports, 'scanner' | 'clock' | 'entropy' | 'logger'>;

export interface CopyAndScanParts {
  readonly stores: Pick<TerminalStores, 'pages'>;
  readonly records: { readonly cache: Pick<Records['cache'], 'state'> };
  readonly server: { readonly link: Pick<ServerSide['link'], 'mode'> };
  readonly keeper: Pick<SessionKeeper, 'activityBegan' | 'activityEnded'>;
  readonly journal: ActivityJournal;
  readonly printing: Pick<Printing, 'line' | 'offline' | 'abilities' | 'trouble' | 'askFormats' | 'jobs'>;
  readonly copies: CopyJobs;
  readonly delivery: Delivery;
  /** Trusted; before anything told it, the machine's. */
  readonly now: () => Instant;
}

/** What is copied and scanned at this device, without any software of its vendor. */
export interface CopyAndScan {
  readonly tasks: Tasks;
  /** Undefined where the device has no scanner. */
  scanner(): { readonly url: string; readonly trouble: ScannerTrouble | null } | undefined;
  /** Ends what is being scanned; a copy that prints is found at the printer at the next start (F4). */
  close(): Promise<void>;
}

/** Clears what earlier runs left: their pages, and their scans in the journal. Held scans are the delivery's. */
export async function openCopyAndScan(ports: CopyAndScanPorts, parts: CopyAndScanParts): Promise<CopyAndScan> {
  const { clock, logger, scanner } = ports;
  const { stores, records, server, keeper, printing, delivery } = parts;
  const mode = (): 'online' | 'offline' => (asksServer(server.link.mode()) ? 'online' : 'offline');
  const scans = createScanRecords({ journal: parts.journal, clock, logger });
  await scans.settle();
  const pages = await openPageStore(stores.pages, logger);
  const watch = watchScanner({ scanner: scanner?.client, clock, onChanged: () => tasks.changed() });
  const facts = (): ScanFacts => ({
    server: mode() === 'online' ? 'asked' : 'away',
    actions: records.cache.state()?.profile.actions ?? [],
    scanner: watch.trouble(),
    printer: printing.trouble(),
    formats: printing.abilities().formats,
  });
  const tasks = createTasks({
    ...ports,
    delivery,
    now: parts.now,
    records: scans,
    scanner: scanner?.client,
    pages,
    watch,
    facts,
    printer: printing,
    copies: createCopyPrinter({ ...ports, ...printing, jobs: parts.copies, mode, now: parts.now }),
    session: {
      keepOpen: (task, session) => keeper.activityBegan(task, session),
      letGo: (task) => keeper.activityEnded(task),
    },
  });
  const unsubscribe = [printing.jobs.subscribe(() => tasks.changed()), delivery.subscribe(() => tasks.changed())];
  return {
    tasks,
    scanner: () => scanner && { url: scanner.url, trouble: watch.trouble() ?? null },
    async close() {
      tasks.attend(undefined);
      watch.stop();
      scans.close();
      for (const end of unsubscribe) end();
      await delivery.close();
    },
  };
}
