import { instant, type UserId } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import { sessionCached } from './session-cache.ts';

const user = (n: number) => ({ userId: `usr_${String(n).padStart(5, '0')}` as UserId, lastUsedAt: instant(n) });

describe('session cache', () => {
  test('[B4a] the thousand most recent stay', () => {
    const users = Array.from({ length: 1_002 }, (_, n) => user(n));
    const { kept, dropped } = sessionCached(users, new Set());
    expect(kept).toHaveLength(1_000);
    expect(dropped).toEqual([user(1), user(0)]);
  });

  test('[B4b] synchronized users do not count and are not dropped', () => {
    const users = [user(1), user(2), user(3)];
    const { kept, dropped } = sessionCached(users, new Set([user(1).userId]), 1);
    expect(kept).toEqual([user(1), user(3)]);
    expect(dropped).toEqual([user(2)]);
  });

  test('[B4a] equal times fall to the id', () => {
    const same = [user(2), user(1)].map((one) => ({ ...one, lastUsedAt: instant(5) }));
    expect(sessionCached(same, new Set(), 1).dropped).toEqual([same[0]]);
    expect(sessionCached(same.toReversed(), new Set(), 1).dropped).toEqual([same[0]]);
  });
});
