import { createMemoryLogger, createSeededEntropy, createFakeClock } from '@holdover/testbed';
import { instant, minutes } from '@holdover/kernel';
import pg from 'pg';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { postgresPlace } from '../testing/describe-store.ts';
import type { Announcements } from './announcements.ts';
import { createPostgresAnnouncements } from './postgres-announcements.ts';

const WAIT = { timeout: 20_000, interval: 20 };
let url: string;
beforeAll(async () => {
  const place = postgresPlace();
  await place.prepare();
  ({ url } = await place.next());
}, 60_000);

const open: Announcements[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** Listens, and has begun to. */
async function listening() {
  const clock = createFakeClock(instant(0));
  const entropy = createSeededEntropy('announcements');
  const announcements = createPostgresAnnouncements({ url, clock, entropy, logger: createMemoryLogger() });
  open.push(announcements);
  const heard: string[] = [];
  announcements.listen({ heard: (text) => heard.push(text), missed: () => heard.push('missed') });
  await vi.waitFor(() => expect(heard).toEqual(['missed']), WAIT);
  return { announcements, heard, clock };
}

describe('announcements over PostgreSQL', () => {
  test('[C2e] reach all others, in order, and not who says them', async () => {
    const [one, other, third] = [await listening(), await listening(), await listening()];
    for (const text of ['a', 'b', 'c']) one.announcements.announce(text);
    await vi.waitFor(() => expect(other.heard).toEqual(['missed', 'a', 'b', 'c']), WAIT);
    await vi.waitFor(() => expect(third.heard).toEqual(['missed', 'a', 'b', 'c']), WAIT);
    expect(one.heard).toEqual(['missed']);
  });

  test('[C2f] whoever lost the connection opens it again, and knows that something may have been missed', async () => {
    const [one, other] = [await listening(), await listening()];
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'holdover-announcements'`,
    );
    await client.end();
    await vi.waitFor(async () => {
      await one.clock.advanceAsync(minutes(1));
      await other.clock.advanceAsync(minutes(1));
      expect([one.heard, other.heard]).toEqual([
        ['missed', 'missed'],
        ['missed', 'missed'],
      ]);
    }, WAIT);
    one.announcements.announce('again');
    await vi.waitFor(() => expect(other.heard.at(-1)).toBe('again'), WAIT);
  });

  test('once closed it is silent and opens nothing', async () => {
    const { announcements, clock } = await listening();
    await announcements.close();
    announcements.announce('nothing');
    expect(clock.pending()).toBe(0);
  });
});
