import { createMemoryDocuments } from '../../testing/memory-documents.ts';
import { Fault, milliseconds, type ImportId } from '@holdover/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SYSTEM } from '../../actor.ts';
import { fileOf, newSourceId, openEngine, sourceOf, type TestEngine } from '../../testing/import-engine.ts';
import { openTestConsole, type TestConsole } from '../../testing/test-console.ts';
import type { ImportsDeps } from './imports.ts';

let console: TestConsole;
beforeEach(async () => {
  console = await openTestConsole();
});
afterEach(() => console.close());

const ROWS = 620;
const WRONG = 7;
/** @param run its people have names and PINs of their own */
const linesOf = (run: number): readonly string[] => {
  const pin = (n: number): number => 7_500_100_003 + 11 * n + 20_000 * run;
  return [
    'USERNAME;PINS;GROUPS',
    ...Array.from({ length: ROWS }, (_, n) => `run${run}-${n};${pin(n)};Team ${n % 5}`),
    // Each is wrong in its own stage: in itself, and beside another.
    ...Array.from({ length: WRONG - 1 }, (_, n) => `wrong${n};1;`),
    `taken;${pin(0)};`,
  ];
};

const OFF = new Fault({ owner: 'environment', code: 'power-is-off', message: 'The power is off' });

/** After so many calls of disk and database none is answered any more, as after kill -9. */
function cutAfter(calls: number): { change: (deps: ImportsDeps) => ImportsDeps; wasCut: () => boolean } {
  let left = calls;
  const spend = (): void => {
    if (left-- <= 0) throw OFF;
  };
  const guarded = <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...given: unknown[]): unknown => {
          spend();
          return Reflect.apply(member, target, given);
        };
      },
    });
  return {
    change: (deps) => ({
      ...deps,
      changes: guarded(deps.changes),
      staging: { ...guarded(deps.staging), ...guardedStaging(deps, spend) },
      stores: { ...deps.stores, imports: guarded(deps.stores.imports) },
    }),
    wasCut: () => left < 0,
  };
}

function guardedStaging({ staging }: ImportsDeps, spend: () => void): ImportsDeps['staging'] {
  const members = Object.entries(staging).map(([name, member]) => [
    name,
    typeof member === 'function'
      ? (...given: never[]): unknown => {
          spend();
          return (member as (...all: never[]) => unknown)(...given);
        }
      : member,
  ]);
  return Object.fromEntries(members) as ImportsDeps['staging']; // the same members
}

describe('[P5c] a server that is killed goes on where it was', () => {
  test('whenever it is: everybody comes in once, and is counted and audited once', async () => {
    let cuts = 0;
    for (let calls = 4; ; calls += 6) {
      const documents = createMemoryDocuments<string>();
      const cut = cutAfter(calls);
      const first = await openEngine(console, { documents, change: cut.change });
      const started = await first.imports
        .start(SYSTEM, { from: fileOf(...linesOf(calls)), dryRun: false, deactivateMissing: false })
        .catch(() => undefined);
      await first.imports.settled();
      if (started === undefined) continue;
      const second = await openEngine(console, { documents });
      await second.imports.resume();
      await second.imports.settled();
      await expectWhole(console, started.id, calls);
      // A chunk that was hashed and not yet staged is hashed again; no more than the two that are under way.
      expect(first.hashed() + second.hashed()).toBeLessThanOrEqual(ROWS + 1 + 2 * 250);
      expect([...documents.files.keys()]).toEqual(['owner']);
      if (!cut.wasCut()) break;
      cuts += 1;
    }
    expect(cuts).toBeGreaterThan(4);
  }, 60_000);

  test('a plan that is complete is applied without a single hash', async () => {
    const documents = createMemoryDocuments<string>();
    const first: TestEngine = await openEngine(console, {
      documents,
      change: (deps) => ({
        ...deps,
        changes: { make: () => Promise.reject(OFF) },
        stores: { ...deps.stores, imports: deps.stores.imports },
      }),
    });
    const { id } = await first.imports.start(SYSTEM, {
      from: fileOf(...linesOf(0)),
      dryRun: false,
      deactivateMissing: false,
    });
    await first.imports.settled();
    expect(await console.core.stores.imports.read(id)).toMatchObject({ state: 'running', stage: 'applying', added: 0 });
    const second = await openEngine(console, { documents });
    await second.imports.resume();
    await second.imports.settled();
    await expectWhole(console, id, 0);
    expect(second.hashed()).toBe(0);
  });
});

