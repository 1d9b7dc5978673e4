import { ALL_DEVICES, instant, makeId, type DeviceGroupId, type DeviceId, type ProfileId } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import type { Queries } from '../database/database.ts';
import { openStores } from '../stores.ts';
import { describeStore } from '../testing/describe-store.ts';
import type { DeviceGroup } from './device-groups/device-group.ts';
import type { Device } from './devices/device.ts';
import { NO_SCAN_TARGETS, type Profile } from './profiles/profile.ts';

const entropy = createSeededEntropy('fleet-stores');
const at = instant(1_790_000_000_000);

function profile(name: string, more: Partial<Profile> = {}): Profile {
  const id: ProfileId = makeId('profile', at, entropy);
  const standard = { maxSyncedUsers: 100, requireProtector: 'any', cardTransformation: null, default: false } as const;
  return {
    id,
    name,
    loginMethods: ['pin', 'card+pin'],
    idleTimeoutSeconds: 60,
    actions: ['print'],
    createdAt: at,
    ...NO_SCAN_TARGETS,
    ...standard,
    ...more,
  };
}

function device(name: string, profileId: ProfileId, more: Partial<Device> = {}): Device {
  const id: DeviceId = makeId('device', at, entropy);
  return {
    id,
    name,
    model: 'kyocera',
    profileId,
    address: null,
    active: true,
    printerPin: null,
    createdAt: at,
    ...more,
  };
}

function deviceGroup(name: string, site: boolean): DeviceGroup {
  const id: DeviceGroupId = makeId('deviceGroup', at, entropy);
  return { id, name, site, builtIn: false, createdAt: at };
}

async function addDevices(queries: Queries, ...names: readonly string[]): Promise<Device[]> {
  const stores = openStores(queries);
  const standard = profile('Standard', { default: true });
  await stores.profiles.create(standard);
  const devices = names.map((name) => device(name, standard.id));
  for (const one of devices) await stores.devices.create(one);
  return devices;
}

describeStore('profiles', (open) => {
  test('a profile comes back as created and as updated', async () => {
    const { profiles } = openStores((await open()).queries);
    const made = profile('Branch', { cardTransformation: 's/^0+//', default: true });
    await profiles.create(made);
    expect(await profiles.read(made.id)).toEqual(made);
    expect(await profiles.readDefault()).toEqual(made);
    const changed: Profile = { ...made, loginMethods: ['card'], maxSyncedUsers: 7 };
    await profiles.update(changed);
    expect(await profiles.findByName('BRANCH')).toEqual(changed);
    expect(await profiles.all()).toEqual([changed]);
    await profiles.delete(made.id);
    expect((await profiles.page({ limit: 10 })).items).toEqual([]);
  });
});

describeStore('devices', (open) => {
  test('a device comes back as created and as updated, with its groups', async () => {
    const { queries } = await open();
    const stores = openStores(queries);
    const [lobby] = await addDevices(queries, 'Lobby');
    if (lobby === undefined) return expect.unreachable();
    const site = deviceGroup('North', true);
    await stores.deviceGroups.create(site);
    await stores.deviceGroups.add(site.id, lobby.id);
    expect(await stores.devices.read(lobby.id)).toEqual({ ...lobby, deviceGroups: [site.id] });
    const changed: Device = { ...lobby, model: 'other', active: false, address: 'ipp://192.0.2.1/' };
    await stores.devices.update(changed);
    expect(await stores.devices.findByName('LOBBY')).toEqual(changed);
    expect(await stores.devices.usesProfile(lobby.profileId)).toBe(true);
    await stores.devices.delete(lobby.id);
    expect(await stores.devices.usesProfile(lobby.profileId)).toBe(false);
    expect(await stores.deviceGroups.read(site.id)).toMatchObject({ members: 0 });
  });

  test('lists narrow by group and by link', async () => {
    const { queries } = await open();
    const stores = openStores(queries);
    const devices = await addDevices(queries, 'c', 'B', 'a');
    const [c, b] = devices;
    if (c === undefined || b === undefined) return expect.unreachable();
    const group = deviceGroup('Some', false);
    await stores.deviceGroups.create(group);
    await stores.deviceGroups.add(group.id, c.id);
    const names = async (question: object) =>
      (await stores.devices.page({ limit: 10, ...question })).items.map(({ name }) => name);
    expect(await names({})).toEqual(['a', 'B', 'c']);
    expect(await names({ deviceGroup: group.id })).toEqual(['c']);
    expect(await names({ deviceGroup: ALL_DEVICES, q: 'b' })).toEqual(['B']);
    expect(await names({ link: 'none', sort: '-name' })).toEqual(['c', 'B', 'a']);
    expect([await names({ link: 'away' }), await names({ link: 'online' })]).toEqual([[], []]);
    expect((await stores.devices.all()).map(({ name }) => name)).toEqual(['a', 'B', 'c']);
    expect([await names({ grouped: true }), await names({ grouped: false })]).toEqual([['c'], ['a', 'B']]);
    await stores.devices.update({ ...b, model: 'ricoh', active: false });
    expect([await names({ model: 'ricoh' }), await names({ active: false })]).toEqual([['B'], ['B']]);
    expect(await names({ active: true, model: 'kyocera', profileId: b.profileId })).toEqual(['a', 'c']);
    const other = profile('Other');
    await stores.profiles.create(other);
    expect(await names({ profileId: other.id })).toEqual([]);
  });
});

