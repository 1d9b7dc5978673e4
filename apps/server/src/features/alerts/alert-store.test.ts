import { instant, makeId } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import { describeStore } from '../../testing/describe-store.ts';
import type { NewAlert } from './alert-store.ts';
import { createSqlAlertStore } from './alert-store-sql.ts';

const at = instant(1_790_000_000_000);
const entropy = createSeededEntropy('alerts');
const deviceId = makeId('device', at, entropy);
const other = makeId('device', at, entropy);
const pulled: NewAlert = { kind: 'device-offline-alone', deviceId, terminalId: null, detail: 'Away' };
const numbered = (alert: NewAlert) => ({ ...alert, id: makeId('alert', at, entropy), raisedAt: at });

describeStore('alerts', (open) => {
  test('of each kind one stands for a device; cleared, it may be raised again, and none is deleted', async () => {
    const store = createSqlAlertStore((await open()).queries);
    const first = numbered(pulled);
    expect(await store.raise(first)).toEqual({ ...first, deviceName: null, clearedAt: null });
    expect(await store.raise(numbered(pulled))).toBeUndefined();
    expect(await store.raise(numbered({ ...pulled, kind: 'journal-filling' }))).toBeDefined();
    expect(await store.raise(numbered({ ...pulled, deviceId: other }))).toBeDefined();
    expect(await store.standing(['device-offline-alone'])).toHaveLength(2);
    expect(await store.clear(first.id, instant(at + 1))).toMatchObject({ clearedAt: at + 1 });
    expect(await store.clear(first.id, instant(at + 2))).toBeUndefined();
    expect(await store.raise(numbered(pulled))).toBeDefined();
    const count = async (state: 'standing' | 'cleared' | 'all') =>
      (await store.page({ limit: 10, state, deviceId })).items.length;
    expect([await count('standing'), await count('cleared'), await count('all')]).toEqual([2, 1, 3]);
    expect((await store.page({ limit: 10, state: 'all', kind: 'journal-filling' })).items).toHaveLength(1);
  });
});
