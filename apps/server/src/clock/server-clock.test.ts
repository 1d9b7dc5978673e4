import { instant, later, milliseconds, minutes, hours, seconds, type Duration, type Instant } from '@holdover/kernel';
import { createFakeClock } from '@holdover/testbed';
import { describe, expect, test } from 'vitest';
import { createServerClock, type ClockStep } from './server-clock.ts';

const START = instant(Date.UTC(2026, 9, 1, 8));
const back = (from: Instant, by: Duration): Instant => instant(from - by);

function createWorld() {
  const machine = createFakeClock(START);
  const clock = createServerClock(machine);
  const steps: ClockStep[] = [];
  clock.onStep((step) => void steps.push(step));
  return { machine, clock, steps };
}

describe('the clock of the server', () => {
  test('[T6a] set back by up to five minutes, the time stands still until the machine has caught up', () => {
    const { machine, clock, steps } = createWorld();
    machine.advance(minutes(10));
    const before = clock.wall();
    machine.setWall(back(before, minutes(5)));
    expect(clock.wall()).toBe(before);
    machine.advance(minutes(4));
    expect(clock.wall()).toBe(before);
    machine.advance(minutes(2));
    expect([clock.wall(), steps]).toEqual([later(before, minutes(1)), []]);
  });

  test('[T6a] it is not carried away by being asked often or seldom', () => {
    const { machine, clock } = createWorld();
    machine.setWall(back(START, minutes(1)));
    for (let n = 0; n < 50; n++) {
      machine.advance(seconds(1));
      expect(clock.wall()).toBe(START);
    }
    machine.advance(hours(5));
    expect(clock.wall()).toBe(machine.wall());
  });

  test.each([
    ['back', -hours(2)],
    ['forward', hours(2)],
  ])('[T6b] a step %s of more than five minutes is taken at once and told once', (_way, by) => {
    const { machine, clock, steps } = createWorld();
    machine.advance(minutes(1));
    const from = machine.wall();
    const to = instant(from + by);
    machine.setWall(to);
    expect([clock.wall(), clock.wall()]).toEqual([to, to]);
    expect(steps).toEqual([{ from, to }]);
    machine.advance(minutes(1));
    expect(clock.wall()).toBe(later(to, minutes(1)));
  });

  test('[T6d] a time before the founding is no time: the server’s own goes on', () => {
    const { machine, clock, steps } = createWorld();
    clock.notBefore(back(START, hours(1)));
    machine.setWall(instant(0));
    machine.advance(minutes(30));
    expect(clock.wall()).toBe(later(START, minutes(30)));
    machine.advance(milliseconds(1));
    expect([clock.wall(), steps]).toEqual([later(START, milliseconds(30 * 60_000 + 1)), []]);
    machine.setWall(later(START, minutes(31)));
    expect([clock.wall(), steps]).toEqual([later(START, minutes(31)), []]);
  });

  test('[T6a] it goes on from where the run before had come', () => {
    const { machine, clock, steps } = createWorld();
    clock.continueFrom(later(START, minutes(2)));
    expect(clock.wall()).toBe(later(START, minutes(2)));
    machine.advance(minutes(3));
    expect([clock.wall(), steps]).toEqual([later(START, minutes(3)), []]);
  });
});
