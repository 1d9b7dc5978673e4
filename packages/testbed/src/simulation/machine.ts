import {
  bootTime,
  Fault,
  instant,
  milliseconds,
  type Cancel,
  type Clock,
  type Duration,
  type Instant,
} from '@holdover/kernel';
import { createLife, type EndableLife, type Life, type LifeEnd } from './life.ts';

export interface MachineOptions {
  /** Part of every boot id. */
  readonly name?: string;
  /** How far its time of day is ahead of the true time. */
  readonly wallOffset?: Duration;
}

/** A computer with its own idea of the time, on which one program runs at a time. It starts switched on. */
export interface Machine {
  readonly state: 'off' | 'asleep' | 'on';
  /** What stands on this machine's clock. `after` belongs to the program that runs at the time; a program takes its life's. */
  readonly clock: Clock;
  /** The program that runs now. */
  readonly life: Life | undefined;
  /** Starts the program. @throws Fault `machine-busy` when one runs, `machine-off` */
  start(): Life;
  /** The program ends without a word, as by SIGKILL. Harmless when none runs. */
  kill(): void;
  powerOff(): void;
  /** A new boot. `clockless`: no battery keeps the time of day, which begins with 1970. */
  powerOn(options?: { readonly clockless?: boolean }): void;
  /** Nothing runs, boot time goes on. */
  suspend(): void;
  /** What fell due meanwhile runs now. */
  resume(): void;
  setWall(to: Instant): void;
  skewWall(by: Duration): void;
  /** The time of day stands still; boot time goes on. */
  freezeWall(): void;
  /** It goes on from where it stands. */
  thawWall(): void;
}

export interface World {
  now(): number;
  after(delay: Duration, action: () => void): Cancel;
}

export function createMachine(
  world: World,
  { name = 'machine', wallOffset = milliseconds(0) }: MachineOptions,
): Machine {
  const wall = createWall(world, wallOffset);
  let state: Machine['state'] = 'on';
  let boots = 1;
  let bootedAt = world.now();
  let life: EndableLife | undefined;

  const clockOf = (after: Clock['after']): Clock => ({
    get bootId() {
      return `${name}/boot-${boots}`;
    },
    wall: wall.read,
    boot: () => bootTime(world.now() - bootedAt),
    after,
  });
  const endLife = (how: LifeEnd): void => {
    const ended = life;
    life = undefined;
    ended?.end(how);
  };
  const expectState = (expected: Machine['state'], toDo: string): void => {
    if (state !== expected) throw refusal('machine-off', `${name} is ${state}: it cannot ${toDo}`);
  };

  return {
    get state() {
      return state;
    },
    get life() {
      return life;
    },
    clock: clockOf((delay, action) => life?.clock.after(delay, action) ?? (() => undefined)),
    start() {
      expectState('on', 'start a program');
      if (life !== undefined) throw refusal('machine-busy', `A program runs on ${name} already`);
      life = createLife({ world, clockOf, isAsleep: () => state === 'asleep' });
      return life;
    },
    kill: () => endLife('killed'),
    powerOff() {
      state = 'off';
      endLife('power-off');
    },
    powerOn({ clockless = false } = {}) {
      expectState('off', 'be switched on');
      state = 'on';
      boots += 1;
      bootedAt = world.now();
      if (clockless) wall.restart();
    },
    suspend() {
      expectState('on', 'fall asleep');
      state = 'asleep';
    },
    resume() {
      expectState('asleep', 'wake up');
      state = 'on';
      life?.wake();
    },
    setWall: wall.set,
    skewWall: (by) => wall.set(instant(wall.read() + by)),
    freezeWall: wall.freeze,
    thawWall: wall.thaw,
  };
}

/** The time of day: the true time and an offset, or a value that stands still. */
function createWall(world: World, start: Duration) {
  let offset: number = start;
  let frozenAt: number | undefined;
  const read = (): Instant => instant(frozenAt ?? world.now() + offset);
  const set = (to: Instant): void => {
    offset = to - world.now();
    if (frozenAt !== undefined) frozenAt = to;
  };
  const thaw = (): void => {
    const to = read();
    frozenAt = undefined;
    set(to);
  };
  return {
    read,
    set,
    thaw,
    freeze: () => {
      frozenAt = read();
    },
    restart: () => {
      frozenAt = undefined;
      set(instant(0));
    },
  };
}

function refusal(code: string, message: string): Fault {
  return new Fault({ owner: 'caller', code, message });
}
