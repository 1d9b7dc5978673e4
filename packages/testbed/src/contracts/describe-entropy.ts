import type { Entropy } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';

/** What everybody relies on in a source of random bytes, as far as a test can tell. */
export function describeEntropy(name: string, createEntropy: () => Entropy): void {
  describe(`the contract of entropy: ${name}`, () => {
    test.each([0, 1, 16, 32, 33, 1_000])('gives %i bytes when asked for so many', (length) => {
      const bytes = createEntropy().bytes(length);
      expect([bytes.length, bytes.buffer.byteLength]).toEqual([length, length]);
    });

    test('never gives the same twice, nor bytes that it takes back', () => {
      const entropy = createEntropy();
      const first = entropy.bytes(16);
      const kept = first.slice();
      const all = new Set([first, ...Array.from({ length: 1_000 }, () => entropy.bytes(16))].map(String));
      expect(all.size).toBe(1_001);
      expect(first).toEqual(kept);
      first.fill(0);
      expect(entropy.bytes(16)).not.toEqual(first);
    });

    test('every value of a byte is about as frequent as any other', () => {
      const counts = Array.from({ length: 256 }, () => 0);
      for (const byte of createEntropy().bytes(256 * 400)) counts[byte] = (counts[byte] ?? 0) + 1;
      // 400 each; six standard deviations of 20.
      expect(Math.min(...counts)).toBeGreaterThan(280);
      expect(Math.max(...counts)).toBeLessThan(520);
    });
  });
}
