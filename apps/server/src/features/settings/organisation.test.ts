import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestConsole, type TestConsole } from '../../testing/test-console.ts';

let console: TestConsole;
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());

const get = async () => (await console.ask('GET /settings/organisation')).body;
const put = (body: object) => console.ask('PUT /settings/organisation', { body });

test('what set-up left is read, with what it did not ask for', async () => {
  expect(await get()).toEqual({ name: '', language: 'en', timeZone: 'UTC' });
  await console.core.stores.settings.write('organisation', { name: 'Acme', language: 'de' });
  expect(await get()).toEqual({ name: 'Acme', language: 'de', timeZone: 'UTC' });
});

test('[A7a] the language reaches terminals at their next synchronization; name and time zone concern none', async () => {
  const before = await get();
  console.signals.take();
  expect((await put({ ...before, name: 'Acme AG', timeZone: 'Europe/Berlin' })).status).toBe(200);
  expect(console.signals.take()).toEqual([]);
  expect((await put({ ...(await get()), language: 'en' })).body).toMatchObject({ language: 'en', name: 'Acme AG' });
  expect(console.signals.take()).toEqual(['settingsChanged {"reset":false}']);
  expect(await console.core.stores.audit.tail(1)).toMatchObject([
    { action: 'organisation.changed', before: { language: 'de' }, after: { language: 'en' } },
  ]);
});

test('a time zone nobody knows is refused, and nothing is saved', async () => {
  const before = await get();
  const answer = await put({ ...before, name: 'Other', timeZone: 'Europe/Atlantis' });
  expect(answer.body.errors).toMatchObject([
    { pointer: '/timeZone', code: 'unknown-time-zone', value: 'Europe/Atlantis' },
  ]);
  expect(await get()).toEqual(before);
});
