import { bootTime, days, hours, minutes, seconds, type Duration, type UserId } from '@holdover/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DEFAULT_PIN_THROTTLE,
  emptyBucket,
  fullBucket,
  giveBack,
  GIVEN_BACK_A_DAY,
  keepToken,
  refill,
  takeToken,
  unlock,
  untilNextToken,
  type PinBucket,
  type PinThrottlePolicy,
} from './pin-bucket.ts';
import type { BootMoment } from './running-time.ts';

const USERS = ['usr_anna', 'usr_ben', 'usr_cleo'] as UserId[];

/** The ends of what the settings allow, and what lies between. */
const POLICIES: readonly PinThrottlePolicy[] = [
  DEFAULT_PIN_THROTTLE,
  { pinAttempts: 1, pinRefill: minutes(144_000) },
  { pinAttempts: 2, pinRefill: minutes(1_440) },
  { pinAttempts: 10, pinRefill: minutes(15) },
  { pinAttempts: 100, pinRefill: minutes(1) },
];

type Event =
  | { readonly kind: 'fail' | 'crash-while-checking' | 'note' | 'restart' | 'lost' }
  | { readonly kind: 'succeed'; readonly user: UserId; readonly alike: number }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'reboot'; readonly boot: number }
  | { readonly kind: 'settings'; readonly to: PinThrottlePolicy }
  | { readonly kind: 'unlock'; readonly order: number };

const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: 'fail' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('succeed' as const),
      user: fc.constantFrom(...USERS),
      alike: fc.nat(6),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(hours(5)) }) },
  fc.record({ kind: fc.constant('reboot' as const), boot: fc.nat(hours(1_000)) }),
  fc.record({ kind: fc.constant('settings' as const), to: fc.constantFrom(...POLICIES) }),
  fc.record({ kind: fc.constant('unlock' as const), order: fc.nat(12) }),
  fc.constantFrom(
    { kind: 'note' as const },
    { kind: 'restart' as const },
    { kind: 'crash-while-checking' as const },
    { kind: 'lost' as const },
  ),
);

/** A terminal's bucket on its disk, and what the world gave it. */
class Station {
  #bucket: PinBucket;
  #policy: PinThrottlePolicy = DEFAULT_PIN_THROTTLE;
  #now: BootMoment = { bootId: 'boot-0', boot: bootTime(0) };
  #boots = 0;
  #ran = 0;
  /** Tokens spent for good. */
  spent = 0;
  forgiven = 0;
  /** All that may ever be spent: what was there, what running time gave at the rate in force, what orders gave. */
  given: number;

  constructor() {
    this.#bucket = fullBucket(this.#policy);
    this.given = this.#bucket.tokens;
  }

  get tokens(): number {
    return this.#bucket.tokens;
  }

  get most(): number {
    return this.#policy.pinAttempts;
  }

