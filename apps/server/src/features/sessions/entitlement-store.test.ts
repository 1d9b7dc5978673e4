import { isEntitledAt } from '@holdover/journal';
import { instant, makeId, type Instant } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import { openStores } from '../../stores.ts';
import { describeStore } from '../../testing/describe-store.ts';
import { createSqlEntitlementStore } from './entitlement-store.ts';

const at = instant(1_790_000_000_000);
const entropy = createSeededEntropy('entitlements');

describeStore('entitlements', (open) => {
  test('[F5d] a credential opens until its own end; a user, until disabled; what nobody took away, always', async () => {
    const { queries } = await open();
    const { users, credentials } = openStores(queries);
    const userId = makeId('user', at, entropy);
    const texts = { userName: 'anna', fullName: 'Anna', email: null, language: null };
    await users.create({
      id: userId,
      ...texts,
      color: true,
      enabled: true,
      sourceId: null,
      externalId: null,
      createdAt: at,
    });
    const [ending, lasting] = [makeId('pin', at, entropy), makeId('card', at, entropy)];
    const secret = { userId, sealed: '', generation: 1, fingerprint: null, length: 6, ending: '', createdAt: at };
    await credentials.create({ ...secret, id: ending, kind: 'pin', lookup: 'a', expiresAt: instant(at + 10) });
    await credentials.create({ ...secret, id: lasting, kind: 'card', lookup: 'b', expiresAt: null });
    const store = createSqlEntitlementStore(queries);
    const entitled = async (subject: Parameters<typeof store.note>[0], ...moments: number[]): Promise<boolean[]> => {
      const [changes = []] = await store.changesOf([subject]);
      return moments.map((moment) => isEntitledAt(changes, (at + moment) as Instant));
    };
    expect(await entitled(ending, 9, 10)).toEqual([true, false]);
    expect(await entitled(lasting, 0, 1_000_000)).toEqual([true, true]);
    await store.note(userId, { at: instant(at + 5), granted: false });
    await store.note(userId, { at: instant(at + 5), granted: false });
    await store.note(userId, { at: instant(at + 8), granted: true });
    expect(await entitled(userId, 4, 5, 7, 8)).toEqual([true, false, false, true]);
    expect(await store.changesOf([])).toEqual([]);
  });
});
