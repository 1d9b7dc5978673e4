import { hours, instant, later, makeId, minutes } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import { describeStore } from '../../testing/describe-store.ts';
import { createSqlSessionStore } from './session-store-sql.ts';

const entropy = createSeededEntropy('session-store');
const at = instant(1_790_000_000_000);
const [terminalId, deviceId, userId] = [
  makeId('terminal', at, entropy),
  makeId('device', at, entropy),
  makeId('user', at, entropy),
];
const by = { terminalId, userId, mode: 'offline' } as const;

describeStore('the books', (open) => {
  test('are read by the time at the device: from included, until not', async () => {
    const { queries } = await open();
    const store = createSqlSessionStore(queries);
    for (const after of [0, 1, 2, 3]) {
      const startedAt = later(at, hours(after));
      const id = makeId('session', startedAt, entropy);
      await store.openSession({ ...by, id, method: 'pin', credentialIds: [], startedAt, end: null }, deviceId);
      const activity = {
        sessionId: id,
        kind: 'copy',
        pages: null,
        copies: 1,
        color: false,
        sides: 'one-sided',
      } as const;
      const begun = { ...by, ...activity, id: makeId('activity', startedAt, entropy), startedAt, end: null };
      await store.beginActivity(begun, deviceId);
    }
    const hoursOf = (items: readonly { readonly startedAt: string }[]) =>
      items.map(({ startedAt }) => (Date.parse(startedAt) - at) / hours(1));
    const [first, last] = [later(at, hours(1)), later(at, hours(3))];
    for (const list of [store.sessions, store.activities]) {
      const found = async (question: object) => hoursOf((await list({ limit: 10, ...question })).items);
      expect(await found({})).toEqual([3, 2, 1, 0]);
      expect(await found({ from: first, until: last })).toEqual([2, 1]);
      expect(await found({ from: last })).toEqual([3]);
      expect(await found({ until: first, userId })).toEqual([0]);
      expect(await found({ from: first, until: later(first, minutes(1)), mode: 'online' })).toEqual([]);
      const [newest] = (await list({ limit: 1 })).items;
      const only =
        newest === undefined ? {} : 'sessionId' in newest ? { activityId: newest.id } : { sessionId: newest.id };
      expect(await found(only)).toEqual([3]);
      const page = await list({ limit: 1, from: first, until: last, sort: 'startedAt' });
      expect(hoursOf(page.items)).toEqual([1]);
      expect(await found({ cursor: page.nextCursor, from: first, until: last, sort: 'startedAt' })).toEqual([2]);
    }
  });
});