  get daysRun(): number {
    return Math.floor(this.#ran / days(1)) + 1;
  }

  wait(): Duration {
    return untilNextToken(refill(this.#bucket, this.#now, this.#policy), this.#policy);
  }

  play(event: Event): void {
    switch (event.kind) {
      case 'fail':
      case 'crash-while-checking':
        return this.#attempt((bucket, attempt) => (event.kind === 'fail' ? keepToken(bucket, attempt) : bucket));
      case 'succeed':
        return this.#attempt((bucket, attempt) => {
          const success = { attempt, userId: event.user, alike: event.alike };
          this.spent -= 1;
          return giveBack(bucket, success, this.#now, this.#policy);
        });
      case 'wait':
        this.#ran += event.ms;
        this.given += event.ms / this.#policy.pinRefill;
        this.#now = { ...this.#now, boot: bootTime(this.#now.boot + event.ms) };
        return;
      case 'reboot':
        this.#boots += 1;
        this.#now = { bootId: `boot-${this.#boots}`, boot: bootTime(event.boot) };
        return;
      case 'settings':
        this.#store(refill(this.#bucket, this.#now, this.#policy));
        this.#policy = event.to;
        // As a terminal tells its bucket of every change.
        this.#store(refill(this.#bucket, this.#now, this.#policy));
        return;
      case 'unlock':
        return this.#unlock(event.order);
      case 'note':
        return this.#store(refill(this.#bucket, this.#now, this.#policy));
      case 'restart':
        return this.#store(this.#bucket);
      case 'lost':
        // The orders it had obeyed are lost with it; the server numbers them on.
        return this.#store({ ...emptyBucket(), lastUnlock: this.#bucket.lastUnlock });
    }
  }

  #attempt(settle: (bucket: PinBucket, attempt: number) => PinBucket): void {
    const taken = takeToken(this.#bucket, this.#now, this.#policy);
    this.#store(taken.bucket);
    if (!taken.taken) return;
    this.spent += 1;
    const before = this.#bucket.givenBack.length;
    const next = settle(this.#bucket, taken.attempt);
    this.forgiven += Math.max(0, next.givenBack.length - before);
    this.#store(next);
  }

  #unlock(order: number): void {
    const isNew = order > this.#bucket.lastUnlock;
    this.#store(unlock(this.#bucket, order, this.#now, this.#policy));
    if (isNew) this.given += this.#policy.pinAttempts;
  }

  /** Written and read again, as every start does. */
  #store(bucket: PinBucket): void {
    this.#bucket = JSON.parse(JSON.stringify(bucket)) as PinBucket; // what was just written
  }
}

describe('PIN bucket, any history', () => {
  test('[D3e] tokens never appear: what was spent is what was there, what running time, orders and likeness gave', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 150 }), (events) => {
        const station = new Station();
        for (const event of events) {
          station.play(event);
          expect(station.spent).toBeLessThanOrEqual(station.given + station.forgiven);
          expect(station.tokens).toBeGreaterThanOrEqual(0);
        }
        station.play({ kind: 'note' });
        expect(station.tokens).toBeLessThanOrEqual(station.most);
        expect(station.forgiven).toBeLessThanOrEqual(GIVEN_BACK_A_DAY * USERS.length * station.daysRun);
      }),
      { numRuns: 1_000 },
    );
  });

  test('[D3e] settings that were others for no time at all give nothing', () => {
    const station = new Station();
    const [usual, , , , generous] = POLICIES;
    if (usual === undefined || generous === undefined) return expect.unreachable();
    station.play({ kind: 'fail' });
    station.play({ kind: 'settings', to: generous });
    station.play({ kind: 'settings', to: usual });
    station.play({ kind: 'wait', ms: minutes(1) });
    for (let n = 0; n < 5; n++) station.play({ kind: 'fail' });
    expect(station.spent).toBe(5);
  });

  test('[D3e] [T2b] from restarts, reboots, settings and orders already obeyed alone, not one', () => {
    const still = anyEvent.filter(({ kind }) => ['restart', 'reboot', 'settings', 'note'].includes(kind));
    fc.assert(
      fc.property(fc.nat(5), fc.array(still, { maxLength: 60 }), (failures, events) => {
        const station = new Station();
        for (let n = 0; n < failures; n++) station.play({ kind: 'fail' });
        const before = station.tokens;
        for (const event of events) {
          station.play(event);
          station.play({ kind: 'unlock', order: 0 });
          expect(station.tokens).toBeLessThanOrEqual(before);
        }
      }),
    );
  });

  test('[D3f] whoever waits as long as the panel says finds a token, and not a moment before', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        const station = new Station();
        for (const event of [...events, ...Array<Event>(100).fill({ kind: 'fail' })]) station.play(event);
        const wait = station.wait();
        fc.pre(wait > 0);
        station.play({ kind: 'wait', ms: wait - 1 });
        expect(station.wait()).toBe(1);
        station.play({ kind: 'wait', ms: 1 });
        expect(station.wait()).toBe(0);
      }),
    );
  });

  test('[D3e] a crash between taking and answering costs the token, however often', () => {
    const station = new Station();
    for (let n = 0; n < 10; n++) {
      station.play({ kind: 'crash-while-checking' });
      station.play({ kind: 'reboot', boot: seconds(30) });
    }
    expect(station.tokens).toBe(0);
    expect(station.spent).toBe(5);
  });
});
