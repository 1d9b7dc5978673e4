import type { UserSourceId } from '@holdover/kernel';
import { Fault } from '@holdover/kernel';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fileOf, newSourceId, openEngine, sourceOf, type TestEngine } from '../../testing/import-engine.ts';
import { openTestConsole, type TestConsole } from '../../testing/test-console.ts';
import type { SourceEntry } from './import-order.ts';

let console: TestConsole;
let engine: TestEngine;
let sourceId: UserSourceId;
beforeAll(async () => {
  console = await openTestConsole();
  engine = await openEngine(console);
});
afterAll(() => console.close());
beforeEach(() => {
  sourceId = newSourceId(console);
});

const read = (entries: readonly SourceEntry[], more: { deactivateMissing?: boolean; dryRun?: boolean } = {}) =>
  engine.run({ from: sourceOf(sourceId, entries), ...more });
const users = async () => console.core.stores.users.all();
const find = async (userName: string) => console.core.stores.users.findByUserName(userName);
const groupsOf = async (userName: string) => {
  const { core } = console;
  const user = await find(userName);
  const { groups } = (user && (await core.stores.users.read(user.id))) ?? { groups: [] };
  const named = await Promise.all(groups.map(async (id) => (await core.stores.groups.read(id))?.name ?? ''));
  return named.toSorted();
};
const errorsOf = async (id: Parameters<typeof console.core.stores.imports.errors>[0]) =>
  (await console.core.stores.imports.errors(id)).map(({ line, column, reason }) => `${line},${column},${reason}`);

test('[P5i] whoever is renamed in the directory stays the same user', async () => {
  await read([{ externalId: 'e1', userName: 'maiden', fullName: 'Ada Maiden', cards: ['04AA01'] }]);
  const before = await find('maiden');
  const again = await read([{ externalId: 'e1', userName: 'married', fullName: 'Ada Married', cards: ['04:AA:01'] }]);
  expect(again).toMatchObject({ state: 'done', added: 0, changed: 1, sourceId });
  expect(await find('married')).toMatchObject({ id: before?.id, fullName: 'Ada Married', externalId: 'e1' });
  expect(await find('maiden')).toBeUndefined();
});

test('[P5i] whoever is there already by that name is paired, and then belongs to the directory', async () => {
  await engine.run({ from: fileOf('USERNAME;FULLNAME;PINS', 'paired;By Hand;482913') });
  const before = await find('paired');
  const { id } = await read([{ externalId: 'p1', userName: 'PAIRED', fullName: 'From There' }]);
  const after = await find('paired');
  expect(after).toMatchObject({ id: before?.id, sourceId, externalId: 'p1', userName: 'PAIRED' });
  expect((await console.core.stores.users.read(after?.id ?? ('' as never)))?.pins).toBe(1);
  const { items } = await console.core.stores.imports.effects(id, { limit: 10 });
  expect(items).toEqual([
    { line: 1, action: 'change', userName: 'PAIRED', fields: ['userName', 'fullName', 'source'] },
  ]);
});

test('[P5i] a name of another directory is an error of its row, and so is one that its holder has not given up yet', async () => {
  await read([{ externalId: 'x1', userName: 'foreign' }]);
  const first = sourceId;
  sourceId = newSourceId(console);
  expect(await errorsOf((await read([{ externalId: 'y1', userName: 'foreign' }])).id)).toEqual([
    '1,USERNAME,of-another-source',
  ]);
  sourceId = first;
  const swapped = await read([
    { externalId: 'x2', userName: 'foreign' },
    { externalId: 'x1', userName: 'moved-on' },
  ]);
  expect(await errorsOf(swapped.id)).toEqual(['1,USERNAME,name-taken']);
  expect(await read([{ externalId: 'x2', userName: 'foreign' }])).toMatchObject({ added: 1, failed: 0 });
});

test('a directory that was made anew keeps its people by their names', async () => {
  await read([{ externalId: 'old', userName: 'kept' }]);
  const before = await find('kept');
  expect(await read([{ externalId: 'new', userName: 'kept' }], { deactivateMissing: true })).toMatchObject({
    changed: 1,
    deactivated: 0,
  });
  expect(await find('kept')).toMatchObject({ id: before?.id, externalId: 'new', enabled: true });
});

describe('groups', () => {
  test('[P5j] of the directory are replaced, and those given by hand stay', async () => {
    await engine.run({ from: fileOf('USERNAME;GROUPS', 'both;By hand') });
    await read([{ externalId: 'g1', userName: 'both', groups: ['North', 'South'] }]);
    expect(await groupsOf('both')).toEqual(['By hand', 'North', 'South']);
    await read([{ externalId: 'g1', userName: 'both', groups: ['South'] }]);
    expect(await groupsOf('both')).toEqual(['By hand', 'South']);
    await read([{ externalId: 'g1', userName: 'both' }]);
    expect(await groupsOf('both')).toEqual(['By hand', 'South']);
    const file = await engine.run({ from: fileOf('USERNAME;GROUPS', 'both;Other|South') });
    expect(file).toMatchObject({ changed: 1, failed: 0 });
    expect(await groupsOf('both')).toEqual(['Other', 'South']);
    const wrong = await engine.run({ from: fileOf('USERNAME;GROUPS', 'both;North') });
    expect(await errorsOf(wrong.id)).toEqual(['2,GROUPS,owned-by-source']);
    await read([{ externalId: 'g1', userName: 'both', groups: [] }]);
    expect(await groupsOf('both')).toEqual(['Other']);
  });

  test('[P5j] made by hand become the directory’s once it names them, whoever names them first', async () => {
    await engine.run({ from: fileOf('USERNAME;GROUPS', 'early;Taken over', 'late;Taken over') });
    await read([
      { externalId: 'a1', userName: 'early', groups: [] },
      { externalId: 'a2', userName: 'late', groups: ['taken over'] },
    ]);
    expect([await groupsOf('early'), await groupsOf('late')]).toEqual([[], ['Taken over']]);
    const group = await console.core.stores.groups.findByName('Taken over');
    expect(group?.sourceId).toBe(sourceId);
  });
});

