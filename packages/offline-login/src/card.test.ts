import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cardProblem, normaliseCard } from './card.ts';

describe('ID card', () => {
  test.each(['04A23B1C', '04a23b1c', '04:a2:3b:1c', '04-A2-3B-1C', ' 04 a2 3b 1c\r\n'])(
    '[B9e] %j is the card 04A23B1C',
    (spelling) => {
      expect(normaliseCard(spelling)).toBe('04A23B1C');
    },
  );

  test('[B9e] normalising twice changes nothing more', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)), maxLength: 40 }),
        (text) => {
          const once = normaliseCard(text);
          expect(normaliseCard(once)).toBe(once);
        },
      ),
    );
  });

  test.each([
    ['', 'empty'],
    ['A'.repeat(65), 'too-long'],
    ['04\u0000A2', 'not-printable'],
    ['04\u200bA2', 'not-printable'],
    ['04Ä2', 'not-printable'],
  ] as const)('%j is no card number: %s', (card, problem) => {
    expect(cardProblem(card)).toBe(problem);
  });

  test('one and sixty-four characters are', () => {
    expect(cardProblem('A')).toBeUndefined();
    expect(cardProblem('A'.repeat(64))).toBeUndefined();
  });
});
