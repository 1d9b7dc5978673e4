import { bootTime, minutes, seconds } from '@holdover/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueRefusals, NO_REFUSALS, tallyRefusal, type Refusal, type RefusalTally } from './refusals.ts';

const wrongPin = { method: 'pin', code: 'unknown-credential' } as const;
const unknownCard = { method: 'card', code: 'unknown-credential' } as const;
const oldCard = { method: 'card', code: 'expired' } as const;

function refuse(tally: RefusalTally, times: number, ms: number, refusal: Refusal = wrongPin) {
  let current = tally;
  let single = 0;
  for (let i = 0; i < times; i++) {
    const next = tallyRefusal(current, refusal, bootTime(ms));
    current = next.tally;
    if (next.write === 'single') single += 1;
  }
  return { tally: current, single };
}

describe('refusals', () => {
  test('[F1a] twenty in ten minutes singly, then one record a minute with their numbers', () => {
    const first = refuse(NO_REFUSALS, 25, 0);
    expect(first.single).toBe(20);
    const cards = refuse(first.tally, 2, seconds(30), oldCard);
    const more = refuse(cards.tally, 1, seconds(30), unknownCard);
    expect(dueRefusals(more.tally, bootTime(minutes(1) - 1)).counts).toEqual([]);
    const due = dueRefusals(more.tally, bootTime(minutes(1)));
    expect(due.counts).toEqual([
      { ...wrongPin, count: 5 },
      { ...oldCard, count: 2 },
      { ...unknownCard, count: 1 },
    ]);
    expect(dueRefusals(due.tally, bootTime(minutes(9))).counts).toEqual([]);
  });

  test('[F1a] after ten minutes the next twenty are single again', () => {
    const { tally } = refuse(NO_REFUSALS, 20, 0);
    expect(refuse(tally, 1, minutes(10) - 1).single).toBe(0);
    expect(refuse(tally, 25, minutes(10)).single).toBe(20);
  });

  test('[F1a] a terminal that stops writes what it counted', () => {
    const { tally } = refuse(NO_REFUSALS, 21, 0);
    expect(dueRefusals(tally, bootTime(1), true).counts).toEqual([{ ...wrongPin, count: 1 }]);
  });

  test('[F1a] none is lost and records stay few', () => {
    const moment = fc.record({ wait: fc.nat(seconds(30)), refusal: fc.constantFrom(wrongPin, oldCard) });
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 300 }), (moments) => {
        let tally = NO_REFUSALS;
        let now = 0;
        let counted = 0;
        let shared = 0;
        for (const { wait, refusal } of moments) {
          now += wait;
          const due = dueRefusals(tally, bootTime(now));
          counted += due.counts.reduce((sum, { count }) => sum + count, 0);
          shared += due.counts.length > 0 ? 1 : 0;
          const next = tallyRefusal(due.tally, refusal, bootTime(now));
          tally = next.tally;
          counted += next.write === 'single' ? 1 : 0;
        }
        counted += dueRefusals(tally, bootTime(now), true).counts.reduce((sum, { count }) => sum + count, 0);
        expect(counted).toBe(moments.length);
        expect(shared).toBeLessThanOrEqual(Math.ceil(now / minutes(1)));
      }),
    );
  });
});
