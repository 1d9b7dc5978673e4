import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeEnrolmentCode, encodeEnrolmentCode, type EnrolmentCode } from './enrolment-code.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

const codes: fc.Arbitrary<EnrolmentCode> = fc.record({
  host: fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6()),
  enrolmentPort: fc.integer({ min: 1, max: 65_535 }),
  gatewayPort: fc.integer({ min: 1, max: 65_535 }),
  authorityHash: bytes(32),
  secret: bytes(16),
});

describe('enrolment codes', () => {
  test('come back as they were, also in lower case and with other spacing', () => {
    fc.assert(
      fc.property(codes, (code) => {
        const text = encodeEnrolmentCode(code);
        expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-)+[0-9A-HJKMNP-TV-Z]{1,5}$/);
        const decoded = decodeEnrolmentCode(`  ${text.toLowerCase().replaceAll('-', ' ')}\n`);
        expect({ ...decoded, secret: [...decoded.secret], authorityHash: [...decoded.authorityHash] }).toEqual({
          ...code,
          secret: [...code.secret],
          authorityHash: [...code.authorityHash],
        });
      }),
    );
  });

  test('one wrong letter, two swapped or the end missing is a typing error', () => {
    fc.assert(
      fc.property(
        codes,
        fc.nat(),
        fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'.split('')),
        (code, place, letter) => {
          const text = encodeEnrolmentCode(code).replaceAll('-', '');
          const at = place % text.length;
          const wrong = text.slice(0, at) + letter + text.slice(at + 1);
          if (wrong !== text) expect(() => decodeEnrolmentCode(wrong)).toThrow('enrolment-code-mistyped');
          const swapped =
            text.slice(0, at) +
            text
              .slice(at, at + 2)
              .split('')
              .toReversed()
              .join('') +
            text.slice(at + 2);
          if (swapped !== text) expect(() => decodeEnrolmentCode(swapped)).toThrow('enrolment-code-mistyped');
          expect(() => decodeEnrolmentCode(text.slice(0, -1 - (place % 5)))).toThrow('enrolment-code-mistyped');
        },
      ),
    );
  });

  test('O, I and L are read as 0, 1 and 1', () => {
    const code = {
      host: 'srv',
      enrolmentPort: 8445,
      gatewayPort: 8444,
      authorityHash: new Uint8Array(32),
      secret: new Uint8Array(16).fill(8),
    };
    const text = encodeEnrolmentCode(code);
    expect(decodeEnrolmentCode(text.replaceAll('0', 'o').replaceAll('1', 'l')).host).toBe('srv');
  });

  /** Halves of surrogate pairs too. */
  const anyText = fc
    .array(fc.nat(0xffff), { maxLength: 300 })
    .map((units) => units.map((unit) => String.fromCharCode(unit)).join(''));

  test('any text is refused or read, never anything else', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(() => decodeEnrolmentCode(text)).toThrow('enrolment-code-mistyped');
      }),
    );
  });

  test('a host or port that does not fit makes no code', () => {
    const code = {
      host: 'srv',
      enrolmentPort: 8445,
      gatewayPort: 8444,
      authorityHash: new Uint8Array(32),
      secret: new Uint8Array(16),
    };
    expect(() => encodeEnrolmentCode({ ...code, host: 'x'.repeat(254) })).toThrow('enrolment-code-impossible');
    expect(() => encodeEnrolmentCode({ ...code, enrolmentPort: 65_536 })).toThrow('enrolment-code-impossible');
    expect(() => encodeEnrolmentCode({ ...code, secret: new Uint8Array(15) })).toThrow('enrolment-code-impossible');
  });
});
