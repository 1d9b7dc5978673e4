import { bootTime, milliseconds, present, seconds, type BootTime } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import {
  asksServer,
  LINK_POLICY,
  linkMode,
  NO_LINK,
  RETURN_STEPS,
  type LinkEffect,
  type LinkInput,
  type LinkState,
} from './link-state.ts';
import { stepLink } from './step-link.ts';

const policy = LINK_POLICY;

/** A terminal's link, its effects remembered; answers are given by the number the last effect of that kind carried. */
function createLink(spread = milliseconds(0)) {
  let state: LinkState = { ...NO_LINK, spread };
  let boot: BootTime = bootTime(0);
  let effects: LinkEffect[] = [];
  const last = <E extends LinkEffect['effect']>(effect: E): Extract<LinkEffect, { effect: E }> => {
    const found = effects.findLast((one) => one.effect === effect);
    return present(found, `the effect ${effect}`) as Extract<LinkEffect, { effect: E }>;
  };
  const link = {
    get state() {
      return state;
    },
    get mode() {
      return linkMode(state);
    },
    effects: () => effects,
    last,
    give(input: LinkInput, share = 0.5) {
      const next = stepLink(state, input, { boot, share }, policy);
      state = next.state;
      effects = [...effects, ...next.effects];
      return next.effects;
    },
    wait(ms: number) {
      boot = bootTime(boot + ms);
    },
    timer: (share = 0.5) => link.give({ input: 'timer', timer: last('set-timer').timer }, share),
    connected: (share = 0.5) => link.give({ input: 'connected', link: last('connect').link }, share),
    answer: (part: { well?: boolean; roundTrip?: number } = {}) =>
      link.give({
        input: 'heartbeat-answered',
        heartbeat: last('send-heartbeat').heartbeat,
        well: part.well ?? true,
        roundTrip: milliseconds(part.roundTrip ?? 10),
        spread,
      }),
    stepDone: () => link.give({ input: 'step-done', run: last('run-step').run }),
    unanswered: () => link.give({ input: 'question-unanswered', link: last('connect').link }),
    closed: (share = 0.5) => link.give({ input: 'closed', link: last('connect').link }, share),
    beat(part?: { well?: boolean; roundTrip?: number }) {
      link.wait(policy.heartbeatEvery);
      link.timer();
      return link.answer(part);
    },
    up() {
      link.give({ input: 'start' });
      link.connected();
      for (const _ of RETURN_STEPS) link.stepDone();
      link.answer();
      return link;
    },
  };
  return link;
}

const steps = (effects: readonly LinkEffect[]) =>
  effects.flatMap((one) => (one.effect === 'run-step' ? [one.step] : []));

