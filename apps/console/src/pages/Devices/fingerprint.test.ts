import { expect, test } from 'vitest';
import { fingerprint } from './fingerprint.ts';

test('a fingerprint is read in groups of four', () => {
  expect(fingerprint('0a1b2c3d4e')).toBe('0A1B 2C3D 4E');
  expect(fingerprint('')).toBe('');
});
