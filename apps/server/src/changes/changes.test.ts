import { Fault, instant, makeId, type Instant } from '@holdover/kernel';
import { createFakeClock, createNodeDigest, createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import { SYSTEM, type Actor } from '../actor.ts';
import type { Database } from '../database/database.ts';
import { createAuditLog, firstBreak } from '../features/audit/audit-log.ts';
import { openStores } from '../stores.ts';
import { describeStore } from '../testing/describe-store.ts';
import { createChanges } from './changes.ts';

const at: Instant = instant(1_790_000_000_000);
const digest = createNodeDigest();
const entropy = createSeededEntropy('changes');
const target = { kind: 'thing', id: null, name: 'a thing' };

function changesOf(database: Database) {
  return createChanges({ database, auditLog: createAuditLog(digest, entropy), clock: createFakeClock(at) });
}

describeStore('changes', (open) => {
  test('what is stored, its audit entry and its revision become true together', async () => {
    const database = await open();
    const heard: string[] = [];
    await changesOf(database).make(SYSTEM, async (change) => {
      await change.stores.settings.write('thing', { value: 1 });
      await change.audit({ action: 'thing.changed', target, before: null, after: { value: 1 } });
      await change.raiseRevision();
      await change.raiseRevision();
      change.afterCommit(() => heard.push('committed'));
      expect(heard).toEqual([]);
    });
    const stores = openStores(database.queries);
    expect(await stores.settings.read('thing')).toEqual({ value: 1 });
    expect(await stores.revisions.read()).toEqual({ revision: 2 });
    expect(await stores.audit.tail(100)).toMatchObject([
      { sequence: 1, at, action: 'thing.changed', after: { value: 1 } },
    ]);
    expect(heard).toEqual(['committed']);
  });

  test('or not at all, and the outside hears nothing', async () => {
    const database = await open();
    const heard: string[] = [];
    const failing = changesOf(database).make(SYSTEM, async (change) => {
      await change.stores.settings.write('thing', { value: 2 });
      await change.audit({ action: 'thing.changed', target, before: null, after: null });
      await change.raiseRevision();
      change.afterCommit(() => heard.push('committed'));
      throw new Fault({ owner: 'caller', code: 'changed-mind', message: 'No' });
    });
    await expect(failing).rejects.toMatchObject({ code: 'changed-mind' });
    const stores = openStores(database.queries);
    expect(await stores.settings.read('thing')).toBeUndefined();
    expect(await stores.revisions.read()).toEqual({ revision: 1 });
    expect([await stores.audit.tail(100), heard]).toEqual([[], []]);
  });

  test('changes made at once come one after another: no revision and no audit entry is lost', async () => {
    const database = await open();
    const changes = changesOf(database);
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        changes.make(SYSTEM, async (change) => {
          await change.audit({ action: 'thing.changed', target, before: null, after: { index } });
          await change.raiseRevision();
        }),
      ),
    );
    const stores = openStores(database.queries);
    expect(await stores.revisions.read()).toEqual({ revision: 21 });
    const entries = await stores.audit.tail(100);
    expect(entries.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(firstBreak(entries, digest)).toBeUndefined();
  });
});

describeStore('the audit log', (open) => {
  const ada: Actor = {
    kind: 'administrator',
    id: makeId('administrator', at, entropy),
    name: 'ada',
    role: 'administrator',
  };

  test('a changed, a removed and an added entry show', async () => {
    const database = await open();
    const changes = changesOf(database);
    for (const value of [1, 2, 3]) {
      await changes.make(ada, (change) =>
        change.audit({ action: 'thing.changed', target, before: { value: value - 1 }, after: { value } }),
      );
    }
    const entries = await openStores(database.queries).audit.tail(100);
    expect(firstBreak(entries, digest)).toBeUndefined();
    expect(
      firstBreak(
        entries.map((entry) => (entry.sequence === 2 ? { ...entry, after: { value: 9 } } : entry)),
        digest,
      ),
    ).toBe(2);
    expect(
      firstBreak(
        entries.filter(({ sequence }) => sequence !== 2),
        digest,
      ),
    ).toBe(3);
    expect(firstBreak([...entries, ...entries.slice(-1)], digest)).toBe(3);
    const tail = await openStores(database.queries).audit.tail(2);
    expect([tail.map(({ sequence }) => sequence), firstBreak(tail, digest)]).toEqual([[2, 3], undefined]);
  });

  test('is listed newest first, by action, target and words', async () => {
    const database = await open();
    const changes = changesOf(database);
    const other = { kind: 'thing', id: 'thing-7', name: 'Übersee' };
    await changes.make(ada, (change) => change.audit({ action: 'thing.created', target, before: null, after: {} }));
    await changes.make(SYSTEM, (change) =>
      change.audit({ action: 'thing.deleted', target: other, before: {}, after: null }),
    );
    const { audit } = openStores(database.queries);
    const found = async (question: object) =>
      (await audit.page({ limit: 10, ...question })).items.map(({ action }) => action);
    expect(await found({})).toEqual(['thing.deleted', 'thing.created']);
    expect(await found({ action: 'thing.created' })).toEqual(['thing.created']);
    expect(await found({ target: 'thing-7' })).toEqual(['thing.deleted']);
    expect(await found({ q: 'üBER' })).toEqual(['thing.deleted']);
    expect(await found({ q: 'ADA' })).toEqual(['thing.created']);
  });
});
