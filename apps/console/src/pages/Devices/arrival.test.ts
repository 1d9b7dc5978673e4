import type { Device, Enrolment } from '@holdover/api';
import { describe, expect, test } from 'vitest';
import { arrivedSteps, codeStanding } from './arrival.ts';

type Terminal = NonNullable<Device['terminal']>;
const TERMINAL: Terminal = {
  id: 'trm_new' as Terminal['id'], // what it looks like does not matter here
  version: '0.1.0',
  keyProtector: 'tpm2',
  link: 'away',
  enrolledAt: '2026-11-22T10:00:00.000Z',
  lastContactAt: null,
  revisionApplied: 0,
  revisionDesired: 1,
  journalBacklog: 0,
  guessRisk: null,
  suspendedAt: null,
  pinUnlocksLeft: 3,
};

describe('the terminal that comes for a code', () => {
  test('is not the one that was there before', () => {
    expect(arrivedSteps({ terminal: null }, null)).toEqual([]);
    expect(arrivedSteps({ terminal: { ...TERMINAL, link: 'online', revisionApplied: 9 } }, 'trm_new')).toEqual([]);
    expect(arrivedSteps({ terminal: TERMINAL }, 'trm_old')).toEqual(['enrolled']);
  });

  test('is there, then linked, then confirms what it holds', () => {
    expect(arrivedSteps({ terminal: TERMINAL }, null)).toEqual(['enrolled']);
    expect(arrivedSteps({ terminal: { ...TERMINAL, link: 'online' } }, null)).toEqual(['enrolled', 'online']);
    expect(arrivedSteps({ terminal: { ...TERMINAL, link: 'degraded' } }, null)).toEqual(['enrolled', 'online']);
    const confirmed = { ...TERMINAL, link: 'online', revisionApplied: 1 } as const;
    expect(arrivedSteps({ terminal: confirmed }, null)).toEqual(['enrolled', 'online', 'synchronized']);
  });

  test('has confirmed it even if its link has broken since', () => {
    expect(arrivedSteps({ terminal: { ...TERMINAL, revisionApplied: 1 } }, null)).toHaveLength(3);
  });
});

describe('a code that is shown', () => {
  const END = '2026-11-23T10:00:00.000Z';
  const made = { id: 'enr_mine', expiresAt: END };
  const seen = (id: string, state: Enrolment['state']) => ({ id: id as Enrolment['id'], state }); // as above
  const before = Date.parse(END) - 1;

  test('waits until the server says otherwise, or its day is over', () => {
    expect(codeStanding(made, undefined, before)).toBe('waiting');
    expect(codeStanding(made, seen('enr_mine', 'waiting'), before)).toBe('waiting');
    expect(codeStanding(made, seen('enr_mine', 'waiting'), Date.parse(END))).toBe('expired');
  });

  test.each(['used', 'expired', 'locked'] as const)('is %s when the server says so', (state) => {
    expect(codeStanding(made, seen('enr_mine', state), before)).toBe(state);
  });

  test('is void once there is a newer one, or none', () => {
    expect(codeStanding(made, seen('enr_other', 'waiting'), before)).toBe('voided');
    expect(codeStanding(made, null, before)).toBe('voided');
  });

  test('stays used after its day', () => {
    expect(codeStanding(made, seen('enr_mine', 'used'), Date.parse(END) + 1)).toBe('used');
  });
});
