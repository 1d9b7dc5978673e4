import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explain, explainsPages, unexplainedPages, type CounterBase } from './counters.ts';
import type { PrinterState } from './record.ts';

const UUID = 'urn:uuid:0198c1d2-0000-4000-8000-000000000007';
const at = (lifetimeImpressions: number | null, uuid = UUID): PrinterState => ({
  uuid,
  upTime: 5,
  lifetimeImpressions,
});
const base = (lifetimeImpressions: number, explained = 0): CounterBase => ({
  uuid: UUID,
  lifetimeImpressions,
  explained,
});

describe('what a device counted beside what records explain', () => {
  test('[F7b] what no record explains came from elsewhere', () => {
    expect(unexplainedPages(base(100, 7), at(110))).toEqual({ base: base(110), unexplained: 3, fewer: 0 });
    expect(unexplainedPages(base(100, 7), at(107))).toEqual({ base: base(107), unexplained: 0, fewer: 0 });
  });

  test('[F7d] fewer than records say is told, and the comparison begins anew', () => {
    expect(unexplainedPages(base(100, 7), at(104))).toEqual({ base: base(104), unexplained: 0, fewer: 3 });
  });

  test.each([
    ['another printer', at(500, 'urn:uuid:0198c1d2-0000-4000-8000-000000000008')],
    ['a counter that went back', at(3)],
  ])('[F7d] %s begins anew and says nothing', (_, printer) => {
    const { base: begun, ...found } = unexplainedPages(base(100, 7), printer);
    expect(found).toEqual({ unexplained: 0, fewer: 0 });
    expect(begun).toEqual({ uuid: printer.uuid, lifetimeImpressions: printer.lifetimeImpressions, explained: 0 });
  });

  test('a printer that does not tell its counter is compared when it does', () => {
    expect(unexplainedPages(base(100, 7), at(null))).toEqual({ base: base(100, 7), unexplained: 0, fewer: 0 });
    expect(unexplainedPages(null, at(null)).base).toBeNull();
    expect(unexplainedPages(null, at(40))).toEqual({ base: base(40), unexplained: 0, fewer: 0 });
    expect(explain(null, 12)).toBeNull();
    expect(explain(base(1, 2), 3)).toEqual(base(1, 5));
  });
});

/** What happens at a device between comparisons. */
const happening = fc.oneof(
  fc.record({ what: fc.constantFrom('ours' as const, 'elsewhere' as const), pages: fc.nat(50) }),
  fc.record({ what: fc.constant('counters' as const), isTold: fc.boolean() }),
);

test('[F7c] over any sequence, booked and unexplained pages are what the device counted', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60 }), fc.nat(1_000_000), (happenings, start) => {
      let counter = start;
      let state: CounterBase | null = unexplainedPages(null, at(start)).base;
      let [booked, unexplained] = [0, 0];
      const compare = (isTold: boolean): void => {
        const compared = unexplainedPages(state, at(isTold ? counter : null));
        expect(compared.fewer).toBe(0);
        state = compared.base;
        unexplained += compared.unexplained;
      };
      for (const one of happenings) {
        if (one.what === 'counters') compare(one.isTold);
        else counter += one.pages;
        if (one.what !== 'ours') continue;
        booked += one.pages;
        state = explain(state, one.pages);
      }
      compare(true);
      expect(booked + unexplained).toBe(counter - start);
    }),
  );
});

test('[F7c] [F7d] whatever records claim, what is explained, found and missed adds up to what was counted', () => {
  const claim = fc.record({ pages: fc.nat(50), claimed: fc.nat(50), isCompared: fc.boolean() });
  fc.assert(
    fc.property(fc.array(claim, { maxLength: 60 }), (claims) => {
      let counter = 0;
      let state: CounterBase | null = unexplainedPages(null, at(0)).base;
      let sum = 0;
      for (const { pages, claimed, isCompared } of [...claims, { pages: 0, claimed: 0, isCompared: true }]) {
        counter += pages;
        sum += claimed;
        state = explain(state, claimed);
        if (!isCompared) continue;
        const compared = unexplainedPages(state, at(counter));
        state = compared.base;
        sum += compared.unexplained - compared.fewer;
      }
      expect(sum).toBe(counter);
    }),
  );
});

test('[F7g] prints, copies and walk-ups move the counter; scans do not', () => {
  expect((['print', 'copy', 'walk-up', 'scan', undefined] as const).map((kind) => explainsPages(kind))).toEqual([
    true,
    true,
    true,
    false,
    true,
  ]);
});
