import type { Device } from '@holdover/api';
import { describe, expect, test } from 'vitest';
import { protectorWorth, standingOf } from './device-standing.ts';

type Terminal = NonNullable<Device['terminal']>;
const terminal = (change: Partial<Terminal> = {}): Terminal => ({
  id: 'trm_one' as Terminal['id'], // what it looks like does not matter here
  version: '0.1.0',
  keyProtector: 'keyfile',
  link: 'online',
  enrolledAt: '2026-11-22T10:00:00.000Z',
  lastContactAt: '2026-11-22T11:00:00.000Z',
  revisionApplied: 4,
  revisionDesired: 4,
  journalBacklog: 0,
  guessRisk: null,
  suspendedAt: null,
  pinUnlocksLeft: 3,
  ...change,
});

describe('why a device is not simply online', () => {
  test('nothing is said where all is well', () => {
    expect(standingOf({ active: true, terminal: terminal() })).toEqual([]);
  });

  test.each([
    [{ link: 'away' }, ['away']],
    [{ link: 'degraded' }, ['degraded']],
    [{ revisionDesired: 5 }, ['behind']],
    [{ link: 'degraded', revisionDesired: 5 }, ['degraded', 'behind']],
    [{ link: 'away', revisionDesired: 5 }, ['away']],
    [{ suspendedAt: '2026-11-22T11:00:00.000Z', revisionDesired: 5 }, ['suspended']],
    [{ suspendedAt: '2026-11-22T11:00:00.000Z', link: 'away' }, ['suspended', 'away']],
  ] as const)('%j is told as %j', (change, reasons) => {
    expect(standingOf({ active: true, terminal: terminal(change) })).toEqual(reasons);
  });

  test('without a terminal only that it is deactivated is told', () => {
    expect(standingOf({ active: true, terminal: null })).toEqual([]);
    expect(standingOf({ active: false, terminal: null })).toEqual(['inactive']);
    expect(standingOf({ active: false, terminal: terminal({ revisionDesired: 5 }) })).toEqual(['inactive']);
  });
});

test('only a TPM 2 guards what is on a stolen disk', () => {
  expect([protectorWorth('tpm2'), protectorWorth('systemd-credential'), protectorWorth('keyfile')]).toEqual([
    'strong',
    'bound',
    'weak',
  ]);
});
