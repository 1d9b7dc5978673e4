import { bootTime, days, hours, instant, minutes, seconds } from '@holdover/kernel';
import fc from 'fast-check';
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
const NOON = instant(1_700_000_000_000);

function clocks(part: { wall?: number; boot?: number; bootId?: string } = {}): ClockReading {
  return { wall: instant(part.wall ?? NOON), boot: bootTime(part.boot ?? 0), bootId: part.bootId ?? 'one' };
}

function stated(at: number, reading: ClockReading): TrustedTime {
  return stateTime(UNTOLD, { at: instant(at), roundTrip: seconds(0) }, reading).time;
}

describe('trusted time', () => {
  test('a terminal that was never told serves nobody offline', () => {
    expect(readTime(UNTOLD, clocks(), policy)).toMatchObject({ from: 'untold', allowsOfflineLogin: false });
  });

  test('within a boot it is the statement plus boot time; a wall clock at 1970 or jumping about does not enter', () => {
    const time = stated(NOON, clocks({ wall: 0, boot: 500 }));
    for (const wall of [0, 1, NOON + days(400)]) {
      const reading = readTime(time, clocks({ wall, boot: 500 + hours(2) }), policy);
      expect(reading).toMatchObject({ at: NOON + hours(2), from: 'stated', allowsOfflineLogin: true });
    }
  });

  test('an instant is a whole number, however fine the boot clock', () => {
    const time = stated(NOON, clocks({ boot: 0.25 }));
    expect(readTime(time, clocks({ boot: 10.75 }), policy).at).toBe(NOON + 10);
  });

  test('half the round trip is added, and uncertain; drift adds to it', () => {
    const { time } = stateTime(UNTOLD, { at: NOON, roundTrip: seconds(1) }, clocks());
    expect(readTime(time, clocks(), policy)).toMatchObject({ at: NOON + 500, uncertainty: 500 });
    expect(readTime(time, clocks({ boot: days(1) }), policy).uncertainty).toBe(500 + 8_640);
  });

  test('a statement that was long on its way does not replace a better one, and is no step', () => {
    const time = stated(NOON, clocks());
    const slow = clocks({ boot: minutes(30) });
    const delayed = { at: instant(NOON + minutes(1)), roundTrip: minutes(30) };
    const kept = stateTime(time, delayed, slow);
    expect(kept.step).toBeNull();
    expect(readTime(kept.time, slow, policy).at).toBe(NOON + minutes(30));
  });

  test('a better statement takes over without a step', () => {
    const slow = stateTime(UNTOLD, { at: NOON, roundTrip: minutes(20) }, clocks()).time;
    const { time, step } = stateTime(slow, { at: instant(NOON + minutes(1)), roundTrip: seconds(2) }, clocks());
    expect(step).toBeNull();
    expect(readTime(time, clocks(), policy)).toMatchObject({ at: NOON + minutes(1) + 1_000, uncertainty: 1_000 });
  });

  test('small corrections pass silently; more than five minutes is a step that shifts stored ends', () => {
    const time = stated(NOON, clocks());
    const later = clocks({ boot: hours(1) });
    const exact = NOON + hours(1);
    expect(stateTime(time, { at: instant(exact + minutes(5)), roundTrip: seconds(0) }, later).step).toBeNull();
    const back = stateTime(time, { at: instant(exact - minutes(6)), roundTrip: seconds(0) }, later);
    expect(back.step).toEqual({ by: minutes(-6), shiftEnds: true });
    expect(readTime(back.time, later, policy).at).toBe(exact - minutes(6));
  });

  test('restarting the program in the same boot changes nothing', () => {
    const time = stated(NOON, clocks());
    const persisted = persistTime(time, clocks({ boot: minutes(1) }));
    const resumed = resumeTime(persisted, clocks({ wall: 0, boot: minutes(3) }));
    expect(readTime(resumed, clocks({ wall: 0, boot: minutes(3) }), policy)).toMatchObject({
      at: NOON + minutes(3),
      from: 'stated',
    });
  });

  test('after a reboot the time off counts by the wall clock', () => {
    const persisted = persistTime(
      stated(NOON, clocks({ wall: 5_000 })),
      clocks({ wall: 5_000 + minutes(1), boot: minutes(1) }),
    );
    const reading = clocks({ wall: 5_000 + minutes(1) + hours(3), boot: 20, bootId: 'two' });
    const resumed = resumeTime(persisted, reading);
    expect(readTime(resumed, reading, policy)).toMatchObject({
      at: NOON + minutes(1) + hours(3),
      from: 'carried',
      allowsOfflineLogin: true,
    });
    const now = { at: NOON, roundTrip: seconds(0) };
    expect(stateTime(resumed, now, reading).step).toEqual({ by: -(minutes(1) + hours(3)), shiftEnds: false });
  });

  test('a wall clock that stood still is no clock that went back', () => {
    const persisted = persistTime(stated(NOON, clocks()), clocks());
    expect(resumeTime(persisted, clocks({ bootId: 'two' }))).toMatchObject({ from: 'carried', at: NOON });
    expect(resumeTime(persisted, clocks({ bootId: 'two', wall: NOON - 1 }))).toMatchObject({
      from: 'uncertain',
      at: NOON,
    });
  });

  test('a wall clock that went back makes the time uncertain: eight hours of running in all', () => {
    const persisted = persistTime(stated(NOON, clocks()), clocks());
    const two = (boot: number) => clocks({ wall: 0, boot, bootId: 'two' });
    const uncertain = resumeTime(persisted, two(0));
    expect(readTime(uncertain, two(hours(5)), policy)).toMatchObject({ at: NOON + hours(5), allowsOfflineLogin: true });

    const again = persistTime(uncertain, two(hours(5)));
    const three = (boot: number) => clocks({ wall: NOON + days(900), boot, bootId: 'three' });
    const stillUncertain = resumeTime(again, three(0));
    expect(readTime(stillUncertain, three(hours(3) - 1), policy).allowsOfflineLogin).toBe(true);
    expect(readTime(stillUncertain, three(hours(3)), policy).allowsOfflineLogin).toBe(false);

    const told = stateTime(stillUncertain, { at: NOON, roundTrip: seconds(0) }, three(hours(3)));
    expect(told.step).toBeNull();
    expect(readTime(told.time, three(hours(4)), policy)).toMatchObject({ from: 'stated', allowsOfflineLogin: true });
  });

  test('only the server moves it back: no reboot, wall clock or restart does', () => {
    const event = fc.oneof(
      fc.record({ kind: fc.constant('run' as const), ms: fc.nat(hours(3)) }),
      fc.record({ kind: fc.constant('wall' as const), to: fc.nat(2 * NOON) }),
      fc.constant({ kind: 'restart' as const }),
      fc.constant({ kind: 'reboot' as const }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let reading = clocks();
        let time = stated(NOON, reading);
        let last: number = NOON;
        let boots = 1;
        for (const one of events) {
          if (one.kind === 'run') {
            reading = { ...reading, wall: instant(reading.wall + one.ms), boot: bootTime(reading.boot + one.ms) };
          } else if (one.kind === 'wall') {
            reading = { ...reading, wall: instant(one.to) };
          } else {
            const persisted = persistTime(time, reading);
            if (one.kind === 'reboot') reading = { ...reading, boot: bootTime(0), bootId: `boot-${(boots += 1)}` };
            time = resumeTime(persisted, reading);
          }
          const now = readTime(time, reading, policy).at;
          expect(now).toBeGreaterThanOrEqual(last);
          last = now;
        }
      }),
    );
  });
});
