import { bootTime, days, hours, instant, later, milliseconds, minutes, seconds } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import {
  persistTime,
  readTime,
  resumeTime,
  stateTime,
  UNTOLD,
  type ClockReading,
  type TrustedTime,
} from './trusted-time.ts';

const policy = { uncertainHours: 8 };
const NOON = instant(1_800_000_000_000);

function clocks(part: { wall?: number; boot?: number; bootId?: string } = {}): ClockReading {
  return { wall: instant(part.wall ?? NOON), boot: bootTime(part.boot ?? 0), bootId: part.bootId ?? 'one' };
}

function hear(time: TrustedTime, at: number, reading: ClockReading) {
  return stateTime(time, { at: instant(at), roundTrip: seconds(0) }, reading, policy);
}

function stated(at: number, reading: ClockReading): TrustedTime {
  return hear(UNTOLD, at, reading).time;
}

/** The machine goes off at one reading and comes up at the other. */
function rebooted(time: TrustedTime, off: ClockReading, on: ClockReading): TrustedTime {
  return resumeTime(persistTime(time, off), on);
}

describe('within a boot', () => {
  test('[T1a] it is the statement plus boot time; a wall clock at 1970 or jumping about does not enter', () => {
    const time = stated(NOON, clocks({ wall: 0, boot: 500 }));
    for (const wall of [0, 1, NOON - hours(25), NOON + hours(25), NOON + days(400)]) {
      const reading = readTime(time, clocks({ wall, boot: 500 + hours(2) }), policy);
      expect(reading).toMatchObject({ at: NOON + hours(2), from: 'stated', allowsOfflineLogin: true });
    }
  });

  test('[T4a] a boot clock that reads less than before does not take it back', () => {
    const time = stated(NOON, clocks({ boot: hours(10) }));
    expect(readTime(time, clocks({ boot: hours(9) }), policy).at).toBe(NOON);
  });

  test('[T1a] restarting the program changes nothing', () => {
    const time = stated(NOON, clocks());
    const resumed = rebooted(time, clocks({ boot: minutes(1) }), clocks({ wall: 0, boot: minutes(3) }));
    expect(readTime(resumed, clocks({ wall: 0, boot: minutes(3) }), policy)).toMatchObject({
      at: NOON + minutes(3),
      from: 'stated',
    });
  });

  test('[T1b] half the round trip is added, and uncertain; drift adds to it', () => {
    const { time } = stateTime(UNTOLD, { at: NOON, roundTrip: seconds(1) }, clocks(), policy);
    expect(readTime(time, clocks(), policy)).toMatchObject({ at: NOON + 500, uncertainty: 500 });
    expect(readTime(time, clocks({ boot: days(1) }), policy).uncertainty).toBe(500 + 8_640);
  });

  test('[T1b] a statement that was long on its way does not replace a better one, and is no step', () => {
    const time = stated(NOON, clocks());
    const slow = clocks({ boot: minutes(30) });
    const delayed = { at: instant(NOON + minutes(1)), roundTrip: minutes(30) };
    const kept = stateTime(time, delayed, slow, policy);
    expect(kept.step).toBeNull();
    expect(readTime(kept.time, slow, policy).at).toBe(NOON + minutes(30));
  });

  test('[T1b] a better statement takes over without a step', () => {
    const slow = stateTime(UNTOLD, { at: NOON, roundTrip: minutes(20) }, clocks(), policy).time;
    const better = { at: instant(NOON + minutes(1)), roundTrip: seconds(2) };
    const { time, step } = stateTime(slow, better, clocks(), policy);
    expect(step).toBeNull();
    expect(readTime(time, clocks(), policy)).toMatchObject({ at: NOON + minutes(1) + 1_000, uncertainty: 1_000 });
  });

  test('[T1c] a terminal that was never told serves nobody offline', () => {
    expect(readTime(UNTOLD, clocks(), policy)).toMatchObject({ from: 'untold', allowsOfflineLogin: false });
    expect(rebooted(UNTOLD, clocks(), clocks({ bootId: 'two' }))).toEqual(UNTOLD);
  });

  test('an instant is a whole number, however fine the boot clock', () => {
    const time = stated(NOON, clocks({ boot: 0.25 }));
    expect(readTime(time, clocks({ boot: 10.75 }), policy).at).toBe(NOON + 10);
  });
});

