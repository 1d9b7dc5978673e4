import { hours, instant, later, minutes, type Instant } from '@holdover/kernel';
import { createFakeClock, createMemoryLogger, createSeededEntropy } from '@holdover/testbed';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestConsole, START, type TestConsole } from '../../testing/test-console.ts';
import { startSchedule } from './source-schedule.ts';

let console: TestConsole;
beforeEach(async () => {
  console = await openTestConsole();
});
afterEach(() => console.close());

test('a directory is synchronized when its time has come, by one of two servers, and its time moves on', async () => {
  const body = { kind: 'ldap', name: 'Office', url: 'ldap://localhost', baseDn: 'dc=example', intervalHours: 2 };
  const { id, nextAt } = (await console.ask('POST /user-sources', { body })).body;
  const off = { ...body, name: 'Off', enabled: false };
  expect((await console.ask('POST /user-sources', { body: off })).body.nextAt).toBeNull();
  const begun: string[] = [];
  const clock = createFakeClock(START);
  const { stores } = console.core;
  const servers = ['one', 'other'].map((name) =>
    startSchedule({
      stores,
      clock,
      entropy: createSeededEntropy(name),
      logger: createMemoryLogger(),
      synchronize: (_actor, source) => {
        begun.push(source);
        return Promise.reject(new RangeError('somebody else was faster'));
      },
    }),
  );
  await clock.advanceAsync(hours(1));
  expect(begun).toEqual([]);
  while (clock.wall() < instant(Date.parse(nextAt))) await clock.advanceAsync(minutes(1));
  await clock.advanceAsync(minutes(2));
  expect(begun).toEqual([id]);
  const moved: Instant | null = (await stores.userSources.read(id))?.nextAt ?? null;
  expect(moved).toBeGreaterThanOrEqual(later(START, hours(4)));
  for (const server of servers) await server.stop();
  await clock.advanceAsync(hours(5));
  expect(begun).toHaveLength(1);
});
