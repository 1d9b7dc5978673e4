import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PanelCopyRequest, PanelScanRequest, PanelTask } from '@holdover/api';
import { instant, makeId } from '@holdover/kernel';
import type { LinkMode } from '@holdover/offline-login';
import { openDocuments } from '@holdover/sealed-store';
import { createMemoryLogger } from '@holdover/testbed';
import { expect } from 'vitest';
import type { CacheState } from '../cache/credential-cache.ts';
import { openCopyJobs, type CopyJobs } from '../copy/copy-jobs.ts';
import type { TaskOutcome } from '../panel-api/tasks-port.ts';
import { openCopyAndScan, type CopyAndScan } from '../scan/open-copy-and-scan.ts';
import type { PageName } from '../scan/page-store.ts';
import { prepareJournalDatabase } from '../store/journal-database.ts';
import { openPrepared } from './open-prepared.ts';
import { DESK_START, EVAS, openPrintDesk, type PrintDesk } from './print-desk.ts';
import { sampleSnapshot } from './sample-state.ts';
import { createScriptedDelivery, type ScriptedDelivery } from './scripted-delivery.ts';
import { createScriptedScanner, type ScriptedScanner } from './scripted-scanner.ts';

const KEY = new Uint8Array(32);

/** A print desk with a scanner, and somewhere to send scans to. Eva is there, and the server is not. */
export interface ScanDesk {
  readonly print: PrintDesk;
  readonly scanner: ScriptedScanner;
  readonly delivery: ScriptedDelivery;
  readonly desk: CopyAndScan;
  mode: LinkMode;
  actions: CacheState['profile']['actions'];
  /** What the session was told: it is kept open, or let go. */
  readonly kept: string[];
  copy(change?: Partial<PanelCopyRequest>): Promise<TaskOutcome>;
  scan(change?: Partial<PanelScanRequest>): Promise<TaskOutcome>;
  /** The newest of Eva's. */
  task(): PanelTask;
  until(check: (task: PanelTask) => boolean): Promise<void>;
  /** Files of pages on the disk, in which no page is in clear. */
  pageFiles(): readonly string[];
  readonly pageFolder: string;
  /** The power goes, and comes back. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function openScanDesk({
  offlinePageLimit = null,
}: { offlinePageLimit?: number | null } = {}): Promise<ScanDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'scanning-'));
  const pageFolder = join(folder, 'pages');
  const journalDatabase = openPrepared(join(folder, 'journal.db'), KEY, prepareJournalDatabase);
  const copies = openCopyJobs(journalDatabase);
  const print = await openPrintDesk({ copies, offlinePageLimit: () => offlinePageLimit });
  const scanner = createScriptedScanner();
  const delivery = createScriptedDelivery();
  const kept: string[] = [];
  const open = (): Promise<CopyAndScan> => openAt(desk, copies);
  const desk: ScanDesk = {
    print,
    scanner,
    delivery,
    kept,
    pageFolder,
    mode: 'offline',
    actions: ['print', 'copy', 'scan'],
    get desk() {
      return opened;
    },
    copy: (change) => opened.tasks.copy(EVAS, { ...COPY, ...change }),
    scan: (change) => opened.tasks.scan(EVAS, { ...SCAN, ...change }),
    task() {
      const [task] = opened.tasks.list(EVAS);
      return task ?? expect.fail('there is no task');
    },
    until: (check) => print.until(() => check(desk.task())),
    pageFiles: () => readdirSync(pageFolder),
    async restart() {
      await print.restart();
      opened = await open();
    },
    async close() {
      await opened.close();
      await print.close();
      journalDatabase.close();
      rmSync(folder, { recursive: true });
    },
  };
  let opened = await open();
  return desk;
}

async function openAt(desk: Omit<ScanDesk, 'desk'>, copies: CopyJobs): Promise<CopyAndScan> {
  const { print, scanner, delivery, kept, pageFolder } = desk;
  const opened = await openCopyAndScan(
    { ...print, logger: createMemoryLogger(), scanner: { url: 'http://scanner.test/eSCL', client: scanner } },
    {
      stores: { pages: await openDocuments<PageName>(pageFolder, KEY) },
      records: { cache: { state: () => stateOf(desk.actions) } },
      server: { link: { mode: () => desk.mode } },
      keeper: { activityBegan: () => kept.push('open'), activityEnded: () => kept.push('let go') },
      journal: print.journal,
      printing: print.printing,
      copies,
      delivery,
      now: () => print.clock.wall(),
    },
  );
  opened.tasks.attend(EVAS.id);
  await print.until(() => opened.scanner()?.trouble === null && print.printing.trouble() === undefined);
  return opened;
}

const COPY: PanelCopyRequest = {
  source: 'feeder',
  twoSidedOriginal: false,
  copies: 1,
  color: false,
  twoSided: false,
  size: 'a4',
};

const SCAN: PanelScanRequest = {
  target: 'usb',
  source: 'feeder',
  twoSidedOriginal: false,
  color: 'color',
  resolution: 300,
  size: 'a4',
  format: 'pdf',
};

function stateOf(actions: CacheState['profile']['actions']): CacheState {
  const identity = {
    deviceId: makeId('device', DESK_START, { bytes: (length) => new Uint8Array(length) }),
    deviceName: 'D',
  };
  const snapshot = sampleSnapshot({ identity, people: [], key: KEY, at: instant(DESK_START) });
  return { ...snapshot, profile: { ...snapshot.profile, actions }, cacheKey: KEY, confirmedAt: DESK_START };
}
