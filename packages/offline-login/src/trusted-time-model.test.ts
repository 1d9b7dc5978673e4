import { bootTime, days, hours, instant, minutes, seconds } from '@holdover/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  NOTABLE_STEP,
  persistTime,
  readTime,
  resumeTime,
  stateTime,
  UNTOLD,
  type ClockReading,
  type PersistedTime,
  type TrustedTime,
} from './trusted-time.ts';

const policy = { uncertainHours: 8 };
const NOON = instant(1_800_000_000_000);

type Event =
  | { readonly kind: 'run' | 'suspend' | 'off'; readonly ms: number }
  | { readonly kind: 'wall'; readonly by: number }
  | { readonly kind: 'no-clock' | 'restart' | 'power-cut' | 'server' }
  | { readonly kind: 'server-wrong'; readonly by: number };

const jump = fc.constantFrom(-hours(25), hours(25), -days(400), days(400), -1, 1, minutes(-6), minutes(6));
const events: fc.Arbitrary<readonly Event[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('run' as const), ms: fc.nat(hours(3)) }) },
    fc.record({ kind: fc.constantFrom('suspend' as const, 'off' as const), ms: fc.nat(days(2)) }),
    fc.record({ kind: fc.constantFrom('wall' as const, 'server-wrong' as const), by: jump }),
    { weight: 2, arbitrary: fc.constantFrom({ kind: 'restart' as const }, { kind: 'power-cut' as const }) },
    fc.constantFrom({ kind: 'no-clock' as const }, { kind: 'server' as const }),
  ),
  { maxLength: 60 },
);

/** A machine with its three clocks and a disk, and what time it really is. */
class Machine {
  real: number = NOON;
  #wall: number = NOON;
  #boot = 0;
  #boots = 1;
  #server = 0;
  #disk: PersistedTime;
  /** How long it ran since it was last noted. */
  #unnoted = 0;
  time: TrustedTime;
  /** Since the server last spoke: how long the machine ran while the time was uncertain and logins were allowed. */
  servedUncertain = 0;

  constructor() {
    this.time = stateTime(UNTOLD, { at: NOON, roundTrip: seconds(0) }, this.reading(), policy).time;
    this.#disk = persistTime(this.time, this.reading());
  }

  reading(): ClockReading {
    return { wall: instant(this.#wall), boot: bootTime(this.#boot), bootId: `boot-${this.#boots}` };
  }

  now() {
    return readTime(this.time, this.reading(), policy);
  }

  play(event: Event): void {
    switch (event.kind) {
      case 'run':
        return this.#run(event.ms);
      case 'suspend':
        this.#pass(event.ms);
        // What fell due in the sleep is done on waking.
        return this.#note();
      case 'off':
        this.#note();
        this.real += event.ms;
        this.#wall += event.ms;
        return this.#start();
      case 'wall':
        this.#wall = Math.max(0, this.#wall + event.by);
        return;
      case 'no-clock':
        this.#wall = 0;
        return this.#start();
      case 'restart':
        this.#note();
        this.time = resumeTime(this.#disk, this.reading());
        return;
      case 'power-cut':
        return this.#start();
      case 'server-wrong':
        this.#server += event.by;
        return this.hearServer();
      case 'server':
        return this.hearServer();
    }
  }

  hearServer(): void {
    const at = instant(this.real + this.#server);
    this.time = stateTime(this.time, { at, roundTrip: seconds(0) }, this.reading(), policy).time;
    this.#note();
    this.servedUncertain = 0;
  }

  /** Minute by minute, as the program notes it. */
  #run(ms: number): void {
    for (let left = ms; left > 0;) {
      const { from, allowsOfflineLogin } = this.now();
      const part = Math.min(left, minutes(1) - this.#unnoted);
      if (from === 'uncertain' && allowsOfflineLogin) this.servedUncertain += part;
      this.#pass(part);
      left -= part;
      this.#unnoted += part;
      if (this.#unnoted === minutes(1)) this.#note();
    }
  }

  #note(): void {
    this.#disk = persistTime(this.time, this.reading());
    this.#unnoted = 0;
  }

  #pass(ms: number): void {
    this.real += ms;
    this.#wall += ms;
    this.#boot += ms;
  }

  #start(): void {
    this.#boot = 0;
    this.#boots += 1;
    this.time = resumeTime(this.#disk, this.reading());
    this.#note();
  }
}

/** Two runs that make a minute only together. */
const MINUTE_IN_TWO: readonly Event[] = [{ kind: 'run', ms: 5_399_986 }, { kind: 'run', ms: 15 }, { kind: 'no-clock' }];

describe('trusted time, any history', () => {
  test('[T4a] nothing but the server moves it back: no clock, restart or reboot; a power cut loses a minute at most', () => {
    fc.assert(
      fc.property(events, (played) => {
        const machine = new Machine();
        for (const event of played) {
          const before = machine.now().at;
          machine.play(event);
          if (event.kind === 'server' || event.kind === 'server-wrong') continue;
          const lost = event.kind === 'power-cut' || event.kind === 'no-clock' ? minutes(1) : 0;
          expect(machine.now().at).toBeGreaterThanOrEqual(before - lost);
        }
      }),
      { numRuns: 500, examples: [[MINUTE_IN_TWO]] },
    );
  });

  test('[T1a] [T2a] while server and wall clock are right it is never behind, whatever else happens', () => {
    fc.assert(
      fc.property(events, (played) => {
        const machine = new Machine();
        for (const event of played) {
          if (event.kind === 'wall' || event.kind === 'no-clock' || event.kind === 'server-wrong') continue;
          machine.play(event);
          const { at, uncertainty } = machine.now();
          expect(at + uncertainty).toBeGreaterThanOrEqual(machine.real);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('[T3a] [T3b] between two words of the server, uncertain time is served for eight hours and a minute at most', () => {
    fc.assert(
      fc.property(events, (played) => {
        const machine = new Machine();
        for (const event of played) {
          machine.play(event);
          expect(machine.servedUncertain).toBeLessThanOrEqual(hours(8) + minutes(1));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('[T4b] every word of the server is taken, whatever came before, within what is no step', () => {
    fc.assert(
      fc.property(events, (played) => {
        const machine = new Machine();
        played.forEach((event) => machine.play(event));
        machine.play({ kind: 'server' });
        const once = machine.now();
        machine.play({ kind: 'server' });
        expect(once).toMatchObject({ from: 'stated', allowsOfflineLogin: true });
        expect(Math.abs(machine.now().at - once.at)).toBeLessThanOrEqual(NOTABLE_STEP);
      }),
      { numRuns: 200 },
    );
  });
});
