import { DEFAULT_SPOOLING } from '@holdover/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestConsole, type TestConsole } from '../../testing/test-console.ts';

let console: TestConsole;
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());

const save = (more: object) => console.ask('PUT /settings/spooling', { body: { ...DEFAULT_SPOOLING, ...more } });

test('what was never saved is as it is by default', async () => {
  expect((await console.ask('GET /settings/spooling')).body).toEqual(DEFAULT_SPOOLING);
});

test('[A7a] hours of held jobs reach terminals at their next synchronization; the rest is the server’s alone', async () => {
  console.signals.take();
  expect((await save({ maxJobs: 500 })).body).toMatchObject({ maxJobs: 500 });
  expect(console.signals.take()).toEqual([]);
  expect((await save({ maxJobs: 500, retentionHours: 48 })).status).toBe(200);
  expect(console.signals.take()).toEqual(['settingsChanged {"reset":false}']);
  const [entry] = await console.core.stores.audit.tail(1);
  expect(entry).toMatchObject({
    action: 'spooling.changed',
    before: { retentionHours: 24 },
    after: { retentionHours: 48 },
  });
  expect(console.printing.spool.room.settings).toMatchObject({ maxJobs: 500, retentionHours: 48 });
});

test.each([
  ['retentionHours', 0, { minimum: 1, maximum: 8_760 }],
  ['keepForReprintHours', -1, { minimum: 0, maximum: 8_760 }],
  ['maxJobs', 9, { minimum: 10, maximum: 1_000_000 }],
])('%s of %i is refused with its range, and nothing is saved', async (name, value, limit) => {
  const before = (await console.ask('GET /settings/spooling')).body;
  const answer = await save({ [name]: value, maxSpoolMegabytes: 77 });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: `/${name}`, value, limit }] } });
  expect((await console.ask('GET /settings/spooling')).body).toEqual(before);
});
