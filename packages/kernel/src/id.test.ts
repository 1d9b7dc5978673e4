import { expect, test } from 'vitest';
import { createSeededEntropy } from '@holdover/testbed';
import { ALL_DEVICES, ALL_USERS, ID_PREFIXES, isId, makeId, uuidv7 } from './id.ts';
import { instant } from './time.ts';

test('the example of RFC 9562 appendix A.6', () => {
  const random = new Uint8Array([0, 0, 0, 0, 0, 0, 0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
  expect(uuidv7(instant(0x017f22e279b0), { bytes: () => random })).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
});

test('ids sort by the time they were made', () => {
  const entropy = createSeededEntropy(1);
  const ids = [5, 1, 3].map((ms) => makeId('user', instant(ms), entropy));
  expect(ids.toSorted()).toEqual([ids[1], ids[2], ids[0]]);
});

test('an id is of its own kind only', () => {
  const user = makeId('user', instant(1), createSeededEntropy(2));
  expect(isId('user', user)).toBe(true);
  expect(isId('device', user)).toBe(false);
  expect(isId('user', 'usr_all')).toBe(false);
  expect(isId('user', `${user}0`)).toBe(false);
  expect([isId('group', ALL_USERS), isId('deviceGroup', ALL_DEVICES)]).toEqual([true, true]);
});

test('no two kinds share a prefix', () => {
  const prefixes = Object.values(ID_PREFIXES);
  expect(new Set(prefixes).size).toBe(prefixes.length);
});
