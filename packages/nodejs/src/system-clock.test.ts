import { milliseconds } from '@holdover/kernel';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSystemClock, type ClockSources } from './system-clock.ts';

interface Played extends ClockSources {
  /** Time runs awake. */
  run(ms: number): void;
  /** The machine sleeps: its fine clock stands still. */
  suspend(ms: number): void;
}

function played(): Played {
  let awake = 1_000;
  let asleep = 0;
  return {
    bootId: 'boot-1',
    wall: () => 5_000,
    // As coarse as /proc/uptime: steps of 10 ms.
    uptime: () => Math.floor((awake + asleep) / 10) * 10,
    monotonic: () => awake + 77,
    run: (ms) => void (awake += ms),
    suspend: (ms) => void (asleep += ms),
  };
}

describe('the boot clock', () => {
  test('has the resolution of the fine clock', () => {
    const sources = played();
    const clock = createSystemClock(sources);
    const start = clock.boot();
    sources.run(0.25);
    expect(clock.boot() - start).toBeCloseTo(0.25);
  });

  test('counts suspend', () => {
    const sources = played();
    const clock = createSystemClock(sources);
    const start = clock.boot();
    sources.run(100);
    sources.suspend(3_600_000);
    sources.run(100);
    expect(Math.abs(clock.boot() - start - 3_600_200)).toBeLessThanOrEqual(20);
  });

  test('looks for a suspend every five milliseconds awake, however often it is asked', () => {
    const sources = played();
    let looks = 0;
    const clock = createSystemClock({ ...sources, uptime: () => (looks++, sources.uptime()) });
    const start = clock.boot();
    sources.suspend(60_000);
    for (let i = 0; i < 50; i++) {
      sources.run(0.1);
      clock.boot();
    }
    expect(looks).toBe(2);
    expect(clock.boot() - start).toBeGreaterThan(59_000);
  });

  test('never goes back, however coarse the reading that corrects it', () => {
    const sources = played();
    const clock = createSystemClock(sources);
    let before = clock.boot();
    for (let i = 0; i < 5_000; i++) {
      sources.run((i * 7) % 13);
      if (i % 50 === 0) sources.suspend((i * 3) % 40);
      const now = clock.boot();
      expect(now).toBeGreaterThanOrEqual(before);
      before = now;
    }
  });

  test('on this machine moves forward and names the boot', () => {
    const clock = createSystemClock();
    const first = clock.boot();
    expect(clock.boot()).toBeGreaterThanOrEqual(first);
    expect(clock.bootId).toMatch(/^[0-9a-f-]{36}$/);
    expect(createSystemClock().bootId).toBe(clock.bootId);
  });
});

describe('waiting', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test('ends once, not before its time, and can be cancelled', () => {
    const sources = played();
    const clock = createSystemClock(sources);
    const ended: string[] = [];
    clock.after(milliseconds(500), () => ended.push('first'));
    const cancel = clock.after(milliseconds(500), () => ended.push('second'));
    const pass = (ms: number) => {
      sources.run(ms);
      vi.advanceTimersByTime(ms);
    };
    pass(499);
    expect(ended).toEqual([]);
    cancel();
    pass(2);
    pass(1_000);
    expect(ended).toEqual(['first']);
    cancel();
  });

  test('of an hour is noticed within a minute of waking from suspend', () => {
    const sources = played();
    const clock = createSystemClock(sources);
    const ended: string[] = [];
    clock.after(milliseconds(3_600_000), () => ended.push('hour'));
    sources.suspend(3_600_000);
    sources.run(60_000);
    vi.advanceTimersByTime(60_000);
    expect(ended).toEqual(['hour']);
  });
});
