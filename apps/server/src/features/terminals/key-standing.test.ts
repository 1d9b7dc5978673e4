import { days, instant, later, makeId, milliseconds, minutes, type Instant } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import { CHANGE_OVER, keyStanding } from './key-standing.ts';
import type { TerminalCertificate } from './terminal.ts';

const issuedAt: Instant = instant(1_790_000_000_000);
const terminalId = makeId('terminal', issuedAt, createSeededEntropy('standing'));
const living: TerminalCertificate = {
  serial: '01',
  terminalId,
  issuedAt,
  usedAt: issuedAt,
  supersededAt: null,
  revokedAt: null,
  issuer: '00',
};

test('[I3e] a key opens everything for 90 days, then its renewal and journal intake alone', () => {
  expect(keyStanding(living, issuedAt)).toBe('living');
  expect(keyStanding(living, later(issuedAt, milliseconds(days(90) - 1)))).toBe('living');
  expect(keyStanding(living, later(issuedAt, days(90)))).toBe('old');
});

test('a server whose clock was set back takes the keys it issued', () => {
  expect(keyStanding(living, instant(issuedAt - days(400)))).toBe('living');
});

test('[I3c] a key is honoured until its successor is used, whatever was issued meanwhile', () => {
  expect(keyStanding({ ...living, usedAt: null }, issuedAt)).toBe('living');
  const supersededAt = later(issuedAt, days(80));
  expect(keyStanding({ ...living, supersededAt }, supersededAt)).toBe('left');
});

test('[I3d] used later than what was on its way could arrive, it is a clone', () => {
  const supersededAt = later(issuedAt, days(80));
  const at = (after: Parameters<typeof later>[1]) =>
    keyStanding({ ...living, supersededAt }, later(supersededAt, after));
  expect(at(CHANGE_OVER)).toBe('left');
  expect(at(minutes(6))).toBe('cloned');
  expect(at(days(500))).toBe('cloned');
});

test('revoked comes before everything', () => {
  const gone = { ...living, supersededAt: issuedAt, revokedAt: issuedAt };
  expect(keyStanding(gone, later(issuedAt, days(500)))).toBe('revoked');
});
