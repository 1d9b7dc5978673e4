import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, makeId, milliseconds, type Entropy, type Instant, type TerminalId } from '@holdover/kernel';
import {
  createFakeClock,
  createMemoryLogger,
  createNodeDigest,
  createSeededEntropy,
  type FakeClock,
} from '@holdover/testbed';
import type { SealedDatabase } from '@holdover/sealed-store';
import { createTerminalTime, type TerminalTime } from '../cache/terminal-time.ts';
import { createSqlJournalStore } from '../journal/journal-store-sql.ts';
import type { JournalStore } from '../journal/journal-store.ts';
import { openTerminalJournal, type TerminalJournal } from '../journal/terminal-journal.ts';
import { prepareJournalDatabase } from '../store/journal-database.ts';
import { openPrepared } from './open-prepared.ts';

export const TEST_NOW: Instant = instant(1_760_000_000_000);
const KEY = new Uint8Array(32).fill(3);

/** A journal on a real disk, with a clock that stands still. */
export interface TestJournal {
  readonly clock: FakeClock;
  readonly entropy: Entropy;
  readonly terminalId: TerminalId;
  readonly folder: string;
  database: SealedDatabase;
  time: TerminalTime;
  store: JournalStore;
  journal: TerminalJournal;
  /** The program ends without a word and starts again. */
  restart(): void;
  /** The texts on disk, in order. */
  texts(): readonly string[];
  remove(): void;
}

export function openTestJournal(): TestJournal {
  const folder = mkdtempSync(join(tmpdir(), 'holdover-journal-'));
  const clock = createFakeClock(TEST_NOW);
  const entropy = createSeededEntropy('journal');
  const terminalId = makeId('terminal', TEST_NOW, entropy);
  const open = () => {
    const database = openPrepared(join(folder, 'journal.db'), KEY, prepareJournalDatabase);
    const time = createTerminalTime({ clock, database, logger: createMemoryLogger(), uncertainHours: () => 8 });
    if (time.now().from === 'untold') time.state(TEST_NOW, milliseconds(0));
    const store = createSqlJournalStore(database);
    const journal = openTerminalJournal({ terminalId, store, time, clock, entropy, digest: createNodeDigest() });
    return { database, time, store, journal };
  };
  const opened: TestJournal = {
    clock,
    entropy,
    terminalId,
    folder,
    ...open(),
    restart() {
      opened.time.close();
      opened.database.close();
      Object.assign(opened, open());
    },
    texts: () => opened.store.kept(0, 10_000).map(({ text }) => text),
    remove() {
      opened.time.close();
      opened.database.close();
      rmSync(folder, { recursive: true });
    },
  };
  return opened;
}
