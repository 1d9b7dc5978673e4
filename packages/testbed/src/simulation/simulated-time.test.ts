import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { hours, instant, later, milliseconds, minutes, seconds } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import { createSimulatedTime } from './simulated-time.ts';

const START = instant(1_700_000_000_000);

describe('simulated time', () => {
  test('runs what is due by due time, then by when it was asked for', async () => {
    const time = createSimulatedTime(START);
    const seen: string[] = [];
    time.after(seconds(2), () => seen.push(`late at ${time.now() - START}`));
    time.after(seconds(1), () => {
      seen.push(`first at ${time.now() - START}`);
      time.after(seconds(1), () => seen.push('asked for last'));
    });
    time.after(seconds(1), () => seen.push('second'));
    time.after(seconds(4), () => seen.push('not yet'));
    await time.run(later(START, seconds(3)));
    expect(seen).toEqual(['first at 1000', 'second', 'late at 2000', 'asked for last']);
    expect([time.now(), time.pending()]).toEqual([START + 3_000, 1]);
  });

  test('of ten thousand actions each runs once and in order, the cancelled never', async () => {
    const time = createSimulatedTime(START);
    const due: number[] = [];
    const cancels = Array.from({ length: 10_000 }, (_, i) =>
      time.after(milliseconds((i * 7_919) % 1_000), () => due.push(time.now())),
    );
    cancels.forEach((cancel, i) => void (i % 3 === 0 && cancel()));
    cancels[0]?.();
    await time.run(later(START, seconds(1)));
    expect(due).toHaveLength(6_666);
    expect(due).toEqual(due.toSorted((a, b) => a - b));
  });

  test('promises, ticks, turns of the loop and files settle before time goes on', async () => {
    const time = createSimulatedTime(START);
    const seen: string[] = [];
    const takeTurns = async (): Promise<void> => {
      await Promise.resolve();
      await new Promise(process.nextTick);
      await new Promise(setImmediate);
      await new Promise(setImmediate);
      await readFile(fileURLToPath(import.meta.url));
      await new Promise(setImmediate);
      seen.push(`settled at ${time.now() - START}`);
    };
    time.after(seconds(1), () => void takeTurns());
    time.after(seconds(1), () => seen.push('next'));
    await time.run(later(START, seconds(9)));
    expect(seen).toEqual(['settled at 1000', 'next']);
  });

  test('two worlds settle side by side', async () => {
    const worlds = [createSimulatedTime(START), createSimulatedTime(START)];
    await Promise.all(worlds.map((time) => time.run(later(START, seconds(1)))));
    expect(worlds.map((time) => time.now())).toEqual([START + 1_000, START + 1_000]);
  });

  test('what an action throws stops the run; a second run waits for the first', async () => {
    const time = createSimulatedTime(START);
    time.after(seconds(1), () => {
      throw new RangeError('found');
    });
    const first = time.run(later(START, seconds(2)));
    await expect(time.run(later(START, seconds(2)))).rejects.toMatchObject({ code: 'already-running' });
    await expect(first).rejects.toThrow('found');
    await time.run(later(START, seconds(2)));
    expect(time.now()).toBe(START + 2_000);
  });
});

describe('a machine', () => {
  const world = () => {
    const time = createSimulatedTime(START);
    const machine = time.machine({ wallOffset: minutes(-5) });
    const pass = (by: number) => time.run(later(time.now(), milliseconds(by)));
    return { time, machine, pass };
  };

  test('has its own time of day, which may be set, frozen and thawed without touching boot time', async () => {
    const { machine, pass } = world();
    await pass(1_000);
    expect([machine.clock.wall(), machine.clock.boot()]).toEqual([START - 300_000 + 1_000, 1_000]);
    machine.setWall(instant(5_000));
    machine.skewWall(hours(25));
    expect(machine.clock.wall()).toBe(5_000 + 90_000_000);
    machine.freezeWall();
    await pass(60_000);
    expect([machine.clock.wall(), machine.clock.boot()]).toEqual([90_005_000, 61_000]);
    machine.skewWall(milliseconds(-5_000));
    machine.thawWall();
    await pass(1_000);
    expect(machine.clock.wall()).toBe(90_001_000);
  });

  test('switched on again has a new boot from zero, and 1970 without a battery', async () => {
    const { machine, pass } = world();
    const first = machine.clock.bootId;
    await pass(7_000);
    machine.powerOff();
    await pass(10_000);
    expect(() => machine.start()).toThrow('machine-off');
    machine.powerOn();
    await pass(500);
    expect([machine.clock.boot(), machine.clock.wall()]).toEqual([500, START - 300_000 + 17_500]);
    expect(machine.clock.bootId).not.toBe(first);
    machine.powerOff();
    machine.powerOn({ clockless: true });
    await pass(2_000);
    expect([machine.clock.boot(), machine.clock.wall()]).toEqual([2_000, 2_000]);
  });

  test('a program that ended runs nothing more, by whichever clock it asked', async () => {
    const { machine, pass } = world();
    const ends: string[] = [];
    const first = machine.start();
    expect(() => machine.start()).toThrow('machine-busy');
    first.onEnd((how) => ends.push(how));
    first.clock.after(seconds(1), () => expect.unreachable());
    machine.clock.after(seconds(1), () => expect.unreachable());
    machine.kill();
    machine.kill();
    first.clock.after(seconds(1), () => expect.unreachable());
    const second = machine.start();
    second.clock.after(seconds(1), () => ends.push('second runs'));
    await pass(2_000);
    machine.powerOff();
    second.onEnd((how) => ends.push(how));
    expect(ends).toEqual(['killed', 'second runs', 'power-off']);
    expect([first.alive, second.alive, machine.life]).toEqual([false, false, undefined]);
  });

  test('a program killed in the middle of an action is not heard any more', async () => {
    const { machine, pass } = world();
    machine.start().clock.after(seconds(1), () => {
      machine.kill();
      throw new RangeError('its disk is gone');
    });
    await pass(2_000);
    machine.start().clock.after(seconds(1), () => {
      throw new RangeError('a defect');
    });
    await expect(pass(2_000)).rejects.toThrow('a defect');
  });

  test('asleep runs nothing; what fell due runs on waking, in order, and boot time counted it', async () => {
    const { machine, pass } = world();
    const life = machine.start();
    const seen: string[] = [];
    const note = (what: string) => () => void seen.push(`${what} at ${life.clock.boot()}`);
    life.clock.after(seconds(2), note('second'));
    life.clock.after(seconds(1), note('first'));
    life.clock.after(seconds(61), note('later'));
    const cancel = life.clock.after(seconds(3), note('never'));
    machine.suspend();
    await pass(60_000);
    expect([seen, life.awake, life.alive]).toEqual([[], false, true]);
    machine.resume();
    cancel();
    await pass(5_000);
    expect(seen).toEqual(['first at 60000', 'second at 60000', 'later at 61000']);
  });
});
