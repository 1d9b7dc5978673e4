import { expect, test } from 'vitest';
import { pairs, standingOf } from './certificate-standing.ts';

const at = (notBefore: string, notAfter: string) =>
  standingOf(
    { notBefore: `${notBefore}T00:00:00.000Z`, notAfter: `${notAfter}T00:00:00.000Z` },
    Date.UTC(2026, 10, 23),
  );

test('a certificate is warned of thirty days before its end, and told when it has ended', () => {
  expect(at('2026-01-01', '2026-12-24')).toEqual({ state: 'good' });
  expect(at('2026-01-01', '2026-12-23')).toEqual({ state: 'ending', days: 30 });
  expect(at('2026-01-01', '2026-11-23')).toEqual({ state: 'ending', days: 0 });
  expect(at('2026-01-01', '2026-11-22')).toEqual({ state: 'ended' });
});

test('one of tomorrow is not valid yet, and the year 9999 is no end', () => {
  expect(at('2026-11-24', '2027-11-24')).toEqual({ state: 'not-yet' });
  expect(at('1970-01-01', '9999-12-31')).toEqual({ state: 'endless' });
});

test('a fingerprint is written as openssl writes it', () => {
  expect(pairs('0a1bff')).toBe('0A:1B:FF');
});