test('a directory that was being read when the server was killed is not half believed', async () => {
  const documents = createMemoryDocuments<string>();
  const cut = cutAfter(6);
  const first = await openEngine(console, { documents, change: cut.change });
  const entries = Array.from({ length: 600 }, (_, n) => ({ externalId: `e${n}`, userName: `e${n}` }));
  const order = { from: sourceOf(newSourceId(console), entries), dryRun: false, deactivateMissing: true };
  const { id } = await first.imports.start(SYSTEM, order);
  await first.imports.settled();
  expect(await console.core.stores.imports.read(id)).toMatchObject({ state: 'running', stage: 'reading' });
  const second = await openEngine(console, { documents });
  await second.imports.resume();
  await second.imports.settled();
  expect(await console.core.stores.imports.read(id)).toMatchObject({ state: 'failed', reason: 'interrupted' });
  expect(await console.core.stores.users.all()).toEqual([]);
});

test('what is stopped goes on at the next start, and what was cancelled before does not', async () => {
  const documents = createMemoryDocuments<string>();
  const first = await openEngine(console, { documents });
  const start = () => {
    // Those of one millisecond have no order.
    console.clock.advance(milliseconds(1));
    return first.imports.start(SYSTEM, { from: fileOf(...linesOf(0)), dryRun: false, deactivateMissing: false });
  };
  const going = await start();
  const waiting = await start();
  const given = await start();
  await first.imports.stop();
  expect(await first.imports.cancel(given.id)).toMatchObject({ state: 'cancelled' });
  const second = await openEngine(console, { documents });
  await second.imports.resume();
  await second.imports.settled();
  const { imports } = console.core.stores;
  expect(await imports.read(going.id)).toMatchObject({ state: 'done', added: ROWS });
  expect(await imports.read(waiting.id)).toMatchObject({ state: 'done', added: 0, changed: 0 });
  expect(await imports.read(given.id)).toMatchObject({ state: 'cancelled', added: 0 });
});

test('a cancelled import ends at its next rows, and says what it had done', async () => {
  const engine = await openEngine(console, {
    change: (deps) => {
      let made = 0;
      const make: typeof deps.changes.make = async (actor, work) => {
        made += 1;
        if (made === 3) {
          const [running] = await deps.stores.imports.running();
          if (running !== undefined) await engine.imports.cancel(running.id);
        }
        return deps.changes.make(actor, work);
      };
      return { ...deps, changes: { make } };
    },
  });
  const before = (await console.core.stores.revisions.read()).revision;
  const ended = await engine.run({ from: fileOf(...linesOf(0)) });
  const users = await console.core.stores.users.all();
  expect(ended).toMatchObject({ state: 'cancelled', reason: null, stage: null, added: users.length });
  expect(users.length).toBeGreaterThan(0);
  expect(users.length).toBeLessThan(ROWS);
  const { items } = await console.core.stores.imports.effects(ended.id, { limit: 1_000 });
  expect(items.length).toBe(users.length);
  expect((await console.core.stores.revisions.read()).revision).toBe(before + 1);
});

async function expectWhole({ core }: TestConsole, id: ImportId, run: number): Promise<void> {
  const { stores } = core;
  const counts = { rows: ROWS + WRONG, added: ROWS, changed: 0, deactivated: 0, failed: WRONG };
  expect(await stores.imports.read(id)).toMatchObject({ state: 'done', reason: null, stage: null, ...counts });
  const { items } = await stores.users.page({ q: `run${run}-`, limit: 1_000 });
  expect([items.length, items.every(({ pins, groups }) => pins === 1 && groups.length === 1)]).toEqual([ROWS, true]);
  const { items: effects } = await stores.imports.effects(id, { limit: 1_000 });
  expect(new Set(effects.map(({ userName }) => userName)).size).toBe(ROWS);
  expect(effects.length).toBe(ROWS);
  expect((await stores.imports.errors(id)).length).toBe(WRONG);
  const audited = async (question: { target?: string; q?: string; action: string }) =>
    (await stores.audit.page({ limit: 1_000, ...question })).items;
  expect((await audited({ action: 'users.imported', target: id })).map(({ after }) => after)).toEqual([counts]);
  expect((await audited({ action: 'user.created', q: `run${run}-` })).length).toBe(ROWS);
}
