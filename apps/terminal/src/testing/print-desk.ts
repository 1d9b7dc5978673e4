import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PanelJob } from '@holdover/api';
import { attr, type Attribute } from '@holdover/ipp';
import { instant, makeId, milliseconds, type Duration, type Entropy, type JobId } from '@holdover/kernel';
import type { HeldUser } from '@holdover/protocol';
import { openDocuments, type SealedDatabase } from '@holdover/sealed-store';
import { createFakeClock, createMemoryLogger, createSeededEntropy, type FakeClock } from '@holdover/testbed';
import { expect } from 'vitest';
import type { JobSession } from '../panel-api/jobs-port.ts';
import { openPrinting, type Printing, type PrintingOptions } from '../print/printing.ts';
import { prepareSpoolDatabase } from '../spool/spool-database.ts';
import { createFakeActivityJournal, type FakeActivityJournal } from './fake-activity-journal.ts';
import { openPrepared } from './open-prepared.ts';
import { createScriptedPrinter, type ScriptedPrinter } from './scripted-printer.ts';

export const DESK_START = instant(1_750_000_000_000);
export const TWO_PAGES = '%PDF-1.4 3 0 obj <</Type/Page>> endobj 4 0 obj <</Type/Page>> endobj';

const entropy = createSeededEntropy(9);

export const EVA: HeldUser = {
  id: makeId('user', instant(DESK_START - 1000), entropy),
  userName: 'eva',
  fullName: 'Eva',
  language: null,
  color: true,
  scanToMe: true,
};
/** A session that prints offline. */
export const EVAS: JobSession = { id: makeId('session', DESK_START, entropy), user: EVA, mode: 'offline' };

/** Spool, printer and journal of one terminal, with time in a test's hand. */
export interface PrintDesk {
  readonly clock: FakeClock;
  readonly entropy: Entropy;
  readonly printer: ScriptedPrinter;
  readonly journal: FakeActivityJournal;
  readonly printing: Printing;
  /** Eva's, and all is offline unless told. */
  hold(template?: readonly Attribute[], content?: string, format?: string): Promise<JobId>;
  /** Until nothing of it is open any more. */
  print(id: JobId, session?: JobSession): Promise<void>;
  /** Of Eva. */
  list(): readonly PanelJob[];
  /** Lets time pass until it is so. */
  until(check: () => boolean, step?: Duration): Promise<void>;
  /** The power goes, and comes back. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function openPrintDesk(more: Partial<PrintingOptions> = {}): Promise<PrintDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'printing-'));
  const clock = createFakeClock(DESK_START);
  const database: SealedDatabase = openPrepared(join(folder, 'spool.db'), new Uint8Array(32), prepareSpoolDatabase);
  const printer = createScriptedPrinter(clock);
  const journal = createFakeActivityJournal(clock, entropy);
  const open = async (): Promise<Printing> =>
    openPrinting({
      ...atEvas(printer),
      database,
      documents: await openDocuments<JobId>(join(folder, 'documents'), new Uint8Array(32)),
      journal,
      ...more,
      clock,
    });
  let printing = await open();
  const until = waiting(clock);
  return {
    clock,
    entropy,
    printer,
    journal,
    get printing() {
      return printing;
    },
    hold: (...job) => hold(printing, ...job),
    async print(id, session = EVAS) {
      expect(await printing.jobs.print(session, [id])).toEqual({ outcome: 'started' });
      const { ended, begun } = journal;
      await until(() => begun.length > 0 && ended.length === begun.length && isIdle(printing));
    },
    list: () => printing.jobs.list(EVA),
    until,
    async restart() {
      // What the program before still does finds its line closed.
      printing.close().catch(() => undefined);
      printing = await open();
    },
    async close() {
      printing.close().catch(() => undefined);
      database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function atEvas(printer: ScriptedPrinter) {
  return {
    transport: printer.transport,
    printer: printer.uri,
    isOffline: () => true,
    resolveOwner: () => EVA.id,
    userNameOf: () => 'eva',
    entropy,
    logger: createMemoryLogger(),
  };
}

async function hold(
  { spool }: Printing,
  template: readonly Attribute[] = [],
  content = TWO_PAGES,
  format = 'application/pdf',
): Promise<JobId> {
  const job = spool.open({ ownerName: 'eva', name: 'Report', template });
  const held = await spool.receive(job.id, { format, name: undefined, data: bytes(content) });
  expect(held.ok).toBe(true);
  return job.id;
}

function isIdle({ spool, jobs }: Printing): boolean {
  const isFree = spool.all().every((job) => job.release === null);
  return isFree && jobs.list(EVA).every((job) => job.state !== 'printing');
}

function waiting(clock: FakeClock): PrintDesk['until'] {
  return async (check, step = milliseconds(100)) => {
    const end = performance.now() + 4_000;
    while (performance.now() < end) {
      if (check()) return;
      await clock.advanceAsync(step);
    }
    expect.fail('it never came to that');
  };
}

export const COPIES = (number: number): readonly Attribute[] => [attr.integer('copies', number)];

export async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
