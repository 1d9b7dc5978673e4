import { Fault, instant, makeId, present, type Instant } from '@holdover/kernel';
import { createFakeClock, createMemoryLogger, createNodeDigest, createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import { SYSTEM } from '../../actor.ts';
import { createChanges } from '../../changes/changes.ts';
import type { Database } from '../../database/database.ts';
import { createServerKeys } from '../../keys/server-keys.ts';
import { createSlowHash } from '../../keys/slow-hash.ts';
import { openStores } from '../../stores.ts';
import { describeStore } from '../../testing/describe-store.ts';
import { createAuditLog } from '../audit/audit-log.ts';
import { addCredential } from './add-credential.ts';
import { createHashWrapping } from './hash-wrapping.ts';
import { ensureHashing, readHashingPlan } from './hashing.ts';
import { prepare, upToDate } from './prepared-secret.ts';
import { askHashCost } from './raise-hash-cost.ts';
import { createSqlStretchStore } from './stretch-store-sql.ts';
import { sampleUser } from '../../testing/sample-job.ts';

const AT: Instant = instant(1_790_000_000_000);
const CHEAP = { memoryKiB: 8, passes: 1, lanes: 1 };
const DEAR = { memoryKiB: 16, passes: 1, lanes: 1 };
const PINS = 25;
const entropy = createSeededEntropy('stretch-store');
const keys = createServerKeys(new Uint8Array(32).fill(5));
const pinOf = (n: number): string => String(100_003 + 7 * n);

/** A database with people who have a PIN each, and a raise asked for. */
async function openRaised(open: () => Promise<Database>) {
  const database = await open();
  const stores = openStores(database.queries);
  const clock = createFakeClock(AT);
  const changes = createChanges({ database, auditLog: createAuditLog(createNodeDigest(), entropy), clock });
  let hashes = 0;
  let failsAfter = Infinity;
  const argon2id = createSlowHash();
  const slowHash: typeof argon2id = {
    ...argon2id,
    stretch: (secret, options) => {
      if (hashes >= failsAfter) throw new Fault({ owner: 'environment', code: 'power-lost', message: 'gone' });
      hashes += 1;
      return argon2id.stretch(secret, options);
    },
  };
  const deps = { database, stores, changes, keys, slowHash, clock, entropy, logger: createMemoryLogger() };
  await changes.make(SYSTEM, async (change) => {
    await ensureHashing(change.stores.settings, entropy, { pin: CHEAP, card: CHEAP });
    for (let n = 0; n < PINS; n++) {
      const id = makeId('user', AT, entropy);
      await change.stores.users.create(sampleUser(`user ${n}`, { id, createdAt: AT }));
      const secret = await prepare({ ...deps, stores: change.stores }, 'pin', pinOf(n));
      await addCredential(deps, change, { userId: id, secret, at: AT, expiresAt: null, fingerprint: null });
    }
    await askHashCost(change, { pin: DEAR, card: CHEAP }, entropy);
  });
  hashes = 0;
  return {
    ...deps,
    hashes: () => hashes,
    failAfter: (most: number) => {
      failsAfter = most;
    },
    wrapping: () => createHashWrapping({ ...deps, signals: { membersChanged: () => Promise.resolve() } }),
  };
}

const both = async ({ database, stores, slowHash }: Awaited<ReturnType<typeof openRaised>>, pin: string) => {
  const { stretches } = await prepare({ stores, keys, slowHash }, 'pin', pin);
  const lookups = stretches.map(({ stretched }) => keys.lookup(stretched));
  const store = createSqlStretchStore(database.queries);
  return Promise.all(
    lookups.map(async (lookup) => (await stores.credentials.findByLookup('pin', lookup)) ?? store.find('pin', lookup)),
  );
};

describeStore('raising the cost of the slow hash', (open) => {
  test('[P3a] [P3b] afterwards every PIN is found by either generation, and opens under its own alone', async () => {
    const raised = await openRaised(open);
    const wrapping = raised.wrapping();
    wrapping.wake();
    await wrapping.settled();
    expect(raised.hashes()).toBe(PINS);
    // No terminal lives that could hold the former: it is given up at once.
    const { pin } = await readHashingPlan(raised.stores.settings);
    expect(pin).toMatchObject({ use: { generation: 2 }, target: null, former: null });
    const [before, after] = await both(raised, pinOf(3));
    expect([before, after?.generation]).toEqual([undefined, 2]);
    const { id, userId, sealed } = present(after, 'a credential');
    expect(keys.lookup(keys.unseal(sealed, { userId, credentialId: id, generation: 2 }))).toBe(after?.lookup);
    expect(() => keys.unseal(sealed, { userId, credentialId: id, generation: 1 })).toThrow('sealed-value-damaged');
    await wrapping.stop();
  });

  test('[P3c] a power cut half-way loses ten of them at most, and the old generation stays in use until all are wrapped', async () => {
    const raised = await openRaised(open);
    raised.failAfter(13);
    const first = raised.wrapping();
    first.wake();
    await first.settled();
    await first.stop();
    const { pin } = await readHashingPlan(raised.stores.settings);
    expect(pin).toMatchObject({ use: { generation: 1 }, target: { generation: 2 }, former: null });
    const store = createSqlStretchStore(raised.database.queries);
    expect(await store.lacking('pin', 2, 100)).toHaveLength(PINS - 10);
    raised.failAfter(Infinity);
    const second = raised.wrapping();
    second.wake();
    await second.settled();
    await second.stop();
    expect(raised.hashes()).toBe(13 + PINS - 10);
    expect((await readHashingPlan(raised.stores.settings)).pin.use.generation).toBe(2);
    expect((await both(raised, pinOf(24)))[1]).toMatchObject({ generation: 2 });
  });

  test('[P3b] a PIN given while the others are being wrapped is wrapped with them', async () => {
    const raised = await openRaised(open);
    const { changes, database } = raised;
    const store = createSqlStretchStore(database.queries);
    expect(await store.any('card')).toBe(false);
    expect((await both(raised, pinOf(0)))[0]).toMatchObject({ generation: 1 });
    const wrapping = raised.wrapping();
    await changes.make(SYSTEM, async (change) => {
      const [owner] = await change.stores.users.all();
      const secret = await prepare({ ...raised, stores: change.stores }, 'pin', '918273');
      const userId = present(owner, 'a user').id;
      await addCredential(raised, change, { userId, secret, at: AT, expiresAt: null, fingerprint: null });
    });
    wrapping.wake();
    await wrapping.settled();
    await wrapping.stop();
    expect((await both(raised, '918273'))[1]).toMatchObject({ generation: 2 });
  });

  test('[P3b] a PIN prepared before the change-over is brought up within the change that stores it', async () => {
    const raised = await openRaised(open);
    const prepared = await prepare(raised, 'pin', '918273');
    const wrapping = raised.wrapping();
    wrapping.wake();
    await wrapping.settled();
    await wrapping.stop();
    const secret = await upToDate(raised, raised, prepared);
    expect(secret).toMatchObject({ lookups: [prepared.lookup, expect.any(String)], length: 6 });
    expect(secret.lookup).toBe((await prepare(raised, 'pin', '918273')).lookup);
    expect(await upToDate(raised, raised, secret)).toBe(secret);
  });

  test('[P2b] two people’s sealed values, swapped, open for neither', async () => {
    const { stores } = await openRaised(open);
    const [ada, bob] = await stores.credentials.ofUsers((await stores.users.all()).map(({ id }) => id));
    for (const [own, other] of [
      [ada, bob],
      [bob, ada],
    ]) {
      const { id: credentialId, userId, generation } = present(own, 'a credential');
      const unseal = (sealed: string | undefined) =>
        keys.unseal(present(sealed, 'sealed'), { userId, credentialId, generation });
      expect(unseal(own?.sealed)).toHaveLength(32);
      expect(() => unseal(other?.sealed)).toThrow('sealed-value-damaged');
    }
  });
});
