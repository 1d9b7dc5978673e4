import { bootTime, milliseconds, minutes, seconds, type Duration } from '@holdover/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  asksServer,
  LINK_POLICY,
  linkMode,
  NO_LINK,
  RETURN_STEPS,
  type LinkEffect,
  type LinkInput,
  type LinkMode,
  type LinkState,
} from './link-state.ts';
import { stepLink } from './step-link.ts';

/** How the far side and what lies between behave for a while. */
interface Weather {
  readonly lasts: number;
  /** What becomes of a try to connect. */
  readonly door: 'open' | 'refuses' | 'fails' | 'silent';
  readonly heartbeats: 'answered' | 'slow' | 'errors' | 'lost';
  /** A call that hangs is given up by its own deadline. */
  readonly steps: 'done' | 'fail' | 'hang';
  /** Whether it begins with the link cut, and whether that is noticed at once. */
  readonly cut: 'no' | 'closed' | 'half-open';
  /** Somebody logs in once a second, and waits in vain where heartbeats are lost. */
  readonly logins: boolean;
}

const weather: fc.Arbitrary<Weather> = fc.record({
  lasts: fc.integer({ min: 1, max: 60 }),
  door: fc.constantFrom('open', 'open', 'open', 'refuses', 'fails', 'silent'),
  heartbeats: fc.constantFrom('answered', 'answered', 'slow', 'errors', 'lost'),
  steps: fc.constantFrom('done', 'done', 'done', 'fail', 'hang'),
  cut: fc.constantFrom('no', 'no', 'closed', 'half-open'),
  logins: fc.boolean(),
});

const FINE: Weather = { lasts: 0, door: 'open', heartbeats: 'answered', steps: 'done', cut: 'no', logins: false };
const TICK = 250;
const CALL_DEADLINE = seconds(10);

interface Due {
  readonly at: number;
  readonly input: LinkInput;
}

/** A terminal's link in some weather, a quarter of a second at a time. */
class World {
  state: LinkState = NO_LINK;
  readonly #spread: Duration;
  #now = 0;
  #weather: Weather = FINE;
  #timer: Due | undefined;
  #due: Due[] = [];
  #dead = new Set<number>();
  #random: number;
  /** When something was last sent on the link that stands. */
  #lastSent = 0;
  /** Logins that waited for the server in vain since the mode last changed. */
  vainLogins = 0;
  stepsOnThisLink: string[] = [];
  readonly modes: LinkMode[] = [];

  constructor(spread: Duration, seed: number) {
    this.#spread = spread;
    this.#random = seed;
    this.give({ input: 'start' });
  }

  get mode() {
    return linkMode(this.state);
  }

  get silentFor(): number {
    const stands = this.state.at !== 'offline' && this.state.at !== 'connecting';
    return stands ? this.#now - this.#lastSent : 0;
  }

  live(given: Weather, forTicks: number, check: () => void): void {
    this.#weather = given;
    this.#cut(given.cut);
    for (let tick = 0; tick < forTicks; tick++) {
      this.#now += TICK;
      const due = this.#due.filter(({ at }) => at <= this.#now);
      this.#due = this.#due.filter(({ at }) => at > this.#now);
      for (const { input } of due) this.give(input);
      const timer = this.#timer;
      if (timer !== undefined && timer.at <= this.#now) {
        this.#timer = undefined;
        this.give(timer.input);
      }
      if (given.logins && this.#now % 1_000 === 0) this.#logIn();
      check();
    }
  }

  give(input: LinkInput): void {
    this.#random = (Math.imul(this.#random, 1_664_525) + 1_013_904_223) >>> 0;
    const moment = { boot: bootTime(this.#now), share: this.#random / 2 ** 32 };
    const next = stepLink(this.state, input, moment, LINK_POLICY);
    this.state = next.state;
    for (const effect of next.effects) this.#run(effect);
  }

  #run(effect: LinkEffect): void {
    switch (effect.effect) {
      case 'connect':
        this.stepsOnThisLink = [];
        this.#lastSent = this.#now;
        return this.#connect(effect.link);
      case 'send-heartbeat':
        this.#lastSent = this.#now;
        return this.#heartbeat(effect.link, effect.heartbeat);
      case 'set-timer':
        this.#timer = { at: this.#now + effect.after, input: { input: 'timer', timer: effect.timer } };
        return;
      case 'run-step':
        this.stepsOnThisLink.push(effect.step);
        return this.#step(effect.run);
      case 'mode':
        this.modes.push(effect.mode);
        this.vainLogins = 0;
        return;
      case 'close':
        return;
    }
  }

  #soon(input: LinkInput, after = 100): void {
    this.#due.push({ at: this.#now + after, input });
  }

  #connect(link: number): void {
    const { door } = this.#weather;
    if (door === 'open') this.#soon({ input: 'connected', link });
    if (door === 'refuses') this.#soon({ input: 'terminal-refused', link });
    if (door === 'fails') this.#soon({ input: 'closed', link });
  }

