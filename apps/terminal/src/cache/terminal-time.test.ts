import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hours, instant, later, milliseconds, minutes, seconds, type Instant } from '@holdover/kernel';
import type { TimeStep } from '@holdover/offline-login';
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

  test('[T1c] never told, it allows nobody offline, however right the wall clock is', () => {
    expect(open(createFakeClock(NOW)).now()).toMatchObject({ from: 'untold', allowsOfflineLogin: false });
  });

  test('[T1a] goes on by boot time when somebody sets the wall clock', () => {
    const clock = createFakeClock(instant(0));
    const time = open(clock);
    time.state(NOW, milliseconds(20));
    clock.setWall(later(NOW, hours(1_000)));
    clock.advance(minutes(3));
    expect(time.now()).toMatchObject({ at: later(NOW, milliseconds(180_010)), from: 'stated' });
  });

  test('[T1d] a power cut loses at most the last minute of it', () => {
    const clock = createFakeClock(NOW);
    open(clock).state(NOW, milliseconds(0));
    clock.advance(milliseconds(90_000));
    clock.reboot();
    // No word at the end: the note of a minute ago is what is left, and the wall clock measures the time off.
    expect(open(clock).now()).toMatchObject({ at: later(NOW, milliseconds(90_000)), from: 'carried' });
  });

  test('[T2c] [T3a] a wall clock set back over a reboot makes it uncertain, for eight running hours', () => {
    const clock = createFakeClock(NOW);
    open(clock).state(NOW, milliseconds(0));
    clock.reboot();
    clock.setWall(instant(0));
    const time = open(clock);
    expect(time.now()).toMatchObject({ from: 'uncertain', allowsOfflineLogin: true });
    clock.advance(hours(8));
    expect(time.now().allowsOfflineLogin).toBe(false);
    time.state(NOW, milliseconds(0));
    expect(time.now()).toMatchObject({ at: NOW, allowsOfflineLogin: true });
  });

  test('[T1d] what the server says is on disk when it is taken', () => {
    const clock = createFakeClock(NOW);
    const time = open(clock);
    time.state(NOW, milliseconds(0));
    time.state(later(NOW, hours(-30)), milliseconds(0));
    // The program ends without a word.
    expect(open(clock).now()).toMatchObject({ at: later(NOW, hours(-30)), from: 'stated' });
  });

  test('[T4b] a step of more than five minutes waits for what goes with it', () => {
    const clock = createFakeClock(NOW);
    const time = open(clock);
    const steps: TimeStep[] = [];
    const say = (at: Instant): void => {
      time.state(at, milliseconds(0), (step, take) => {
        expect(time.now().at).toBe(NOW);
        steps.push(step);
        take();
      });
    };
    say(NOW);
    say(later(NOW, minutes(5)));
    say(NOW);
    say(later(NOW, minutes(-6)));
    expect(steps).toEqual([{ by: minutes(-6), shift: minutes(-6) }]);
    expect(time.now().at).toBe(later(NOW, minutes(-6)));
  });

  test('[T3b] power that is cut again and again stretches the uncertain hours by nothing', () => {
    const clock = createFakeClock(NOW);
    open(clock).state(NOW, milliseconds(0));
    let starts = 0;
    const restart = () => {
      clock.reboot();
      clock.setWall(instant(0));
      return open(clock);
    };
    for (let time = restart(); time.now().allowsOfflineLogin; time = restart()) {
      starts += 1;
      clock.advance(seconds(59));
    }
    expect(starts).toBe(480);
  });
});
