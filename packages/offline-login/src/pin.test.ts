import { createSeededEntropy } from '@holdover/testbed';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generatePin, normalisePin, pinProblem } from './pin.ts';

const rule = { minLength: 6 };

describe('PIN', () => {
  test.each([
    ['12a456', 'not-digits'],
    ['', 'not-digits'],
    ['٣٨١٩٤٧', 'not-digits'],
    ['38194', 'too-short'],
    ['38194738194738194', 'too-long'],
  ] as const)('[B9a] %j is refused as %s', (pin, problem) => {
    expect(pinProblem(pin, rule)).toBe(problem);
  });

  test('[B9a] the lengths at both ends are allowed', () => {
    expect(pinProblem('381947', rule)).toBeUndefined();
    expect(pinProblem('3819473819473819', rule)).toBeUndefined();
    expect(pinProblem('3819', { minLength: 4 })).toBeUndefined();
  });

  test.each(['1111', '1234', '9876', '1357', '0000', '8642', '0369'])('[B9b] %s has a constant step', (pin) => {
    expect(pinProblem(pin, { minLength: 4 })).toBe('constant-step');
  });

  test.each(['1112', '1233', '9875', '1358', '7890', '1212'])('[B9b] %s has none', (pin) => {
    expect(pinProblem(pin, { minLength: 4 })).toBeUndefined();
  });

  test('[B9c] a generated PIN is always one that would be accepted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 16 }), fc.integer(), (length, seed) => {
        const pin = generatePin(length, createSeededEntropy(seed));
        expect(pin).toHaveLength(length);
        expect(pinProblem(pin, { minLength: length })).toBeUndefined();
      }),
    );
  });

  test('[B9c] no digit is preferred in any place', () => {
    const entropy = createSeededEntropy('uniform');
    const drawn = 20_000;
    const seen = Array.from({ length: 6 }, () => Array.from({ length: 10 }, () => 0));
    for (let i = 0; i < drawn; i++) {
      for (const [place, digit] of Array.from(generatePin(6, entropy)).entries()) {
        const row = seen[place];
        if (row !== undefined) row[Number(digit)] = (row[Number(digit)] ?? 0) + 1;
      }
    }
    const expected = drawn / 10;
    for (const row of seen) {
      const chiSquared = row.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
      expect(chiSquared).toBeLessThan(27.9); // 9 degrees of freedom, 0.1 %
    }
  });

  test('[B9c] bytes that would favour small digits are thrown away', () => {
    const bytes = [255, 250, 249, 251, 3, 8, 1, 0];
    const entropy = { bytes: (length: number) => Uint8Array.from(bytes.splice(0, length)) };
    expect(generatePin(4, entropy)).toBe('9381');
  });

  test.each([3, 17, 6.5])('[B9c] no PIN of %d digits is generated', (length) => {
    expect(() => generatePin(length, createSeededEntropy(0))).toThrow('[pin-length]');
  });

  test('one PIN has one form', () => {
    expect(normalisePin(' 381947\n')).toBe('381947');
    expect(normalisePin('３８１９４７')).toBe('381947');
  });
});
