import { hours, instant, later, makeId, type DeviceId, type Instant, type UserId } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import { describeStore } from '../../testing/describe-store.ts';
import { createSqlUseStore } from './use-store-sql.ts';
import { utcDay } from './use-store.ts';

const entropy = createSeededEntropy('use-store');
const START = instant(1_790_000_000_000);
const user = (): UserId => makeId('user', START, entropy);

describeStore('use of devices', (open) => {
  const DAY = utcDay(START);
  const at = (day: number, hour: number) => later(instant(0), hours((DAY + day) * 24 + hour));
  const [lobby, lift] = [makeId('device', START, entropy), makeId('device', START, entropy)];
  const [ada, bob, cem] = [user(), user(), user()];

  test('[B2e] the most recent use comes first, each device for itself', async () => {
    const store = createSqlUseStore((await open()).queries);
    const note = (deviceId: DeviceId, userId: UserId, hour: number) =>
      store.note({ deviceId, userId, usedAt: at(0, hour), bookedAt: at(0, 23) });
    await note(lobby, ada, 9);
    await note(lobby, bob, 8);
    await note(lobby, bob, 10);
    await note(lobby, ada, 7);
    await note(lift, cem, 11);
    expect([...(await store.ranks(lobby, DAY + 1))]).toEqual([
      [bob, 0],
      [ada, 1],
    ]);
    expect([...(await store.ranks(lift, DAY + 1)).keys()]).toEqual([cem]);
  });

  test('[B2g] ranks of a day are frozen: what is booked in it counts from the next, however old', async () => {
    const store = createSqlUseStore((await open()).queries);
    const note = (userId: UserId, used: Instant, bookedAt: Instant) =>
      store.note({ deviceId: lobby, userId, usedAt: used, bookedAt });
    await note(ada, at(0, 9), at(0, 9));
    await note(bob, at(0, 8), at(0, 9));
    const frozen = async (day: number) => [...(await store.ranks(lobby, DAY + day)).keys()];
    expect(await frozen(0)).toEqual([]);
    expect(await frozen(1)).toEqual([ada, bob]);
    await note(bob, at(1, 1), at(1, 1));
    await note(cem, at(0, 23), at(1, 2));
    await note(bob, at(1, 3), at(1, 3));
    expect(await frozen(1)).toEqual([ada, bob]);
    expect(await frozen(2)).toEqual([bob, cem, ada]);
    // Again in three days: what was known before is what was known.
    await note(ada, at(5, 1), at(5, 1));
    expect(await frozen(5)).toEqual([bob, cem, ada]);
    expect(await frozen(6)).toEqual([ada, bob, cem]);
  });

  test('[B2g] a day begins once, whichever server notices', async () => {
    const store = createSqlUseStore((await open()).queries);
    expect(await store.turnTo(DAY)).toBe(false);
    expect(await store.turnTo(DAY)).toBe(false);
    expect(await store.turnTo(DAY + 1)).toBe(true);
    expect(await store.turnTo(DAY)).toBe(false);
  });
});
