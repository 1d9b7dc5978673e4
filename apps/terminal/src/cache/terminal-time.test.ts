import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hours, instant, later, milliseconds, minutes, type Instant } from '@holdover/kernel';
import type { SealedDatabase } from '@holdover/sealed-store';
import { createFakeClock, createMemoryLogger } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { prepareJournalDatabase } from '../store/journal-database.ts';
import { createTerminalTime } from './terminal-time.ts';
import { openPrepared } from '../testing/open-prepared.ts';

const NOW: Instant = instant(1_760_000_000_000);

describe('the terminal’s time', () => {
  let folder: string;
  let database: SealedDatabase;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdover-time-'));
    database = openPrepared(join(folder, 'journal.db'), new Uint8Array(32), prepareJournalDatabase);
  });
  afterEach(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });

  const open = (clock: ReturnType<typeof createFakeClock>) =>
    createTerminalTime({ clock, database, logger: createMemoryLogger(), uncertainHours: () => 8 });

  test('never told, it allows nobody offline, however right the wall clock is', () => {
    expect(open(createFakeClock(NOW)).now()).toMatchObject({ from: 'untold', allowsOfflineLogin: false });
  });

  test('goes on by boot time when somebody sets the wall clock', () => {
    const clock = createFakeClock(instant(0));
    const time = open(clock);
    time.state(NOW, milliseconds(20));
    clock.setWall(later(NOW, hours(1_000)));
    clock.advance(minutes(3));
    expect(time.now()).toMatchObject({ at: later(NOW, milliseconds(180_010)), from: 'stated' });
  });

  test('a power cut loses at most the last minute of it', () => {
    const clock = createFakeClock(NOW);
    open(clock).state(NOW, milliseconds(0));
    clock.advance(milliseconds(90_000));
    clock.reboot();
    // No word at the end: the note of a minute ago is what is left, and the wall clock measures the time off.
    expect(open(clock).now()).toMatchObject({ at: later(NOW, milliseconds(90_000)), from: 'carried' });
  });

  test('a wall clock set back over a reboot makes it uncertain, for eight running hours', () => {
    const clock = createFakeClock(NOW);
    open(clock).state(NOW, milliseconds(0));
    clock.reboot();
    clock.setWall(instant(0));
    const time = open(clock);
    expect(time.now()).toMatchObject({ from: 'uncertain', allowsOfflineLogin: true });
    clock.advance(hours(8));
    expect(time.now().allowsOfflineLogin).toBe(false);
    expect(time.state(NOW, milliseconds(0))).toBeNull();
    expect(time.now()).toMatchObject({ at: NOW, allowsOfflineLogin: true });
  });

  test('a step of more than five minutes is told', () => {
    const clock = createFakeClock(NOW);
    const time = open(clock);
    time.state(NOW, milliseconds(0));
    expect(time.state(later(NOW, minutes(4)), milliseconds(0))).toBeNull();
    expect(time.state(NOW, milliseconds(0))).toBeNull();
    expect(time.state(later(NOW, minutes(-6)), milliseconds(0))).toEqual({ by: minutes(-6), shiftEnds: true });
  });
});
