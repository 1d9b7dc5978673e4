import { AUTHENTICATION_LIMITS, DEFAULT_AUTHENTICATION } from '@holdover/api';
import { describe, expect, test } from 'vitest';
import { draftOf, PIN_FIELDS, reachesTerminals, sameDraft, settingsOf, standingOf } from './authentication-draft.ts';

const saved = draftOf(DEFAULT_AUTHENTICATION);

test('what was saved reads as what was saved', () => {
  expect(settingsOf(saved)).toEqual(DEFAULT_AUTHENTICATION);
  expect(sameDraft(saved, { ...saved, pinAttempts: ` ${saved.pinAttempts} ` })).toBe(true);
  expect(sameDraft(saved, { ...saved, acceptRisk: true })).toBe(false);
});

test.each(PIN_FIELDS)('%s beyond its limits is not saved', (field) => {
  const { min, max } = AUTHENTICATION_LIMITS[field];
  expect(settingsOf({ ...saved, [field]: String(max) })?.[field]).toBe(max);
  for (const text of [String(max + 1), String(min - 1), '', 'x', '1.5'])
    expect(settingsOf({ ...saved, [field]: text })).toBeNull();
});

test('[A4a] length and attempts reach terminals, an accepted risk does not', () => {
  expect(reachesTerminals({ ...DEFAULT_AUTHENTICATION, acceptRisk: true }, DEFAULT_AUTHENTICATION)).toBe(false);
  for (const field of PIN_FIELDS)
    expect(reachesTerminals({ ...DEFAULT_AUTHENTICATION, [field]: 7 }, DEFAULT_AUTHENTICATION)).toBe(true);
});

describe('[B9k] a length below the floor', () => {
  const of = (pinMinLength: number, acceptRisk = false) =>
    standingOf({ ...DEFAULT_AUTHENTICATION, pinMinLength, acceptRisk }, DEFAULT_AUTHENTICATION, 8);

  test('is refused, unless the risk is accepted', () => {
    expect([of(7), of(7, true), of(8), of(9)]).toEqual(['refused', 'accepted', 'above', 'above']);
  });

  test('stays where it was saved before the floor rose, which counts then', () => {
    expect(of(6)).toBe('floor-counts');
  });

  test('is none where no PIN can be so long', () => {
    const longest = { ...DEFAULT_AUTHENTICATION, pinMinLength: 16 };
    expect(standingOf(longest, DEFAULT_AUTHENTICATION, 17)).toBe('above');
  });
});
