import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, type EpochId } from '@holdover/kernel';
import type { SealedDatabase } from '@holdover/sealed-store';
import { createSeededEntropy } from '@holdover/testbed';
import { makeEpochId } from '@holdover/journal';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { prepareJournalDatabase } from '../store/journal-database.ts';
import { openPrepared } from '../testing/open-prepared.ts';
import { createSqlJournalStore } from './journal-store-sql.ts';
import type { JournalStore, OpenChange } from './journal-store.ts';

describe('the journal’s store', () => {
  const entropy = createSeededEntropy('journal store');
  const epochs: readonly EpochId[] = [makeEpochId(entropy), makeEpochId(entropy), makeEpochId(entropy)];
  let folder: string;
  let database: SealedDatabase;
  let store: JournalStore;

  const open = (): void => {
    database = openPrepared(join(folder, 'journal.db'), new Uint8Array(32), prepareJournalDatabase);
    store = createSqlJournalStore(database);
  };
  const restart = (): void => {
    database.close();
    open();
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdover-journal-store-'));
    open();
  });
  afterEach(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });

  const epochOf = (number: number): EpochId => epochs[number] ?? makeEpochId(entropy);
  function append(epoch: number, sequence: number, change?: OpenChange, isRefusal = false): void {
    store.append({ epoch: epochOf(epoch), sequence, text: `${epoch}/${sequence}`, isRefusal }, change);
  }
  const texts = (): readonly string[] => store.kept(0, 100).map(({ text }) => text);
  const openTexts = (): readonly string[] => store.open('session').map(({ text }) => text);

  test('finds a record by its epoch and sequence, and none that was never written', () => {
    append(0, 1);
    append(0, 2);
    append(1, 1);
    restart();
    append(2, 1);
    append(2, 2);
    expect(store.at(epochOf(0), 2)?.text).toBe('0/2');
    expect(store.at(epochOf(2), 2)?.text).toBe('2/2');
    // The position that would be its own is another epoch's.
    expect(store.at(epochOf(0), 3)).toBeUndefined();
    expect(store.at(epochOf(2), 3)).toBeUndefined();
    expect(store.at(makeEpochId(entropy), 1)).toBeUndefined();
  });

  test('refuses a record that leaves a gap, and an epoch that comes back', () => {
    append(0, 1);
    expect(() => append(0, 3)).toThrow('does not follow');
    append(1, 1);
    expect(() => append(0, 2)).toThrow('UNIQUE');
    append(1, 2);
    expect(texts()).toEqual(['0/1', '1/1', '1/2']);
  });

  test('knows after a restart what was begun and not ended, however much came after it', () => {
    append(0, 1, { open: 'session', id: 'a' });
    append(0, 2, { open: 'activity', id: 'b' });
    append(0, 3, { open: 'session', id: 'c' });
    append(0, 4, { ended: 'a' });
    append(0, 5);
    append(0, 6, { ended: 'b' });
    restart();
    expect(openTexts()).toEqual(['0/3']);
    expect(store.open('activity')).toEqual([]);
    append(1, 1, { ended: 'c' });
    restart();
    expect(openTexts()).toEqual([]);
  });

  test('what waits is counted by what was written and acknowledged, and again after a restart', () => {
    append(0, 1);
    append(0, 2, undefined, true);
    append(0, 3, undefined, true);
    append(1, 1);
    store.acknowledge(epochOf(0), 2, instant(1_000));
    const waiting = { refusals: 1, others: 1 };
    expect(store.countWaiting()).toEqual(waiting);
    store.acknowledge(epochOf(0), 2, instant(2_000));
    expect(store.countWaiting()).toEqual(waiting);
    restart();
    expect(store.countWaiting()).toEqual(waiting);
    store.acknowledge(epochOf(1), 1, instant(3_000));
    expect(store.countWaiting()).toEqual({ refusals: 1, others: 0 });
  });

  test('[F3l] drops neither the last record nor anything since the oldest beginning without an end', () => {
    append(0, 1);
    append(1, 1, { open: 'session', id: 'a' });
    append(1, 2);
    for (const epoch of [0, 1]) store.acknowledge(epochOf(epoch), 2, instant(1_000));
    store.dropAcknowledgedBefore(instant(2_000));
    expect(texts()).toEqual(['1/1', '1/2']);
    append(1, 3, { ended: 'a' });
    store.acknowledge(epochOf(1), 3, instant(1_000));
    store.dropAcknowledgedBefore(instant(2_000));
    expect(texts()).toEqual(['1/3']);
    restart();
    expect(store.at(epochOf(1), 3)?.text).toBe('1/3');
    append(2, 1);
    expect(texts()).toEqual(['1/3', '2/1']);
  });

  test('an append that failed leaves nothing behind, on disk or in mind', () => {
    append(0, 1);
    database.exec("CREATE TRIGGER full BEFORE INSERT ON journal_record BEGIN SELECT RAISE(ABORT, 'disk full'); END");
    expect(() => append(1, 1, { open: 'session', id: 'a' })).toThrow('disk full');
    database.exec('DROP TRIGGER full');
    expect(openTexts()).toEqual([]);
    expect(store.countWaiting()).toEqual({ refusals: 0, others: 1 });
    append(1, 1);
    expect(texts()).toEqual(['0/1', '1/1']);
  });
});
