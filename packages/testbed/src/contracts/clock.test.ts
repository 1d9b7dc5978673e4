import { instant, later } from '@holdover/kernel';
import { createSystemClock } from '@holdover/nodejs';
import { vi } from 'vitest';
import { createFakeClock } from '../fake-clock.ts';
import { createSimulatedTime } from '../simulation/simulated-time.ts';
import { describeClock } from './describe-clock.ts';

const START = instant(1_700_000_000_000);

describeClock('the fake one', () => {
  const clock = createFakeClock(START);
  return { clock, pass: clock.advance, setWall: clock.setWall, end: () => undefined };
});

describeClock('of a simulated machine', () => {
  const time = createSimulatedTime(START);
  const machine = time.machine();
  return {
    clock: machine.start().clock,
    pass: (by) => time.run(later(time.now(), by)),
    setWall: machine.setWall,
    end: machine.kill,
  };
});

describeClock('of the system, under timers that are played to it', () => {
  vi.useFakeTimers({ now: START, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  let offset = 0;
  const sinceStart = (): number => Date.now() - START;
  return {
    clock: createSystemClock({
      bootId: 'boot-1',
      wall: () => Date.now() + offset,
      uptime: sinceStart,
      monotonic: sinceStart,
    }),
    pass: async (by) => void (await vi.advanceTimersByTimeAsync(by)),
    setWall: (to) => {
      offset = to - Date.now();
    },
    end: () => void vi.useRealTimers(),
  };
});
