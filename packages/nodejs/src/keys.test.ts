import { fromHex, toHex, utf8 } from '@holdover/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveKey, keyedLookup, open, seal } from './keys.ts';
import { createNodeDigest } from './node-digest.ts';

const key = { id: 'k1', key: new Uint8Array(32).fill(1) };
const held = (id: string) => (id === 'k1' ? key.key : undefined);

describe('sealed values', () => {
  test('[P2b] come back under the same key and associated data, and never look the same twice', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 50 }), (plaintext, associated) => {
        const sealed = seal(key, plaintext, associated);
        expect(toHex(open(held, sealed, associated))).toBe(toHex(plaintext));
        expect(toHex(seal(key, plaintext, associated))).not.toBe(toHex(sealed));
      }),
    );
  });

  test('[P2b] do not open changed in any byte, cut anywhere, or for another purpose', () => {
    const sealed = seal(key, utf8('stretched'), utf8('usr_1'));
    for (let at = 0; at < sealed.length; at++) {
      const changed = sealed.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => open(held, changed, utf8('usr_1'))).toThrow(/sealed-value-damaged|sealing-key-unknown/);
      expect(() => open(held, sealed.slice(0, at), utf8('usr_1'))).toThrow('sealed-value-damaged');
    }
    expect(() => open(held, sealed, utf8('usr_2'))).toThrow('sealed-value-damaged');
  });

  test('a missing key and a newer format are told apart from damage', () => {
    const sealed = seal(key, utf8('x'), utf8(''));
    expect(() => open(() => undefined, sealed, utf8(''))).toThrow('sealing-key-unknown');
    expect(() => open(held, Uint8Array.of(2, ...sealed.slice(1)), utf8(''))).toThrow('sealed-value-newer');
  });
});

describe('derived keys', () => {
  test('[P2c] follow RFC 5869: test case 3 has no salt and no label', () => {
    const okm = '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d';
    expect(toHex(deriveKey(fromHex('0b'.repeat(22)) ?? new Uint8Array(), ''))).toBe(okm);
  });

  test('[P2c] differ by label', () => {
    expect(toHex(deriveKey(key.key, 'index'))).not.toBe(toHex(deriveKey(key.key, 'seal')));
  });
});

test('[P2a] two keys look one stretched value up by different values', () => {
  const stretched = new Uint8Array(32).fill(9);
  expect(toHex(keyedLookup(key.key, stretched))).not.toBe(toHex(keyedLookup(new Uint8Array(32), stretched)));
  expect(toHex(keyedLookup(key.key, stretched))).toBe(toHex(createNodeDigest().hmacSha256(key.key, stretched)));
});

test('the digest gives the vectors of FIPS 180 and RFC 4231', () => {
  const digest = createNodeDigest();
  expect(toHex(digest.sha256(utf8('abc')))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  const mac = digest.hmacSha256(utf8('Jefe'), utf8('what do ya want for nothing?'));
  expect(toHex(mac)).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
});
