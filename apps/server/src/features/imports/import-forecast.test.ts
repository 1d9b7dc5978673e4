import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UserSourceId } from '@holdover/kernel';
import { fileOf, newSourceId, openEngine, sourceOf, type TestEngine } from '../../testing/import-engine.ts';
import { openTestConsole, type TestConsole } from '../../testing/test-console.ts';
import type { ImportOrder, SourceEntry } from './import-order.ts';
import type { UserImport } from './import.ts';

let console: TestConsole;
let engine: TestEngine;
let sources: readonly UserSourceId[];
beforeAll(async () => {
  console = await openTestConsole();
  engine = await openEngine(console);
  sources = [newSourceId(console), newSourceId(console)];
});
afterAll(() => console.close());

/** Few of each, so that they meet. */
const NAMES = ['ada', 'Ada', 'bob', 'eve', 'kim', 'zoë', 'اسم', '<b>'] as const;
const GROUPS = ['North', 'north', 'South', 'East'] as const;
const PINS = ['750103', '750114', '750125', '1111'] as const;
const CARDS = ['04A1', '04A2', '04A3', '04:A1'] as const;

const some = <T>(...items: readonly T[]) => fc.option(fc.constantFrom(...items), { nil: undefined });
const list = (items: readonly string[]) =>
  fc.option(fc.uniqueArray(fc.constantFrom(...items), { maxLength: 2 }), { nil: undefined });

const line = fc
  .tuple(
    fc.constantFrom(...NAMES, 'no name', ''),
    some('One', 'Two'),
    some('a@example.org', 'not-mail'),
    list(PINS),
    list(CARDS),
    list(GROUPS),
    some('0', '1'),
  )
  .map(([name, fullName, email, pins, cards, groups, enabled]) =>
    [name, fullName, email, pins?.join('|'), cards?.join('|'), groups?.join('|'), enabled].join(';'),
  );

const entry: fc.Arbitrary<SourceEntry> = fc
  .record({
    externalId: fc.constantFrom('e1', 'e2', 'e3', 'e4', 'e5'),
    userName: fc.constantFrom(...NAMES, 'no name'),
    fullName: some('One', 'Two'),
    enabled: some(true, false),
    groups: list(GROUPS),
    cards: list(CARDS),
  })
  // What nobody said is not there at all.
  .map((given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never);

type Order = Pick<ImportOrder, 'from' | 'deactivateMissing'>;
const order: fc.Arbitrary<() => Order> = fc.oneof(
  fc.tuple(fc.array(line, { maxLength: 8 }), fc.boolean()).map(([lines, deactivateMissing]) => () => ({
    from: fileOf('USERNAME;FULLNAME;EMAIL;PINS;CARDS;GROUPS;ENABLED', ...lines),
    deactivateMissing,
  })),
  fc
    .tuple(fc.array(entry, { maxLength: 8 }), fc.nat({ max: 1 }), fc.boolean())
    .map(([entries, which, deactivateMissing]) => () => ({
      from: sourceOf(sources[which] ?? ('' as UserSourceId), entries),
      deactivateMissing,
    })),
);

test('[P5d] a dry run says exactly what the run does, whatever is there already and whatever comes', async () => {
  await fc.assert(
    fc.asyncProperty(order, async (made) => {
      const before = await everybody();
      const dry = await engine.run({ ...made(), dryRun: true });
      expect(await everybody()).toBe(before);
      const real = await engine.run(made());
      expect(await toldOf(dry)).toEqual(await toldOf(real));
    }),
    // What one run left is what the next one finds: nothing is tried again from an earlier state.
    { numRuns: 40, endOnFailure: true },
  );
}, 60_000);

async function everybody(): Promise<string> {
  const { users, groups } = console.core.stores;
  const page = await users.page({ limit: 1_000 });
  return JSON.stringify([page.items, await groups.page({ limit: 1_000 })]);
}

async function toldOf({ id, state, reason, rows, added, changed, deactivated, failed }: UserImport) {
  const { imports } = console.core.stores;
  const { items } = await imports.effects(id, { limit: 1_000 });
  return { state, reason, rows, added, changed, deactivated, failed, items, errors: await imports.errors(id) };
}
