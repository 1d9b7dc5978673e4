import { hours, toHex } from '@holdover/kernel';
import { createSystemEntropy } from '@holdover/nodejs';
import { createFakeClock, createMemoryLogger } from '@holdover/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SYSTEM } from '../../actor.ts';
import { openCore, type Core } from '../../core.ts';
import { createEventHub } from '../../events/event-hub.ts';
import { postgresPlace } from '../../testing/describe-store.ts';
import { fileOf, newSourceId, openEngine } from '../../testing/import-engine.ts';
import { createMemoryDocuments } from '../../testing/memory-documents.ts';
import { recordSignals } from '../../testing/record-signals.ts';
import { START } from '../../testing/test-console.ts';
import type { SourceEntry } from './import-order.ts';

const place = postgresPlace();
const clock = createFakeClock(START);
const cores: Core[] = [];
beforeAll(async () => {
  await place.prepare();
  const location = await place.next();
  for (let n = 0; n < 2; n++) cores.push(await coreOver(location));
}, 60_000);
afterAll(async () => {
  for (const core of cores) await core.database.close();
});

const CHEAP = { memoryKiB: 8, passes: 1, lanes: 1 };
const coreOver = (database: { readonly url: string }): Promise<Core> =>
  openCore({
    database,
    serverKey: new Uint8Array(32).fill(9),
    clock,
    entropy: createSystemEntropy(),
    logger: createMemoryLogger(),
    hashing: { pin: CHEAP, card: CHEAP },
  });

/** One of the servers, with a disk of its own. */
function serverOf(core: Core | undefined) {
  if (core === undefined) throw new TypeError('There is no such server');
  const hub = createEventHub(clock, toHex(new Uint8Array(2)));
  return { core, hub, clock, logger: createMemoryLogger(), signals: recordSignals({}) };
}

test('[P5h] an import is run by the server that took it; another one that starts leaves it alone, and can cancel it', async () => {
  const [one, two] = cores.map(serverOf);
  if (one === undefined || two === undefined) throw new TypeError('There are two servers');
  const first = await openEngine(one);
  const second = await openEngine(two);
  let began: () => void = () => undefined;
  const reading = new Promise<void>((resolve) => {
    began = resolve;
  });
  let goOn: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const read = async function* (): AsyncGenerator<SourceEntry> {
    yield { externalId: 'e1', userName: 'ada' };
    began();
    await held;
    yield { externalId: 'e2', userName: 'bob' };
  };
  const order = { dryRun: false, deactivateMissing: false };
  const { id } = await first.imports.start(SYSTEM, { ...order, from: { sourceId: newSourceId(one), read } });
  await reading;
  await second.imports.resume();
  await second.imports.settled();
  const { imports } = two.core.stores;
  expect(await imports.read(id)).toMatchObject({ state: 'running', stage: 'reading' });
  expect(await second.imports.cancel(id)).toMatchObject({ state: 'running' });
  goOn();
  await first.imports.settled();
  expect(await imports.read(id)).toMatchObject({ state: 'cancelled', added: 0 });

  const file = await first.run({
    from: fileOf('USERNAME;PINS;CARDS;GROUPS', 'ada;75010311;04AA;North', 'bob;;;North'),
  });
  expect(file).toMatchObject({ state: 'done', added: 2, failed: 0 });
  expect(await second.run({ from: fileOf('USERNAME;CARDS', 'eve;04AA') })).toMatchObject({ added: 0, failed: 1 });
});

test('what a server left that never came back can be cancelled by another one, after an hour', async () => {
  const [one, two] = cores.map(serverOf);
  if (one === undefined || two === undefined) throw new TypeError('There are two servers');
  const documents = createMemoryDocuments<string>();
  const first = await openEngine(one, {
    documents,
    change: (deps) => ({ ...deps, changes: { make: () => Promise.reject(new TypeError('gone')) } }),
  });
  const order = { from: fileOf('USERNAME', 'left'), dryRun: false, deactivateMissing: false };
  const { id } = await first.imports.start(SYSTEM, order);
  await first.imports.settled();
  const second = await openEngine(two);
  expect(await second.imports.cancel(id)).toMatchObject({ state: 'running', stage: 'applying' });
  clock.advance(hours(1.1));
  expect(await second.imports.cancel(id)).toMatchObject({ state: 'cancelled', added: 0 });
});
