import { DEFAULT_OFFLINE_LOGIN } from '@holdover/api';
import { seconds } from '@holdover/kernel';
import { PATHS } from '@holdover/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorld, type DoorTerminal, type OpenWorld } from '../../testing/open-door.ts';
import { createTestJournal } from '../../testing/test-journal.ts';

let world: OpenWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const save = (cacheHours: number, query = '') =>
  world.ask('PUT', `/settings/offline-login${query}`, { ...DEFAULT_OFFLINE_LOGIN, cacheHours });
const rollout = async () => (await world.ask('GET', '/terminals/rollout')).body;
const states = async () =>
  (await rollout()).items.map(({ deviceName, state }: { deviceName: string; state: string }) => [deviceName, state]);

/** Two journals continue one record (F3). */
async function fork({ device, call }: DoorTerminal): Promise<void> {
  const { body } = await world.ask('GET', `/devices/${device}`);
  const journal = createTestJournal({ identity: { terminalId: body.terminal.id } });
  const texts = [...journal.texts, journal.forkAt(journal.head()), journal.forkAt(journal.head())];
  for (const text of texts) expect((await call(PATHS.journal, { records: [text] })).status).toBe(200);
}

test('[A4c] [A7a] settings saved without a reset wait, and no heartbeat asks for them', async () => {
  const terminal = await world.enrolled('Lift');
  await terminal.synchronize();
  const link = await terminal.link();
  await link.introduce();
  const { tidings } = await link.heartbeat(1);
  expect(await states()).toEqual([['Lift', 'applied']]);

  expect(await save(24)).toMatchObject({ status: 200 });
  expect((await link.heartbeat(2)).tidings).toMatchObject({
    desiredRevision: tidings.desiredRevision,
    desiredGeneration: tidings.desiredGeneration,
    confirmedAt: expect.any(Number),
  });
  expect(await states()).toEqual([['Lift', 'waits']]);
  expect((await terminal.synchronize('interval')).settings.cacheHours).toBe(24);
  expect(await states()).toEqual([['Lift', 'applied']]);
});

test('[A4a] [A4c] with a reset each terminal is on its way, or away, until it has confirmed', async () => {
  const lift = await world.enrolled('Lift');
  // In the order of enrolment.
  world.clock.advance(seconds(1));
  const stairs = await world.enrolled('Stairs');
  await lift.synchronize();
  await stairs.synchronize();
  const link = await lift.link();
  await link.introduce();
  await save(24, '?reset=true');
  expect(await states()).toEqual([
    ['Lift', 'on-its-way'],
    ['Stairs', 'away'],
  ]);
  await lift.synchronize('reset');
  expect(await rollout()).toMatchObject({ total: 2, applied: 1 });
  await fork(stairs);
  expect(await states()).toEqual([
    ['Lift', 'applied'],
    ['Stairs', 'suspended'],
  ]);
});
