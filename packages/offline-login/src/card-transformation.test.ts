import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  applyCardTransformation,
  CARD_TRANSFORMATION_STEPS,
  parseCardTransformation,
  type CardTransformation,
} from './card-transformation.ts';
import { cardProblem } from './card.ts';

function parsed(text: string): CardTransformation {
  const read = parseCardTransformation(text);
  return read.ok ? read.transformation : expect.unreachable(`${read.problem} at ${read.at}`);
}

const hexadecimal = fc.uint8Array({ minLength: 1, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('hex'));

describe('card transformation', () => {
  test.each([
    ['04A23B1C', 'reverse-bytes', '1C3BA204'],
    ['04:a2:3b:1c', 'reverse-bytes', '1C3BA204'],
    ['04A23B1C', 'hex-to-decimal', '77740828'],
    ['1C3BA204', 'reverse-bytes | hex-to-decimal | pad-left 10 0', '0077740828'],
    ['0077740828', 'strip-leading-zeros', '77740828'],
    ['0000', 'strip-leading-zeros', '0'],
    ['77740828', 'decimal-to-hex | pad-left 8', '04A23B1C'],
    ['FACILITY042', 'keep 3..10', 'CILITY04'],
    ['1234567890', 'drop-first 2 | drop-last 1', '3456789'],
    ['1234567890', 'first 4', '1234'],
    ['1234567890', 'last 8', '34567890'],
    ['42', 'prefix ab|suffix -cd', 'AB42CD'],
    ['abc', 'upper', 'ABC'],
    ['12345', 'pad-left 3 0', '12345'],
    ['F'.repeat(128), 'last 16', 'F'.repeat(16)],
  ])('[B9m] %s by %s is %s', (number, steps, card) => {
    expect(applyCardTransformation(parsed(steps), number)).toEqual({ ok: true, card });
  });

  test.each([
    ['04A', 'reverse-bytes', 'odd-digits', 'reverse-bytes'],
    ['04G2', 'reverse-bytes', 'not-hexadecimal', 'reverse-bytes'],
    ['04G2', 'hex-to-decimal', 'not-hexadecimal', 'hex-to-decimal'],
    ['04A2', 'decimal-to-hex', 'not-decimal', 'decimal-to-hex'],
    ['1234', 'keep 3..10', 'too-short', 'keep'],
    ['1234', 'last 8', 'too-short', 'last'],
    ['1234', 'drop-first 4', 'too-short', 'drop-first'],
    ['1234', 'pad-left 65', 'too-long', null],
    ['--', 'upper', 'empty', null],
    ['12\u200b34', 'upper', 'not-printable', null],
    ['F'.repeat(129), 'last 16', 'too-long', null],
  ])('[B9m] %s does not fit %s: %s', (number, steps, problem, step) => {
    expect(applyCardTransformation(parsed(steps), number)).toEqual({ ok: false, problem, step });
  });

  test.each([
    ['', 'empty-step', '', 1],
    ['upper |  | upper', 'empty-step', '', 8],
    ['upper | reverse', 'unknown-step', 'reverse', 9],
    ['constructor', 'unknown-step', 'constructor', 1],
    ['upper 3', 'bad-argument', 'upper 3', 1],
    ['keep 10..3', 'bad-argument', 'keep 10..3', 1],
    ['keep 3', 'bad-argument', 'keep 3', 1],
    ['keep 0..3', 'bad-argument', 'keep 0..3', 1],
    ['last', 'bad-argument', 'last', 1],
    ['last 129', 'bad-argument', 'last 129', 1],
    ['upper|  pad-left 10 00', 'bad-argument', 'pad-left 10 00', 9],
    ['prefix', 'bad-argument', 'prefix', 1],
    ['prefix ä', 'bad-argument', 'prefix ä', 1],
    ['prefix A B', 'bad-argument', 'prefix A B', 1],
    [Array.from({ length: CARD_TRANSFORMATION_STEPS + 1 }, () => 'upper').join('|'), 'too-many-steps', 'upper', 121],
  ])('[B9m] %j is refused with step and position', (text, problem, step, at) => {
    expect(parseCardTransformation(text)).toEqual({ ok: false, problem, step, at });
  });

  test('[B9m] reversing twice changes nothing, and hexadecimal comes back from decimal', () => {
    fc.assert(
      fc.property(hexadecimal, (number) => {
        const same = applyCardTransformation([], number);
        expect(applyCardTransformation(parsed('reverse-bytes | reverse-bytes'), number)).toEqual(same);
        const steps = `hex-to-decimal | decimal-to-hex | pad-left ${number.length} 0`;
        expect(applyCardTransformation(parsed(steps), number)).toEqual(same);
      }),
    );
  });

  test('[B9m] whatever is written and read, the answer is a card number or a word, and spelling does not matter', () => {
    const step = fc.constantFrom(
      'reverse-bytes',
      'hex-to-decimal',
      'decimal-to-hex',
      'strip-leading-zeros',
      'upper',
      'keep 2..5',
      'first 6',
      'last 4',
      'drop-first 3',
      'drop-last 1',
      'pad-left 40 9',
      `prefix ${'A'.repeat(60)}`,
      'suffix Z',
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), fc.string({ maxLength: 140 }), (steps, number) => {
        const transformation = parsed(steps.join(' | '));
        const made = applyCardTransformation(transformation, number);
        if (made.ok) expect(cardProblem(made.card)).toBeUndefined();
        expect(applyCardTransformation(transformation, ` ${number.toLowerCase()}-`)).toEqual(
          applyCardTransformation(transformation, number.toLowerCase()),
        );
      }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), (text) => {
        const read = parseCardTransformation(text);
        if (!read.ok) expect(text.slice(read.at - 1)).toContain(read.step);
      }),
    );
  });
});