describe('after a reboot', () => {
  const start = NOON + days(3);
  const told = stated(NOON, clocks({ wall: start }));
  const off = clocks({ wall: start + minutes(1), boot: minutes(1) });

  test('[T2a] the time off counts by the wall clock, whatever it reads, and what it may have lost is uncertain', () => {
    const on = clocks({ wall: off.wall + hours(3), boot: 20, bootId: 'two' });
    expect(readTime(rebooted(told, off, on), on, policy)).toMatchObject({
      at: NOON + minutes(1) + hours(3),
      uncertainty: 6 + 1_080,
      from: 'carried',
      allowsOfflineLogin: true,
    });
  });

  test('[T2a] a wall clock that stood still is none that went back', () => {
    const on = clocks({ wall: off.wall, bootId: 'two' });
    expect(rebooted(told, off, on)).toMatchObject({ from: 'carried', at: NOON + minutes(1) });
  });

  test('[T2c] one that went back by a millisecond makes the time uncertain', () => {
    const on = clocks({ wall: off.wall - 1, bootId: 'two' });
    expect(rebooted(told, off, on)).toMatchObject({ from: 'uncertain', at: NOON + minutes(1), spent: 0 });
  });

  test('[T2c] so does one that begins at 1970 at every start: it measures nothing', () => {
    const without = (boot: number, bootId: string) => clocks({ wall: boot, boot, bootId });
    const time = stated(NOON, without(seconds(5), 'one'));
    const on = without(seconds(9), 'two');
    expect(rebooted(time, without(seconds(8), 'one'), on)).toMatchObject({ from: 'uncertain' });
  });

  test('[T3a] the uncertain time runs for eight hours in all, over reboots, until the server states it', () => {
    const two = (boot: number) => clocks({ wall: 0, boot, bootId: 'two' });
    const uncertain = rebooted(told, off, two(0));
    expect(readTime(uncertain, two(hours(8) - 1), policy).allowsOfflineLogin).toBe(true);
    expect(readTime(uncertain, two(hours(8)), policy).allowsOfflineLogin).toBe(false);

    const three = (boot: number) => clocks({ wall: 0, boot, bootId: 'three' });
    const again = rebooted(uncertain, two(hours(5)), three(0));
    const left = hours(3) - minutes(1);
    expect(readTime(again, three(left - 1), policy).allowsOfflineLogin).toBe(true);
    expect(readTime(again, three(left), policy).allowsOfflineLogin).toBe(false);

    const heard = hear(again, NOON + hours(9), three(hours(4))).time;
    expect(readTime(heard, three(hours(400)), policy)).toMatchObject({ from: 'stated', allowsOfflineLogin: true });
  });

  test('[T3b] each reboot costs a minute of it, so that cutting the power stretches nothing', () => {
    let time = rebooted(told, off, clocks({ wall: 0, bootId: 'b0' }));
    let served = 0;
    for (let n = 0; n < 1_000; n++) {
      const on = clocks({ wall: 0, bootId: `b${n}` });
      if (readTime(time, on, policy).allowsOfflineLogin) served += 1;
      // The power goes 59 s after the start, before the next note: what was noted at the start is all there is.
      time = rebooted(time, on, clocks({ wall: 0, bootId: `b${n + 1}` }));
    }
    expect(served).toBe(480);
  });

  test('[T3c] with no hours for it, nobody is served while it is uncertain', () => {
    const on = clocks({ wall: 0, bootId: 'two' });
    expect(readTime(rebooted(told, off, on), on, { uncertainHours: 0 }).allowsOfflineLogin).toBe(false);
  });

  test('[T3d] no wall clock ends it, however much later', () => {
    const two = clocks({ wall: 0, bootId: 'two' });
    const three = clocks({ wall: NOON + days(900), bootId: 'three' });
    const again = rebooted(rebooted(told, off, two), { ...two, wall: off.wall }, three);
    expect(readTime(again, three, policy)).toMatchObject({ from: 'uncertain' });
    expect(readTime(again, three, policy).at).toBeGreaterThan(NOON + days(800));
  });
});

describe('the server moves it', () => {
  const time = stated(NOON, clocks());
  const hour = clocks({ boot: hours(1) });
  const exact = later(NOON, hours(1));

  test('[T4b] by up to five minutes without a word, by more it is a step', () => {
    expect(hear(time, exact + minutes(5), hour).step).toBeNull();
    expect(hear(time, exact - minutes(5), hour).step).toBeNull();
    expect(hear(time, exact + minutes(5) + 1, hour).step).toMatchObject({ by: minutes(5) + 1 });
    const back = hear(time, exact - minutes(6), hour);
    expect(back.step).toMatchObject({ by: minutes(-6) });
    expect(readTime(back.time, hour, policy).at).toBe(exact - minutes(6));
  });

  test('[T4c] back: what was confirmed moves with it in full', () => {
    expect(hear(time, exact - days(3), hour).step).toEqual({ by: -days(3), shift: -days(3) });
  });

  test('[T4c] back after a reboot: only by what the estimate of the time off does not explain', () => {
    const off = clocks({ boot: minutes(1), wall: NOON + minutes(1) });
    const on = clocks({ wall: NOON + minutes(1) + hours(25), bootId: 'two' });
    const carried = rebooted(time, off, on);
    const now = NOON + minutes(1) + hours(25);
    expect(hear(carried, now - hours(25), on).step).toEqual({ by: -hours(25), shift: 0 });
    expect(hear(carried, now - hours(30), on).step).toEqual({ by: -hours(30), shift: -hours(5) });
  });

  test('[T4c] back after two reboots: both estimates count', () => {
    const two = clocks({ wall: NOON + hours(10), bootId: 'two' });
    const three = clocks({ wall: NOON + hours(30), bootId: 'three' });
    const carried = rebooted(rebooted(time, clocks(), two), two, three);
    expect(hear(carried, NOON + hours(30) - hours(31), three).step).toMatchObject({ shift: -hours(1) });
  });

  test('[T4d] forward: what was confirmed moves by no more than the hours of uncertainty', () => {
    expect(hear(time, exact + hours(3), hour).step).toEqual({ by: hours(3), shift: hours(3) });
    expect(hear(time, exact + hours(25), hour).step).toEqual({ by: hours(25), shift: hours(8) });
  });

  test('[T4d] forward after a reboot: it moves nothing, the time off was longer than estimated', () => {
    const on = clocks({ wall: NOON, bootId: 'two' });
    expect(hear(rebooted(time, clocks(), on), NOON + days(2), on).step).toEqual({
      by: days(2),
      shift: milliseconds(0),
    });
    const uncertain = rebooted(time, clocks(), clocks({ wall: 0, bootId: 'two' }));
    expect(hear(uncertain, NOON + days(2), on).step).toEqual({ by: days(2), shift: milliseconds(0) });
  });

  test('[T4b] the first word of all is no step', () => {
    expect(hear(UNTOLD, NOON, clocks()).step).toBeNull();
  });
});
