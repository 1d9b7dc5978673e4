import { expect, test } from 'vitest';
import { optionalId, optionalOneOf, optionalText, readSearch, writeSearch } from './search-params.ts';

test('addresses read back what they were written from', () => {
  const values = { q: 'Müller & Söhne', enabled: 'true' };
  expect(readSearch(writeSearch(values))).toEqual(values);
  expect(writeSearch({ q: undefined, sort: '' })).toBe('');
});

test('rubbish in an address is left out', () => {
  expect(optionalOneOf(['online', 'offline'], 'both')).toBeUndefined();
  expect(optionalId('user', 'usr_1')).toBeUndefined();
  expect(optionalId('group', 'grp_all')).toBe('grp_all');
  expect(optionalText('x'.repeat(2_001))).toBeUndefined();
});
