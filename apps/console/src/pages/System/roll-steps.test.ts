import type { FleetAuthorityState } from '@holdover/api';
import { expect, test } from 'vitest';
import { placeOf, ROLL_STEPS, rollStateOf } from './roll-steps.ts';

const at = (state: 'next' | 'previous' | null, part: Partial<FleetAuthorityState> = {}) =>
  rollStateOf({
    spkiHash: 'aa',
    beside: state === null ? null : { state, spkiHash: 'bb', since: '2026-11-23T00:00:00.000Z' },
    terminalsBehind: 0,
    certificatesOfPrevious: 0,
    waitsFor: [],
    ...part,
  });

test('[I4d] one step follows another, and waits for terminals', () => {
  expect(at(null)).toEqual({ next: 'prepare', ready: true });
  expect(at('next', { terminalsBehind: 1 })).toEqual({ next: 'roll', ready: false });
  expect(at('next')).toEqual({ next: 'roll', ready: true });
  expect(at('previous', { certificatesOfPrevious: 2 })).toEqual({ next: 'retire', ready: false });
  expect(at('previous')).toEqual({ next: 'retire', ready: true });
});

test('what is before the next step is done, what is after it comes later', () => {
  expect(ROLL_STEPS.map((step) => placeOf(step, 'roll'))).toEqual(['done', 'now', 'later']);
});
