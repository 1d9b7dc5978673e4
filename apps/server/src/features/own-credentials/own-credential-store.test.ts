import { hours, instant, later, makeId } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import { describeStore } from '../../testing/describe-store.ts';
import { createSqlOwnCredentialStore } from './own-credential-store-sql.ts';

const at = instant(1_790_000_000_000);
const entropy = createSeededEntropy('own-credential-store');
const [userId, terminalId] = [makeId('user', at, entropy), makeId('terminal', at, entropy)];
const pin = () => makeId('pin', at, entropy);

describeStore('what people changed at panels', (open) => {
  test('an attempt is remembered with what it made last, until it is forgotten', async () => {
    const store = createSqlOwnCredentialStore((await open()).queries);
    const first = { attempt: 'f'.repeat(32), terminalId, userId, credentialId: pin(), at };
    await store.keep(first, at);
    expect(await store.since(userId, at)).toEqual([first]);
    const again = { ...first, credentialId: pin(), at: later(at, hours(1)) };
    await store.keep(again, at);
    const other = { ...again, attempt: '0'.repeat(32), at: later(at, hours(2)) };
    await store.keep(other, at);
    expect(await store.since(userId, at)).toEqual([other, again]);
    expect(await store.since(makeId('user', at, entropy), at)).toEqual([]);
    await store.keep(other, later(at, hours(2)));
    expect(await store.since(userId, at)).toEqual([other]);
  });

  test('no PIN has two successors, and one that was used has no predecessor', async () => {
    const store = createSqlOwnCredentialStore((await open()).queries);
    const [oldId, lost, newId] = [pin(), pin(), pin()];
    await store.succeed({ newId: lost, oldId, userId });
    await store.succeed({ newId, oldId, userId });
    expect(await store.successorOf(oldId)).toEqual({ newId, oldId, userId });
    expect(await store.predecessorOf(lost)).toBeUndefined();
    expect(await store.unused()).toEqual([newId]);
    await store.settle(newId);
    expect([await store.predecessorOf(newId), await store.unused()]).toEqual([undefined, []]);
  });
});