describe('link', () => {
  test('[C1a] its five states are reached and announced', () => {
    const link = createLink().up();
    link.beat({ well: false });
    link.beat({ well: false });
    link.closed();
    link.timer();
    link.give({ input: 'terminal-refused', link: link.last('connect').link });
    const modes = link.effects().flatMap((one) => (one.effect === 'mode' ? [one.mode] : []));
    expect(modes).toEqual(['returning', 'online', 'degraded', 'offline', 'refused']);
  });

  test('[C1b] two bad or slow answers in a row degrade it, two good ones mend it', () => {
    const link = createLink().up();
    link.beat({ well: false });
    expect(link.mode).toBe('online');
    link.beat();
    link.beat({ roundTrip: 1_201 });
    expect(link.mode).toBe('online');
    link.beat({ well: false });
    expect(link.mode).toBe('degraded');
    link.beat();
    link.beat({ well: false });
    link.beat();
    expect(link.mode).toBe('degraded');
    link.beat();
    expect(link.mode).toBe('online');
  });

  test('[C1b] a login answered with an error counts like a bad heartbeat', () => {
    const link = createLink().up();
    link.give({ input: 'question-failed', link: link.last('connect').link });
    link.beat({ well: false });
    expect(link.mode).toBe('degraded');
  });

  test('[C1c] a refusal is no absence; it lasts through failing tries until the server lets the terminal in', () => {
    const link = createLink().up();
    const effects = link.give({ input: 'terminal-refused', link: link.last('connect').link });
    expect(effects).toContainEqual({ effect: 'close', link: link.last('connect').link });
    expect(link.mode).toBe('refused');
    link.timer();
    link.closed();
    expect(link.mode).toBe('refused');
    link.timer();
    link.connected();
    expect(link.mode).toBe('returning');
  });

  test('[C1f] a refused terminal asks again ever more seldom, every five minutes at the end', () => {
    const link = createLink().up();
    const waits: number[] = [];
    for (let refusal = 0; refusal < 9; refusal++) {
      link.give({ input: 'terminal-refused', link: link.last('connect').link }, 1);
      waits.push(link.last('set-timer').after);
      link.timer();
      link.connected(0);
    }
    expect(waits.slice(0, 3)).toEqual([5_000, 10_000, 20_000]);
    expect(waits.at(-1)).toBe(300_000);
  });

  test('[C2a] the second heartbeat without an answer breaks the link', () => {
    const link = createLink().up();
    expect(policy.heartbeatEvery).toBe(5_000);
    link.wait(5_000);
    link.timer();
    link.wait(5_000);
    link.timer();
    expect(link.mode).toBe('online');
    link.wait(5_000);
    expect(link.timer()).toContainEqual({ effect: 'close', link: link.last('connect').link });
    expect(link.mode).toBe('offline');
  });

  test('[C2a] an answer in between starts the count anew', () => {
    const link = createLink().up();
    link.wait(5_000);
    link.timer();
    link.wait(5_000);
    link.timer();
    link.answer();
    link.wait(5_000);
    link.timer();
    link.wait(5_000);
    link.timer();
    expect(link.mode).toBe('online');
  });

  test('[C2b] one login in vain sends the next to the cache at once, and a heartbeat asks', () => {
    const link = createLink().up();
    const effects = link.unanswered();
    expect(asksServer(link.mode)).toBe(false);
    expect(effects.map(({ effect }) => effect)).toEqual(['mode', 'send-heartbeat', 'set-timer']);
    expect(steps(link.answer())).toEqual(['deny-list']);
    expect(link.mode).toBe('returning');
  });

  test('[C2b] without an answer the link is given up', () => {
    const link = createLink().up();
    link.unanswered();
    link.timer();
    expect(link.timer().map(({ effect }) => effect)).toEqual(['close', 'set-timer']);
  });

  test('[C2c] answers, timers and steps of earlier questions change nothing', () => {
    const link = createLink().up();
    const late: LinkInput[] = [
      { input: 'timer', timer: link.last('set-timer').timer },
      { input: 'step-failed', run: link.last('run-step').run },
      { input: 'connected', link: link.last('connect').link },
      { input: 'closed', link: link.last('connect').link },
      { input: 'question-unanswered', link: link.last('connect').link },
    ];
    link.closed();
    link.timer();
    link.connected();
    const before = link.state;
    for (const input of late) expect(link.give(input)).toEqual([]);
    expect(link.state).toEqual(before);
  });

  test('[C2c] while a new link is being made, nothing about the old one counts', () => {
    const link = createLink().up();
    const old = link.last('connect').link;
    link.closed();
    link.timer();
    for (const input of [
      'connected',
      'closed',
      'terminal-refused',
      'question-unanswered',
      'question-failed',
    ] as const) {
      expect(link.give({ input, link: old })).toEqual([]);
    }
    const { link: fresh } = link.last('connect');
    expect(link.give({ input: 'question-unanswered', link: fresh })).toEqual([]);
    expect(link.state).toMatchObject({ at: 'connecting', link: fresh });
  });

  test('[C2c] a late heartbeat answer does not make up for the one that is open', () => {
    const link = createLink().up();
    link.wait(5_000);
    link.timer();
    const { heartbeat } = link.last('send-heartbeat');
    link.wait(5_000);
    link.timer();
    const late = {
      input: 'heartbeat-answered',
      heartbeat,
      roundTrip: seconds(6),
      well: true,
      spread: seconds(0),
    } as const;
    expect(link.give(late)).toEqual([]);
    link.wait(5_000);
    link.timer();
    expect(link.mode).toBe('offline');
  });

  test('[C1b] errors about another link than the one in use do not degrade it', () => {
    const link = createLink().up();
    for (let i = 0; i < 3; i++) link.give({ input: 'question-failed', link: link.last('connect').link + 1 });
    expect(link.mode).toBe('online');
    link.beat({ roundTrip: 1_200 });
    link.beat({ roundTrip: 1_200 });
    expect(link.mode).toBe('online');
  });

  test('[C2c] a step that ends after a new run of it began does not count for the new one', () => {
    const link = createLink();
    link.give({ input: 'start' });
    link.connected();
    const { run } = link.last('run-step');
    link.unanswered();
    link.answer();
    expect(link.give({ input: 'step-done', run })).toEqual([]);
    expect(link.state).toMatchObject({ at: 'returning', step: 'deny-list' });
  });

  test('[C3a] deny list, journal, desired state, then online', () => {
    const link = createLink();
    link.give({ input: 'start' });
    link.connected();
    for (const step of ['deny-list', 'journal', 'desired-state']) {
      expect(link.last('run-step').step).toBe(step);
      expect(link.mode).toBe('returning');
      link.stepDone();
    }
    expect(link.mode).toBe('online');
  });

  /** A link that waits for a quarter of a minute's spread. */
  function waiting() {
    const link = createLink(seconds(60));
    link.give({ input: 'start' });
    link.connected(0.25);
    return link;
  }

  test('[C3b] the return waits for its share of the spread', () => {
    const link = waiting();
    for (const _ of [5, 10]) {
      link.answer();
      link.wait(5_000);
      link.timer();
      expect(steps(link.effects())).toEqual([]);
      expect(link.mode).toBe('returning');
    }
    link.answer();
    link.wait(5_000);
    expect(steps(link.timer())).toEqual(['deny-list']);
  });

  test('[C3b] a turn that comes before the next heartbeat is not waited past', () => {
    const link = createLink(seconds(60));
    link.give({ input: 'start' });
    link.connected(0.1);
    link.answer();
    link.wait(5_000);
    link.timer();
    expect(link.last('set-timer').after).toBe(1_000);
    link.wait(1_000);
    expect(steps(link.timer())).toEqual(['deny-list']);
  });

  test('[C3i] a link that waits for its turn is watched: heartbeats go out, and silence breaks it', () => {
    const link = waiting();
    expect(link.effects().map(({ effect }) => effect)).toContain('send-heartbeat');
    for (const _ of [5, 10]) {
      link.wait(5_000);
      link.timer();
    }
    expect(link.mode).toBe('offline');
    expect(steps(link.effects())).toEqual([]);
  });

  test('[C3i] a login in vain while it waits does not bring its turn forward', () => {
    const link = waiting();
    link.wait(1_200);
    link.unanswered();
    expect(link.mode).toBe('offline');
    expect(steps(link.answer())).toEqual([]);
    expect(link.mode).toBe('returning');
    link.wait(15_000);
    expect(steps(link.timer())).toEqual(['deny-list']);
  });

  test('[C3c] a flapping link waits longer each time, a stable one starts anew', () => {
    const link = createLink().up();
    const waits: number[] = [];
    for (let i = 0; i < 6; i++) {
      link.closed(1);
      waits.push(link.last('set-timer').after);
      link.timer();
      link.connected();
      for (const _ of RETURN_STEPS) link.stepDone();
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
    link.wait(policy.stableAfter);
    link.closed(1);
    expect(link.last('set-timer').after).toBe(1_000);
  });

  test('[C3c] a link that was stable before it degraded starts anew as well', () => {
    const link = createLink().up();
    link.closed(1);
    link.timer();
    link.connected();
    for (const _ of RETURN_STEPS) link.stepDone();
    link.wait(policy.stableAfter);
    link.answer();
    link.beat({ well: false });
    link.beat({ well: false });
    link.closed(1);
    expect(link.last('set-timer').after).toBe(1_000);
  });

  test('[C3d] a step that fails closes the link; the next return begins with the first step', () => {
    const link = createLink();
    link.give({ input: 'start' });
    link.connected();
    link.stepDone();
    const effects = link.give({ input: 'step-failed', run: link.last('run-step').run });
    expect(effects.map(({ effect }) => effect)).toEqual(['mode', 'close', 'set-timer']);
    expect(link.mode).toBe('offline');
    link.timer();
    link.connected();
    expect(link.last('run-step').step).toBe('deny-list');
  });

  test('[D1a] who is asked first', () => {
    expect((['online', 'degraded', 'returning'] as const).map(asksServer)).toEqual([true, true, true]);
    expect((['offline', 'refused'] as const).map(asksServer)).toEqual([false, false]);
  });

  test('a try that hangs is given up', () => {
    const link = createLink();
    link.give({ input: 'start' });
    expect(link.last('set-timer').after).toBe(policy.connectWithin);
    expect(link.timer().map(({ effect }) => effect)).toEqual(['close', 'set-timer']);
  });
});
