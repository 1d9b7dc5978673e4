import { bootTime, milliseconds, seconds } from '@holdover/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LINK_POLICY, linkMode, NO_LINK, RETURN_STEPS, type LinkInput, type LinkState } from './link-state.ts';
import { stepLink } from './step-link.ts';

const policy = LINK_POLICY;

const number = fc.nat(30);
const anyInput: fc.Arbitrary<LinkInput> = fc.oneof(
  fc.constant({ input: 'start' as const }),
  fc.record({ input: fc.constant('connected' as const), link: number }),
  fc.record({ input: fc.constant('closed' as const), link: number }),
  fc.record({ input: fc.constant('terminal-refused' as const), link: number }),
  fc.record({ input: fc.constant('timer' as const), timer: number }),
  fc.record({
    input: fc.constant('heartbeat-answered' as const),
    heartbeat: number,
    roundTrip: fc.nat(2_000).map(milliseconds),
    well: fc.boolean(),
    spread: fc.nat(10_000).map(milliseconds),
  }),
  fc.record({ input: fc.constant('step-done' as const), run: number }),
  fc.record({ input: fc.constant('step-failed' as const), run: number }),
  fc.record({ input: fc.constant('question-unanswered' as const), link: number }),
  fc.record({ input: fc.constant('question-failed' as const), link: number }),
);

/** Half the inputs answer what is open, so that deep states are reached; the others are noise. */
function answering(state: LinkState, pick: number): LinkInput {
  const inputs: LinkInput[] = [{ input: 'timer', timer: state.timer }];
  if (state.at === 'offline') inputs.push({ input: 'start' });
  if (state.at === 'connecting') inputs.push({ input: 'connected', link: state.link });
  if ('run' in state) inputs.push({ input: 'step-done', run: state.run });
  if ('heartbeat' in state && state.heartbeat !== null) {
    const { heartbeat } = state;
    inputs.push({
      input: 'heartbeat-answered',
      heartbeat,
      well: pick % 3 > 0,
      roundTrip: seconds(0),
      spread: seconds(0),
    });
  }
  return inputs[pick % inputs.length] ?? { input: 'start' };
}

describe('link, any history', () => {
  test('[C3a] online only after all steps on the link that stands; numbers never come back; what waits is always timed', () => {
    const inputs = fc.array(fc.oneof(anyInput, fc.nat(100)), { maxLength: 150 });
    fc.assert(
      fc.property(inputs, (drawn) => {
        let state: LinkState = NO_LINK;
        let done: string[] = [];
        const given = new Set<number>();
        for (const [i, one] of drawn.entries()) {
          const input = typeof one === 'number' ? answering(state, one) : one;
          const before = state;
          const moment = { boot: bootTime(i * 1_000), share: 0.5 };
          const { state: after, effects } = stepLink(state, input, moment, policy);
          if (input.input === 'step-done' && 'run' in before && before.run === input.run) done.push(before.step);
          for (const effect of effects) {
            if (effect.effect === 'run-step' && effect.step === 'deny-list') done = [];
            if (effect.effect === 'connect') done = [];
            const fresh =
              effect.effect === 'connect'
                ? effect.link
                : effect.effect === 'send-heartbeat'
                  ? effect.heartbeat
                  : effect.effect === 'set-timer'
                    ? effect.timer
                    : effect.effect === 'run-step'
                      ? effect.run
                      : undefined;
            if (fresh === undefined) continue;
            expect(given.has(fresh)).toBe(false);
            given.add(fresh);
          }
          if (linkMode(after) === 'online') expect(done).toEqual([...RETURN_STEPS]);
          if (after !== NO_LINK && after.at !== 'offline') expect(after.timer).toBeGreaterThan(0);
          if (linkMode(before) !== linkMode(after)) {
            expect(effects[0]).toEqual({ effect: 'mode', mode: linkMode(after) });
          }
          state = after;
        }
      }),
      { numRuns: 400 },
    );
  });
});
