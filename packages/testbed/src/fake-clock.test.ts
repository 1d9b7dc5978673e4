import { instant, minutes, seconds } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import { createFakeClock } from './fake-clock.ts';

const START = instant(1_700_000_000_000);

describe('fake clock', () => {
  test('runs what falls due in order, each at its own time', () => {
    const clock = createFakeClock(START);
    const seen: string[] = [];
    clock.after(seconds(2), () => seen.push(`late at ${clock.boot()}`));
    clock.after(seconds(1), () => {
      seen.push(`first at ${clock.boot()}`);
      clock.after(seconds(0.5), () => seen.push(`nested at ${clock.boot()}`));
    });
    clock.advance(seconds(3));
    expect(seen).toEqual(['first at 1000', 'nested at 1500', 'late at 2000']);
    expect(clock.wall()).toBe(START + 3000);
  });

  test('a set wall clock leaves boot time alone; a reboot starts it again', () => {
    const clock = createFakeClock(START);
    clock.advance(minutes(1));
    clock.setWall(instant(0));
    expect([clock.wall(), clock.boot(), clock.bootId]).toEqual([0, 60_000, 'boot-1']);
    clock.after(seconds(1), () => expect.unreachable());
    clock.reboot(seconds(30));
    clock.advance(seconds(2));
    expect([clock.wall(), clock.boot(), clock.bootId]).toEqual([32_000, 2_000, 'boot-2']);
  });

  test('a cancelled action does not run', () => {
    const clock = createFakeClock(START);
    const cancel = clock.after(seconds(1), () => expect.unreachable());
    cancel();
    clock.advance(seconds(2));
    expect(clock.pending()).toBe(0);
  });
});