describeStore('device groups', (open) => {
  test('know the site of a device and which devices stand in another', async () => {
    const { queries } = await open();
    const { deviceGroups } = openStores(queries);
    const [lobby] = await addDevices(queries, 'Lobby');
    if (lobby === undefined) return expect.unreachable();
    const [north, plain] = [deviceGroup('North', true), deviceGroup('Plain', false)];
    await deviceGroups.create(north);
    await deviceGroups.create(plain);
    await deviceGroups.create({ ...deviceGroup('All devices', false), id: ALL_DEVICES, builtIn: true });
    expect(await deviceGroups.siteOf(lobby.id)).toBeUndefined();
    expect([await deviceGroups.add(north.id, lobby.id), await deviceGroups.add(north.id, lobby.id)]).toEqual([
      true,
      false,
    ]);
    await deviceGroups.add(plain.id, lobby.id);
    expect(await deviceGroups.siteOf(lobby.id)).toEqual({ id: north.id, name: 'North' });
    expect(await deviceGroups.devicesInOtherSites(plain.id)).toEqual([{ id: lobby.id, name: 'Lobby' }]);
    expect(await deviceGroups.devicesInOtherSites(north.id)).toEqual([]);
    await deviceGroups.update({ ...plain, name: 'Renamed' });
    expect(await deviceGroups.findByName('renamed')).toMatchObject({ id: plain.id, site: false });
    expect((await deviceGroups.page({ limit: 10 })).items.map(({ name, members }) => [name, members])).toEqual([
      ['All devices', 1],
      ['North', 1],
      ['Renamed', 1],
    ]);
    expect(await deviceGroups.remove(north.id, lobby.id)).toBe(true);
    await deviceGroups.delete(north.id);
    expect(await deviceGroups.read(north.id)).toBeUndefined();
  });
});

describeStore('administrators', (open) => {
  const ada = {
    id: makeId('administrator', at, entropy),
    userName: 'Ada',
    role: 'auditor',
    language: 'de',
    enabled: true,
    createdAt: at,
    lastSignInAt: null,
  } as const;

  test('accounts, sessions and tokens are found by what is shown', async () => {
    const { administrators } = openStores((await open()).queries);
    await administrators.create(ada, 'hash');
    expect(await administrators.count()).toBe(1);
    expect(await administrators.findByUserName('ADA')).toEqual({ administrator: ada, passwordHash: 'hash' });
    const id = makeId('consoleSession', at, entropy);
    const place = { address: '192.0.2.1', userAgent: 'Browser' };
    const session = { id, tokenHash: 's', administratorId: ada.id, ...place, createdAt: at, seenAt: at };
    await administrators.createSession(session);
    await administrators.touchSession('s', instant(at + 5));
    expect(await administrators.findSession('s')).toEqual({
      session: { ...session, seenAt: at + 5 },
      administrator: ada,
    });
    await administrators.deleteSessionsBefore({ createdBefore: at, seenBefore: instant(at + 6) });
    expect(await administrators.findSession('s')).toBeUndefined();
    const token = {
      id: makeId('apiToken', at, entropy),
      name: 'ci',
      rights: ['users:read', 'audit:read'],
      createdAt: at,
      createdBy: 'ada',
      expiresAt: null,
      lastUsedAt: null,
    } as const;
    await administrators.createApiToken(token, 't');
    expect([await administrators.findApiToken('t'), await administrators.findApiToken('u')]).toEqual([
      token,
      undefined,
    ]);
    await administrators.addSetUpToken('o', at);
    expect(await administrators.hasSetUpToken('o')).toBe(true);
    await administrators.deleteSetUpTokens();
    expect(await administrators.hasSetUpToken('o')).toBe(false);
  });

  test('failures are counted by name and by address, newest first', async () => {
    const { administrators } = openStores((await open()).queries);
    const miss = (id: string, userNameKey: string, address: string, after: number) =>
      administrators.addFailure({ id, userNameKey, address, at: instant(at + after) });
    await miss('1', 'ada', 'here', 1);
    await miss('2', 'ada', 'there', 2);
    await miss('3', 'bob', 'here', 3);
    const ids = async (of: Parameters<typeof administrators.failuresSince>[1], since = 0) =>
      (await administrators.failuresSince(instant(at + since), of)).map(({ id }) => id);
    expect(await ids({ userNameKey: 'ada' })).toEqual(['2', '1']);
    expect(await ids({ address: 'here' }, 1)).toEqual(['3']);
    await administrators.deleteFailures({ userNameKey: 'ada', address: 'here' });
    await administrators.deleteFailuresBefore(instant(at + 3));
    expect([await ids({ userNameKey: 'ada' }), await ids({ address: 'here' })]).toEqual([[], ['3']]);
  });
});
