import { instant, makeId, type Instant } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import { openStores } from '../../stores.ts';
import { describeStore } from '../../testing/describe-store.ts';
import type { UserSource } from './user-source.ts';

const at = instant(1_790_000_000_000);
const after = (milliseconds: number): Instant => instant(at + milliseconds);
const entropy = createSeededEntropy('user-sources');

function source(name: string, more: Partial<UserSource> = {}): UserSource {
  const attributes = {
    userName: 'uid',
    fullName: 'cn',
    email: null,
    language: null,
    cards: null,
    externalId: 'entryUUID',
  };
  const settings = {
    url: 'ldaps://ldap.example.org',
    startTls: false,
    ca: null,
    bindDn: '',
    baseDn: 'dc=example',
    filter: '(uid=*)',
    attributes,
    groups: { how: 'none', baseDn: '', filter: '(cn=*)', name: 'cn' },
    deactivateMissing: true,
    checksPasswords: false,
    language: null,
    intervalHours: 24,
  } as const;
  const id = makeId('userSource', at, entropy);
  const none = { passwordSealed: null, lastImportId: null, nextAt: null };
  return { id, name, enabled: true, settings, ...none, createdAt: at, ...more };
}

describeStore('user sources', (open) => {
  test('come back as they were, are found by name whatever its case, and are listed by it', async () => {
    const { userSources } = openStores((await open()).queries);
    const [berlin, aachen] = [source('Berlin', { nextAt: after(5) }), source('aachen', { passwordSealed: 'sealed' })];
    for (const one of [berlin, aachen]) await userSources.create(one);
    expect(await userSources.read(berlin.id)).toEqual(berlin);
    expect(await userSources.findByName('BERLIN')).toEqual(berlin);
    expect((await userSources.page({ limit: 10 })).items).toEqual([aachen, berlin]);
    expect((await userSources.page({ limit: 10, q: 'erl' })).items).toEqual([berlin]);
    const renamed = { ...berlin, name: 'Köln', enabled: false };
    await userSources.update(renamed);
    expect(await userSources.read(berlin.id)).toEqual(renamed);
    await userSources.delete(aachen.id);
    expect(await userSources.read(aachen.id)).toBeUndefined();
  });

  test('are due when they are switched on and their time has come; one of two servers moves it', async () => {
    const { userSources } = openStores((await open()).queries);
    const [due, later, off] = [
      source('due', { nextAt: after(5) }),
      source('later', { nextAt: after(6) }),
      source('off', { nextAt: after(1), enabled: false }),
    ];
    for (const one of [due, later, off, source('never')]) await userSources.create(one);
    expect(await userSources.due(after(5))).toEqual([due]);
    expect(await userSources.moveNext(due.id, after(5), after(9))).toBe(true);
    expect(await userSources.moveNext(due.id, after(5), after(9))).toBe(false);
    expect(await userSources.due(after(5))).toEqual([]);
  });

  test('are claimed by one, until that is settled or was long ago', async () => {
    const { userSources } = openStores((await open()).queries);
    const one = source('one');
    await userSources.create(one);
    expect(await userSources.claim(one.id, after(100), after(40))).toBe(true);
    expect(await userSources.claim(one.id, after(101), after(41))).toBe(false);
    expect(await userSources.claim(one.id, after(161), after(101))).toBe(true);
    const importId = makeId('import', at, entropy);
    await userSources.settle(one.id, importId);
    expect((await userSources.read(one.id))?.lastImportId).toBe(importId);
    expect(await userSources.claim(one.id, after(162), after(102))).toBe(true);
    await userSources.settle(one.id, null);
    expect((await userSources.read(one.id))?.lastImportId).toBe(importId);
  });

  test('know their users, and who was absent, until they are removed', async () => {
    const { userSources, users } = openStores((await open()).queries);
    const one = source('one');
    await userSources.create(one);
    const base = { fullName: '', email: null, language: null, color: true, createdAt: at };
    const of = { ...base, sourceId: one.id, externalId: 'x-ada' };
    const ada = { ...of, id: makeId('user', at, entropy), userName: 'ada', enabled: false };
    await users.create(ada);
    expect(await userSources.users(one.id)).toEqual([{ externalId: 'x-ada', enabled: false }]);
    expect([...(await userSources.countUsers([one.id]))]).toEqual([[one.id, 1]]);
    const many = Array.from({ length: 1_200 }, (_, index) => `x-${index}`);
    await userSources.setAbsent(one.id, many);
    await userSources.setAbsent(one.id, [...many, 'x-ada']);
    expect((await userSources.absent(one.id)).size).toBe(1_201);
    await userSources.delete(one.id);
    expect(await users.read(ada.id)).toMatchObject({ sourceId: null, externalId: null });
    expect((await userSources.absent(one.id)).size).toBe(0);
  });
});