  #heartbeat(link: number, heartbeat: number): void {
    const { heartbeats } = this.#weather;
    if (heartbeats === 'lost' || this.#dead.has(link)) return;
    const roundTrip = milliseconds(heartbeats === 'slow' ? 4_000 : 100);
    const well = heartbeats !== 'errors';
    this.#soon({ input: 'heartbeat-answered', heartbeat, roundTrip, well, spread: this.#spread }, roundTrip);
  }

  #step(run: number): void {
    const { steps } = this.#weather;
    if (steps === 'hang') this.#soon({ input: 'step-failed', run }, CALL_DEADLINE);
    else this.#soon({ input: steps === 'done' ? 'step-done' : 'step-failed', run });
  }

  #cut(cut: Weather['cut']): void {
    if (cut === 'no' || this.state.at === 'offline') return;
    this.#dead.add(this.state.link);
    if (cut === 'closed') this.#soon({ input: 'closed', link: this.state.link });
  }

  #logIn(): void {
    const { state } = this;
    if (state.at === 'offline' || !asksServer(this.mode)) return;
    if (this.#weather.heartbeats !== 'lost' && !this.#dead.has(state.link)) return;
    this.vainLogins += 1;
    this.#soon({ input: 'question-unanswered', link: state.link }, LINK_POLICY.slow);
  }
}

const worlds = fc.record({
  seed: fc.nat(2 ** 31),
  spread: fc.constantFrom(seconds(0), seconds(3), seconds(40)),
  days: fc.array(weather, { minLength: 1, maxLength: 8 }),
});

function play(
  { seed, spread, days }: { seed: number; spread: Duration; days: readonly Weather[] },
  check: (world: World) => void,
): World {
  const world = new World(spread, seed);
  for (const one of days) world.live(one, (one.lasts * 1_000) / TICK, () => check(world));
  return world;
}

describe('link, in any weather', () => {
  test('[C3a] [C3j] once it clears, the link is online, by way of all steps, within retry, spread and a heartbeat', () => {
    fc.assert(
      fc.property(worlds, (drawn) => {
        const world = play(drawn, () => undefined);
        const wasRefused = drawn.days.some(({ door }) => door === 'refuses');
        const longestRetry = (wasRefused ? LINK_POLICY.reconnectRefused : LINK_POLICY.reconnect).most;
        // A silent link found out or a call given up, the retry, a try, the spread and up to its heartbeat, three steps.
        const bound = seconds(15) + longestRetry + seconds(5) + drawn.spread + seconds(5);
        world.live(FINE, bound / TICK, () => undefined);
        expect(world.mode).toBe('online');
        expect(world.stepsOnThisLink.slice(-3)).toEqual([...RETURN_STEPS]);
      }),
      { numRuns: 150 },
    );
  });

  test('[C3i] [C2a] a link that stands says something every heartbeat, and one that answers nothing is given up', () => {
    fc.assert(
      fc.property(worlds, (drawn) => {
        play(drawn, (world) => expect(world.silentFor).toBeLessThanOrEqual(LINK_POLICY.heartbeatEvery + TICK));
        const deaf = play(drawn, () => undefined);
        // Three heartbeats, and one cut short by a turn that came.
        deaf.live({ ...FINE, door: 'silent', heartbeats: 'lost' }, seconds(21) / TICK, () => undefined);
        expect(asksServer(deaf.mode)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  test('[C2b] of a row of logins in vain, only those that began before the first gave up wait as well', () => {
    fc.assert(
      fc.property(worlds, (drawn) => {
        // One login a second and a deadline of 1.2 s: the second begins before the first gave up.
        play(drawn, (world) => expect(world.vainLogins).toBeLessThanOrEqual(2));
      }),
      { numRuns: 150 },
    );
  });

  test('[C1c] it says refused only since a refusal, and until it is let in', () => {
    const kind = weather.map((one): Weather => ({ ...one, door: one.door === 'refuses' ? 'fails' : one.door }));
    fc.assert(
      fc.property(worlds, fc.array(kind, { maxLength: 6 }), (drawn, after) => {
        const world = new World(drawn.spread, drawn.seed);
        world.live({ ...FINE, door: 'refuses', cut: 'closed' }, minutes(1) / TICK, () => undefined);
        expect(world.mode).toBe('refused');
        const before = world.modes.length;
        for (const one of after) world.live(one, (one.lasts * 1_000) / TICK, () => undefined);
        const [first, ...others] = world.modes.slice(before);
        // Tries that fail change nothing; being let in does.
        expect([undefined, 'returning']).toContain(first);
        expect(others).not.toContain('refused');
      }),
      { numRuns: 100 },
    );
  });
});
