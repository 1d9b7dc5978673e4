import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { makeId, type SessionId } from '@holdover/kernel';
import { createNodeDigest, createSystemClock, createSystemEntropy } from '@holdover/nodejs';
import { openSealedDatabase } from '@holdover/sealed-store';
import { openRecords, openTerminalStores } from '@holdover/terminal';
import { createMemoryLogger } from '@holdover/testbed';
import type { Benchmark } from './benchmark.ts';
import { interleave, timed } from './interleave.ts';

/** Appends records one after the other, each on disk before the next; answers with how many a second. */
type Append = (count: number) => Promise<number>;

/** Sessions that begin and end, against one insert of each record's very bytes into one column under the same pragmas. */
export const journalAppend: Benchmark = {
  name: 'journal-append',
  unit: 'records/s',
  aim: 'ratio ≥ 0.7',
  async measure({ dir, quick }) {
    const journal = await openJournal(dir);
    const bare = openBare(dir, journal.texts());
    // Many short runs: whatever else writes to this disk meets both within half a second.
    const count = quick ? 200 : 400;
    try {
      return await interleave({
        runs: quick ? 5 : 41,
        ours: () => journal.append(count),
        reference: () => bare.append(count),
      });
    } finally {
      journal.close();
      bare.close();
    }
  },
};

interface OpenJournal {
  readonly append: Append;
  /** Of one session: its beginning and its end. */
  texts(): readonly string[];
  close(): void;
}

async function openJournal(dir: string): Promise<OpenJournal> {
  const [clock, entropy] = [createSystemClock(), createSystemEntropy()];
  const now = clock.wall();
  const terminalId = makeId('terminal', now, entropy);
  const stores = await openTerminalStores(dir, randomBytes(32));
  const ports = { clock, entropy, digest: createNodeDigest(), logger: createMemoryLogger() };
  const records = openRecords(ports, { terminalId }, stores);
  const { journal, journalStore } = records;
  const userId = makeId('user', now, entropy);
  const credentialIds = [makeId('pin', now, entropy)];
  const session = (sessionId: SessionId): void => {
    journal.append({ type: 'session-begin', mode: 'offline', userId, sessionId, method: 'pin', credentialIds });
    journal.append({ type: 'session-end', mode: 'offline', userId, sessionId, reason: 'logout' });
  };
  return {
    append(count) {
      const sessions = Array.from({ length: count / 2 }, () => makeId('session', now, entropy));
      return aSecond(count, () => sessions.forEach(session));
    },
    texts() {
      session(makeId('session', now, entropy));
      return journalStore
        .kept(0, 3)
        .slice(1)
        .map(({ text }) => text);
    },
    close() {
      records.close();
      stores.close();
    },
  };
}

function openBare(dir: string, texts: readonly string[]): { append: Append; close(): void } {
  const database = openSealedDatabase({ file: join(dir, 'bare.db'), key: randomBytes(32) });
  database.exec('CREATE TABLE record (position INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT');
  const insert = database.prepare('INSERT INTO record (text) VALUES (?)');
  return {
    append: (count) =>
      aSecond(count, () => times(count / texts.length, () => texts.forEach((text) => insert.run(text)))),
    close: () => void database.close(),
  };
}

async function aSecond(count: number, work: () => void): Promise<number> {
  const took = await timed(async () => work());
  return (count * 1_000) / took;
}

function times(count: number, work: () => void): void {
  for (let n = 0; n < count; n++) work();
}
