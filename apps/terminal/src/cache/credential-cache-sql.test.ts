import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hours, instant, later, makeId, minutes, type Instant, type UserId } from '@holdover/kernel';
import { createNodeDigest, createSeededEntropy } from '@holdover/testbed';
import type { SealedDatabase } from '@holdover/sealed-store';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { prepareCacheDatabase } from '../store/cache-database.ts';
import { heldOf, samplePerson, sampleSnapshot, stretchedOf, type Person } from '../testing/sample-state.ts';
import { createSqlCredentialCache } from './credential-cache-sql.ts';
import type { CredentialCache } from './credential-cache.ts';
import { openPrepared } from '../testing/open-prepared.ts';

const NOW: Instant = instant(1_760_000_000_000);
const KEY = new Uint8Array(32).fill(7);
const OTHER_KEY = new Uint8Array(32).fill(9);
const NOBODY = (): ReadonlySet<string> => new Set();

describe('the credential cache', () => {
  const entropy = createSeededEntropy('cache');
  const digest = createNodeDigest();
  const identity = { deviceId: makeId('device', NOW, entropy), deviceName: 'Kyocera' };
  const anna = samplePerson(entropy, 'Anna', '482913', '04A23B');
  const bela = samplePerson(entropy, 'Bela', '719305', '04C0FE');
  let folder: string;
  let database: SealedDatabase;
  let cache: CredentialCache;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdover-cache-'));
    open();
  });

  afterEach(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });

  function open(): void {
    database = openPrepared(join(folder, 'cache.db'), KEY, prepareCacheDatabase);
    cache = createSqlCredentialCache(database);
  }

  const find = (person: Person, key = KEY) =>
    cache.find('pin', digest.hmacSha256(key, stretchedOf('pin', person.pin.digits)));
  const snapshot = (people: readonly Person[], change: Partial<Parameters<typeof sampleSnapshot>[0]> = {}) =>
    sampleSnapshot({ identity, people, key: KEY, at: NOW, ...change });
  const keep = (person: Person, at: Instant, generation = 1) =>
    cache.keep({ user: person.user, credentials: heldOf(person, KEY, { source: 'session', at }), generation, at });

  test('finds a synchronized credential by its verifier, and nobody by another', async () => {
    await cache.adopt(snapshot([anna]), NOBODY);
    expect(find(anna)).toMatchObject([{ id: anna.pin.id, source: 'sync', confirmedAt: NOW, user: anna.user }]);
    expect(find(bela)).toEqual([]);
    expect(cache.counts()).toEqual({ users: 1, credentials: 2 });
  });

  test('survives a restart whole', async () => {
    await cache.adopt(snapshot([anna]), NOBODY);
    const before = cache.state();
    database.close();
    open();
    expect(cache.state()).toEqual(before);
    expect(find(anna)).toHaveLength(1);
  });

  test('[A5b] a state stopped on its way in changes nothing, and its rows are gone after a restart', async () => {
    await cache.adopt(snapshot([anna]), NOBODY);
    const stopped = cache.adopt(snapshot([bela], { revision: 2 }), NOBODY);
    // Closing is the power cut: the rows are staged, the change-over is not made.
    database.close();
    await expect(stopped).rejects.toThrow('not open');
    open();
    expect(cache.state()?.revision).toBe(1);
    expect(find(anna)).toHaveLength(1);
    expect(database.prepare('SELECT count(*) AS n FROM slot').get()).toEqual({ n: 1 });
    expect(database.prepare('SELECT count(*) AS n FROM cached_user').get()).toEqual({ n: 1 });
  });

  test('[A5b] a new generation replaces key and verifiers in one change-over', async () => {
    await cache.adopt(snapshot([anna]), NOBODY);
    await cache.adopt(snapshot([anna], { key: OTHER_KEY, generation: 2, revision: 2 }), NOBODY);
    expect(find(anna)).toEqual([]);
    expect(find(anna, OTHER_KEY)).toHaveLength(1);
    expect(cache.state()?.generation).toBe(2);
  });

  test('[B5c] [B5e] a heartbeat confirms what was synchronized, and a late one takes nothing back', async () => {
    await cache.adopt(snapshot([anna]), NOBODY);
    keep(bela, NOW);
    const confirmed = later(NOW, hours(1));
    cache.confirm(confirmed);
    cache.confirm(later(NOW, minutes(5)));
    expect(find(anna)[0]?.confirmedAt).toBe(confirmed);
    expect(find(bela)[0]?.confirmedAt).toBe(NOW);
  });

  test('an online login newer than a snapshot of the same key outlives it; one it knows of is the server’s to say', async () => {
    await cache.adopt(snapshot([]), NOBODY);
    keep(anna, later(NOW, minutes(-1)));
    keep(bela, later(NOW, minutes(1)));
    await cache.adopt(snapshot([], { revision: 2 }), NOBODY);
    expect(find(bela)).toMatchObject([{ source: 'session', confirmedAt: later(NOW, minutes(1)) }]);
    expect(find(anna)).toEqual([]);
  });

  test('[B4d] what a login left stays beside what is synchronized, and alone with its own end once that goes', async () => {
    const login = later(NOW, hours(-10));
    const left = heldOf(anna, KEY, { source: 'session', at: login });
    const synchronized = snapshot([anna]);
    await cache.adopt({ ...synchronized, credentials: [...synchronized.credentials, ...left] }, NOBODY);
    expect(find(anna).map(({ source, confirmedAt }) => [source, confirmedAt])).toEqual([
      ['session', login],
      ['sync', NOW],
    ]);
    expect(cache.counts()).toEqual({ users: 1, credentials: 2 });
    await cache.adopt({ ...snapshot([anna], { revision: 2 }), credentials: [...left] }, NOBODY);
    cache.confirm(later(NOW, hours(1)));
    expect(find(anna)).toMatchObject([{ source: 'session', confirmedAt: login }]);
  });

  test('credentials under another generation’s key are not kept', async () => {
    await cache.adopt(snapshot([]), NOBODY);
    expect(keep(anna, NOW, 2)).toBe(false);
    expect(find(anna)).toEqual([]);
  });

  test('[B4a] [B4b] the 1,001st who logged in here puts out the least recently used, never a synchronized one', async () => {
    // A thousand flushes are not what is looked at here.
    database.pragma('synchronous = OFF');
    await cache.adopt(snapshot([anna]), NOBODY);
    keep(anna, NOW);
    const user = (n: number): Person['user'] => ({
      ...bela.user,
      id: `usr_0198c1d2-0000-7000-8000-${String(n).padStart(12, '0')}` as UserId, // any id of the kind
    });
    const keepNumbered = (n: number): void => {
      const held = heldOf(bela, KEY, { source: 'session', at: later(NOW, minutes(n)) });
      const pin = { ...held[0], id: `pin_0198c1d2-0000-7000-8000-${String(n).padStart(12, '0')}`, userId: user(n).id };
      cache.keep({ user: user(n), credentials: [pin as never], generation: 1, at: later(NOW, minutes(n)) }); // as above
    };
    for (let n = 1; n <= 1_001; n++) keepNumbered(n);
    expect(cache.userNameOf(user(1).id)).toBeUndefined();
    expect(cache.userNameOf(user(2).id)).toBe('bela');
    expect(find(anna)).toHaveLength(2);
    expect(cache.counts().users).toBe(1_001);
  }, 20_000);

  test('[B4a] a state that brings logins of other devices keeps the limit as well', async () => {
    database.pragma('synchronous = OFF');
    const id = (kind: string, n: number) => `${kind}_0198c1d2-0000-7000-8000-${String(n).padStart(12, '0')}`;
    const held = heldOf(bela, KEY, { source: 'session', at: NOW })[0];
    const people = Array.from({ length: 1_001 }, (_, n) => n);
    const change = {
      users: people.map((n) => ({ ...bela.user, id: id('usr', n) as UserId })), // any id of the kind
      credentials: people.map((n) => ({
        ...held,
        id: id('pin', n),
        userId: id('usr', n),
        confirmedAt: later(NOW, minutes(n)),
      })),
    };
    await cache.adopt(snapshot([], { change: change as never }), NOBODY); // as above
    expect(cache.counts().users).toBe(1_000);
    expect(cache.userNameOf(id('usr', 0) as UserId)).toBeUndefined(); // as above
  });

  test('[B7c] a denied user or credential is gone at once, and no state computed before brings it back', async () => {
    await cache.adopt(snapshot([anna, bela]), NOBODY);
    cache.remove(new Set([anna.user.id, bela.card.id]));
    expect(find(anna)).toEqual([]);
    expect(find(bela)).toHaveLength(1);
    expect(cache.counts()).toEqual({ users: 1, credentials: 1 });
    await cache.adopt(snapshot([anna, bela], { revision: 2 }), () => new Set([anna.user.id]));
    expect(find(anna)).toEqual([]);
  });

  test('[B7c] somebody denied while a state is on its way in is not brought back by it', async () => {
    await cache.adopt(snapshot([anna]), NOBODY);
    const denied = new Set<string>();
    const adopting = cache.adopt(snapshot([anna], { revision: 2 }), () => denied);
    denied.add(anna.user.id);
    cache.remove(denied);
    await adopting;
    expect(cache.state()?.revision).toBe(2);
    expect(find(anna)).toEqual([]);
  });

  test('[A5c] a wipe while a state is on its way in wins', async () => {
    await cache.adopt(snapshot([anna]), NOBODY);
    const adopting = cache.adopt(snapshot([anna], { revision: 2 }), NOBODY);
    cache.wipe();
    await adopting;
    expect(cache.state()).toBeUndefined();
    expect(cache.counts()).toEqual({ users: 0, credentials: 0 });
  });

  test('[A5c] a wipe leaves nothing, after a restart neither', async () => {
    await cache.adopt(snapshot([anna]), NOBODY);
    cache.wipe();
    expect(cache.state()).toBeUndefined();
    expect(find(anna)).toEqual([]);
    database.close();
    open();
    expect(cache.state()).toBeUndefined();
    expect(cache.counts()).toEqual({ users: 0, credentials: 0 });
  });

  test('[T4c] [T4e] a step moves what was confirmed, no later than the time it states', async () => {
    await cache.adopt(snapshot([anna]), NOBODY);
    cache.shift(hours(-2), NOW);
    expect(find(anna)[0]?.confirmedAt).toBe(later(NOW, hours(-2)));
    cache.shift(hours(3), later(NOW, minutes(-30)));
    expect(find(anna)[0]?.confirmedAt).toBe(later(NOW, minutes(-30)));
  });

  test('[T4c] a step moves a state that is on its way in as well', async () => {
    await cache.adopt(snapshot([]), NOBODY);
    const adopting = cache.adopt(snapshot([anna], { revision: 2 }), NOBODY);
    cache.shift(hours(-2), NOW);
    await adopting;
    expect(find(anna)[0]?.confirmedAt).toBe(later(NOW, hours(-2)));
  });

  test('names are found without regard to case', async () => {
    await cache.adopt(snapshot([anna]), NOBODY);
    expect(cache.userNamed('ANNA')).toBe(anna.user.id);
    expect(cache.userNamed('anne')).toBeUndefined();
  });
});
