import { JOURNAL_CAPACITY, JOURNAL_WARNING, REFUSAL_RING } from '@holdover/journal';
import { createPrivateKeyPem, publicKeyText, signJson } from '@holdover/nodejs';
import { createMemoryLogger, createNodeDigest } from '@holdover/testbed';
import { days } from '@holdover/kernel';
import { journalAcknowledgement } from '@holdover/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createKnownServer } from '../link/known-server.ts';
import { createDurableValue } from '../store/durable-value.ts';
import { bookAll } from '../testing/intake.ts';
import { openTestJournal, type TestJournal } from '../testing/open-test-journal.ts';
import { NO_HOOKS } from './hooks.ts';
import { createJournalUpload } from './journal-upload.ts';

const INCARNATION = { number: 1, random: '0123456789abcdef' };

let world: TestJournal;
beforeEach(() => {
  world = openTestJournal();
  // A hundred thousand flushes are not what is looked at here.
  world.database.pragma('synchronous = OFF');
});
afterEach(() => world.remove());

function fill(upTo: number): void {
  world.database.transaction(() => {
    for (let waiting = world.store.countWaiting().others; waiting < upTo; waiting++) {
      world.journal.append({ type: 'clock-step', mode: 'offline', by: 1 });
    }
  })();
}

test('[F1c] ten thousand refusals wait, and leave the room of the others alone', () => {
  const refusal = { type: 'refusal', mode: 'offline', method: 'pin', code: 'unknown-credential' } as const;
  world.database.transaction(() => {
    for (let n = 1; n < REFUSAL_RING; n++) world.journal.append({ ...refusal, userId: null, count: 1 });
  })();
  expect(world.journal.hasRoomForRefusals()).toBe(true);
  world.journal.append({ ...refusal, userId: null, count: 1 });
  expect(world.journal.hasRoomForRefusals()).toBe(false);
  world.restart();
  expect([world.journal.hasRoomForRefusals(), world.journal.room()]).toEqual([false, 'room']);
});

test('[F6a] at full size: warns, is full, takes what must still be said, survives a restart, and is handed in', async () => {
  fill(JOURNAL_WARNING - 1);
  expect(world.journal.room()).toBe('room');
  fill(JOURNAL_WARNING);
  expect(world.journal.room()).toBe('warning');
  fill(JOURNAL_CAPACITY - 1);
  expect(world.journal.room()).toBe('warning');
  fill(JOURNAL_CAPACITY);
  expect(world.journal.room()).toBe('full');
  world.journal.append({ type: 'clock-step', mode: 'offline', by: 2 });
  world.restart();
  expect(world.journal.room()).toBe('full');
  expect(world.journal.backlog()).toBe(JOURNAL_CAPACITY + 2);

  const key = createPrivateKeyPem();
  const server = createKnownServer(world.database);
  server.greet(INCARNATION, publicKeyText(key));
  const book = bookAll({
    terminalId: world.terminalId,
    incarnation: INCARNATION,
    sign: (value) => signJson(key, value),
  });
  let handedIn = 0;
  const upload = createJournalUpload({
    ...world,
    server,
    digest: createNodeDigest(),
    logger: createMemoryLogger(),
    hooks: NO_HOOKS,
    now: () => world.time.now().at,
    keptFor: () => days(7),
    newest: createDurableValue(world.database, 'newest-acknowledgement', journalAcknowledgement),
    client: {
      journal: (batch) => {
        handedIn += batch.records.length;
        return Promise.resolve({ kind: 'answer', value: book(batch) });
      },
    },
  });
  expect(await upload.drain()).toBe('drained');
  expect(handedIn).toBe(JOURNAL_CAPACITY + 2);
  expect([world.journal.room(), world.journal.backlog()]).toEqual(['room', 0]);
}, 120_000);
