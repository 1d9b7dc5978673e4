import { hours, instant, milliseconds, seconds, type Clock, type Duration, type Instant } from '@holdover/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/** A clock, and whoever makes time pass. */
export interface ClockWorld {
  readonly clock: Clock;
  pass(by: Duration): Promise<void> | void;
  /** Somebody sets the time of day. */
  setWall(to: Instant): void;
  end(): void;
}

/** What everybody relies on in a clock. */
export function describeClock(name: string, createWorld: () => ClockWorld): void {
  describe(`the contract of a clock: ${name}`, () => {
    let world: ClockWorld;
    let seen: string[];
    beforeEach(() => {
      world = createWorld();
      seen = [];
    });
    afterEach(() => world.end());
    const ask = (delay: Duration, what: string) => world.clock.after(delay, () => void seen.push(what));

    test('runs what was asked for once, not before its time and soon after', async () => {
      ask(seconds(2), 'action');
      expect(seen).toEqual([]);
      await world.pass(seconds(1.9));
      expect(seen).toEqual([]);
      await world.pass(seconds(0.2));
      expect(seen).toEqual(['action']);
      await world.pass(hours(1));
      expect(seen).toEqual(['action']);
    });

    test('runs by due time, and what is due at once by when it was asked for', async () => {
      ask(seconds(3), 'third');
      ask(seconds(1), 'first');
      ask(seconds(2), 'second');
      ask(seconds(3), 'fourth');
      await world.pass(seconds(10));
      expect(seen).toEqual(['first', 'second', 'third', 'fourth']);
    });

    test.each([0, -5, 0.25])('a delay of %d ms ends after the call that asked, not within it', async (delay) => {
      ask(milliseconds(delay), 'soon');
      expect(seen).toEqual([]);
      await world.pass(milliseconds(2));
      expect(seen).toEqual(['soon']);
    });

    test('an action may ask for another', async () => {
      world.clock.after(seconds(1), () => void ask(seconds(1), 'second'));
      await world.pass(seconds(1.5));
      expect(seen).toEqual([]);
      await world.pass(seconds(1));
      expect(seen).toEqual(['second']);
    });

    test('what is cancelled does not run, and cancelling is harmless afterwards', async () => {
      const never = ask(seconds(1), 'never');
      const once = ask(seconds(1), 'once');
      never();
      never();
      await world.pass(seconds(2));
      once();
      await world.pass(seconds(2));
      expect(seen).toEqual(['once']);
    });

    test('boot time passes as time does, under one name, and waits for hours as for seconds', async () => {
      const { clock } = world;
      const [boot, wall, id] = [clock.boot(), clock.wall(), clock.bootId];
      ask(hours(25), 'tomorrow');
      await world.pass(hours(24));
      expect([clock.boot() - boot, clock.wall() - wall, seen]).toEqual([hours(24), hours(24), []]);
      await world.pass(hours(2));
      expect([seen, clock.bootId]).toEqual([['tomorrow'], id]);
    });

    test.each([-25, 25])('a time of day that jumps by %i hours moves neither boot time nor what waits', async (by) => {
      const { clock } = world;
      const boot = clock.boot();
      ask(seconds(10), 'action');
      const target = instant(clock.wall() + hours(by));
      world.setWall(target);
      expect([clock.wall(), clock.boot()]).toEqual([target, boot]);
      await world.pass(seconds(9));
      expect([clock.boot() - boot, seen]).toEqual([9_000, []]);
      await world.pass(seconds(2));
      expect([clock.wall(), seen]).toEqual([target + 11_000, ['action']]);
    });
  });
}