test('[P5j] cards that people registered themselves stay; those of the directory come and go with it', async () => {
  await read([{ externalId: 'c1', userName: 'cards', cards: ['04C001'] }]);
  const user = await find('cards');
  const made = await console.ask(`POST /users/${user?.id}/cards`, { body: { number: '04C0FF' } });
  expect(made.status).toBe(201);
  const count = async () => (await console.core.stores.users.read(user?.id ?? ('' as never)))?.cards;
  expect(await read([{ externalId: 'c1', userName: 'cards', cards: ['04C001'] }])).toMatchObject({ changed: 0 });
  expect(await count()).toBe(2);
  await read([{ externalId: 'c1', userName: 'cards', cards: [] }]);
  expect(await count()).toBe(1);
});

test('[B9s] nobody has more than twenty cards, wherever they come from', async () => {
  await read([{ externalId: 'm1', userName: 'many' }]);
  const user = await find('many');
  expect((await console.ask(`POST /users/${user?.id}/cards`, { body: { number: '04D0FF' } })).status).toBe(201);
  const cards = Array.from({ length: 20 }, (_, n) => `04D${100 + n}`);
  const wrong = await read([{ externalId: 'm1', userName: 'many', cards }]);
  expect(await errorsOf(wrong.id)).toEqual(['1,CARDS,too-many']);
  expect(await read([{ externalId: 'm1', userName: 'many', cards: cards.slice(1) }])).toMatchObject({ changed: 1 });
});

describe('deactivateMissing', () => {
  test('[P5k] disables users of this directory alone, and nobody on the strength of an empty one', async () => {
    await engine.run({ from: fileOf('USERNAME', 'local-one') });
    await read([
      { externalId: 'd1', userName: 'd-one' },
      { externalId: 'd2', userName: 'd-two' },
    ]);
    expect(await read([], { deactivateMissing: true })).toMatchObject({ state: 'done', deactivated: 0 });
    const wrong = { externalId: 'd1', userName: 'd one' };
    const dry = await read([wrong], { deactivateMissing: true, dryRun: true });
    expect(await read([wrong], { deactivateMissing: true })).toMatchObject({
      deactivated: dry.deactivated,
      failed: 1,
    });
    expect((await users()).filter(({ enabled }) => !enabled).map(({ userName }) => userName)).toEqual(['d-two']);
  });

  test('[P5k] of a file leaves the users of directories alone', async () => {
    await read([{ externalId: 'f1', userName: 'of-the-directory' }]);
    await engine.run({ from: fileOf('USERNAME', 'only-me'), deactivateMissing: true });
    expect(await find('of-the-directory')).toMatchObject({ enabled: true });
    expect(await find('local-one')).toMatchObject({ enabled: false });
  });
});

describe('a reading that does not come to its end', () => {
  const many = async function* (fails: () => void): AsyncGenerator<SourceEntry> {
    for (let n = 0; n < 600; n++) {
      if (n === 550) fails();
      yield { externalId: `half-${n}`, userName: `half-${n}` };
    }
  };

  test('[P5g] changes nothing, and says why', async () => {
    const before = (await users()).length;
    const fault = new Fault({ owner: 'peer', code: 'source-broke-off', message: 'The directory hung up' });
    const failed = await engine.run({
      from: {
        sourceId,
        read: () =>
          many(() => {
            throw fault;
          }),
      },
      deactivateMissing: true,
    });
    expect(failed).toMatchObject({ state: 'failed', reason: 'source-broke-off', added: 0, deactivated: 0 });
    expect((await users()).length).toBe(before);
  });

  test('[P5g] because it is cancelled changes nothing', async () => {
    const before = (await users()).length;
    const cancelled = await engine.run({
      from: {
        sourceId,
        read: () =>
          many(() => {
            void cancelRunning();
          }),
      },
    });
    expect(cancelled).toMatchObject({ state: 'cancelled', reason: null, added: 0 });
    expect((await users()).length).toBe(before);
    await expect(engine.imports.cancel(cancelled.id)).rejects.toMatchObject({ code: 'import-over' });
  });

  async function cancelRunning(): Promise<void> {
    const [running] = await console.core.stores.imports.running();
    if (running !== undefined) await engine.imports.cancel(running.id);
  }

  test('because the server stops is failed as interrupted', async () => {
    const stopped = await openEngine(console);
    const from = { sourceId, read: () => many(() => void stopped.imports.stop()) };
    expect(await stopped.run({ from })).toMatchObject({ state: 'failed', reason: 'interrupted', added: 0 });
  });
});

test('[P5j] a file leaves alone what a directory says of its people', async () => {
  await read([{ externalId: 'o1', userName: 'owned', fullName: 'As There' }]);
  const wrong = await engine.run({ from: fileOf('USERNAME;FULLNAME', 'owned;Otherwise') });
  expect(await errorsOf(wrong.id)).toEqual(['2,FULLNAME,owned-by-source']);
  const right = await engine.run({ from: fileOf('USERNAME;FULLNAME;PINS', 'owned;As There;739105') });
  expect(right).toMatchObject({ changed: 1, failed: 0 });
});
