import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestConsole, type TestConsole } from '../testing/test-console.ts';

let console: TestConsole;
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());

const make = async (line: string, body: object) => (await console.ask(line, { body })).body;
const told = () => console.signals.take();

describe('users', () => {
  test('[B7b] disabling, enabling and deleting are told to the fleet', async () => {
    const { id } = await make('POST /users', { userName: 'leaver' });
    await make(`POST /users/${id}/pins`, { pin: '714920' });
    told();
    await console.ask(`PATCH /users/${id}`, { body: { enabled: false } });
    expect(told()).toEqual([`userRevoked ${id}`]);
    await console.ask(`PATCH /users/${id}`, { body: { enabled: true } });
    expect(told()).toEqual([`userRestored ${id}`]);
    expect(await console.ask(`DELETE /users/${id}`)).toMatchObject({ status: 204 });
    expect(told()).toEqual([expect.stringMatching(/^credentialsRevoked \["pin_/), `userRevoked ${id}`]);
    expect(await console.ask(`GET /users/${id}`)).toMatchObject({ status: 404 });
  });

  test('a user may change the case of their own name, and not take another’s', async () => {
    const { id } = await make('POST /users', { userName: 'Case' });
    await make('POST /users', { userName: 'Other' });
    expect(await console.ask(`PATCH /users/${id}`, { body: { userName: 'CASE' } })).toMatchObject({ status: 200 });
    expect((await console.ask(`PATCH /users/${id}`, { body: { userName: 'oTHER' } })).body).toMatchObject({
      status: 409,
      code: 'already-exists',
      errors: [{ pointer: '/userName', value: 'oTHER' }],
    });
  });

  test('a patch that changes nothing is recorded nowhere and disturbs no terminal', async () => {
    const { id } = await make('POST /users', { userName: 'unchanged', fullName: 'Same' });
    const [{ revision }, entries] = [
      await console.core.stores.revisions.read(),
      await console.core.stores.audit.tail(1),
    ];
    told();
    expect(await console.ask(`PATCH /users/${id}`, { body: { fullName: 'Same', groups: [] } })).toMatchObject({
      status: 200,
    });
    expect(told()).toEqual([]);
    expect(await console.core.stores.revisions.read()).toEqual({ revision });
    expect(await console.core.stores.audit.tail(1)).toEqual(entries);
  });

  test('what changed is in the audit log with who, before and after', async () => {
    const { id } = await make('POST /users', { userName: 'audited', fullName: 'Old' });
    await console.ask(`PATCH /users/${id}`, { body: { fullName: 'New' } });
    const { items } = (await console.ask(`GET /audit?target=${id}`)).body;
    expect(items).toMatchObject([
      {
        action: 'user.changed',
        actor: { kind: 'api-token', name: 'tests' },
        target: { kind: 'user', id, name: 'audited' },
        before: { fullName: 'Old' },
        after: { fullName: 'New' },
      },
      { action: 'user.created', before: null },
    ]);
  });

  test('a group that does not exist is refused by its place, and nothing is saved', async () => {
    const groups = ['grp_all', 'grp_01900000-0000-7000-8000-000000000000'];
    const answer = await console.ask('POST /users', { body: { userName: 'groupless', groups } });
    expect(answer.body).toMatchObject({ status: 400, errors: [{ pointer: '/groups/1', code: 'does-not-exist' }] });
    expect((await console.ask('GET /users?q=groupless')).body.items).toEqual([]);
  });

  test('two at once with one name: one is made, the other is refused', async () => {
    const both = await Promise.all([1, 2].map(() => console.ask('POST /users', { body: { userName: 'race' } })));
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
  });
});

describe('groups', () => {
  test('members are put in and taken out, once each', async () => {
    const user = await make('POST /users', { userName: 'member' });
    const group = await make('POST /groups', { name: 'Members' });
    const path = `/groups/${group.id}/members/${user.id}`;
    told();
    expect(await console.ask(`PUT ${path}`)).toMatchObject({ status: 204 });
    expect(await console.ask(`PUT ${path}`)).toMatchObject({ status: 204 });
    expect(told()).toEqual(['membersChanged']);
    expect((await console.ask(`GET /groups/${group.id}`)).body.members).toBe(1);
    expect((await console.ask(`GET /users?group=${group.id}`)).body.items).toHaveLength(1);
    expect(await console.ask(`DELETE ${path}`)).toMatchObject({ status: 204 });
    expect(await console.ask(`DELETE /groups/${group.id}`)).toMatchObject({ status: 204 });
  });

  test('the built-in groups are there and stay as they are', async () => {
    expect((await console.ask('GET /groups/grp_all')).body).toMatchObject({ name: 'All users', builtIn: true });
    expect((await console.ask('GET /device-groups/dgr_all')).body).toMatchObject({
      name: 'All devices',
      builtIn: true,
    });
    for (const line of ['DELETE /groups/grp_all', 'DELETE /device-groups/dgr_all']) {
      expect((await console.ask(line)).body).toMatchObject({ status: 409, code: 'built-in' });
    }
  });
});

describe('devices', () => {
  test('[A3a] models say whether they have Offline Login; a device gets the default profile', async () => {
    const kyocera = await make('POST /devices', { name: 'K', model: 'kyocera' });
    const other = await make('POST /devices', { name: 'O', model: 'other', address: 'ipp://192.0.2.1/ipp/print' });
    expect([kyocera.offlineLogin, other.offlineLogin]).toEqual([true, false]);
    expect(kyocera).toMatchObject({ active: true, terminal: null, profileId: other.profileId });
    expect((await console.ask('POST /devices', { body: { name: 'X', model: 'xerox' } })).body.errors).toMatchObject([
      {
        pointer: '/model',
        code: 'not-one-of',
        value: 'xerox',
        message: 'Must be one of: kyocera, ricoh, canon, generic, other.',
      },
    ]);
  });

  test('deactivating and deleting revoke, other changes are told as such', async () => {
    const { id } = await make('POST /devices', { name: 'Told', model: 'canon' });
    told();
    await console.ask(`PATCH /devices/${id}`, { body: { name: 'Told again' } });
    await console.ask(`PATCH /devices/${id}`, { body: { active: false } });
    await console.ask(`DELETE /devices/${id}`);
    expect(told()).toEqual([`deviceChanged ${id}`, `deviceRevoked ${id}`, `deviceRevoked ${id}`]);
  });

  test('a device is in one site at most', async () => {
    const { id } = await make('POST /devices', { name: 'Sited', model: 'ricoh' });
    const [north, south, plain] = [
      await make('POST /device-groups', { name: 'North', site: true }),
      await make('POST /device-groups', { name: 'South', site: true }),
      await make('POST /device-groups', { name: 'Plain' }),
    ];
    expect(await console.ask(`PUT /device-groups/${north.id}/members/${id}`)).toMatchObject({ status: 204 });
    expect(await console.ask(`PUT /device-groups/${plain.id}/members/${id}`)).toMatchObject({ status: 204 });
    expect((await console.ask(`PUT /device-groups/${south.id}/members/${id}`)).body).toMatchObject({
      status: 409,
      errors: [{ pointer: '/site', code: 'in-other-site', message: expect.stringContaining('is in the site North.') }],
    });
    expect((await console.ask(`PATCH /device-groups/${plain.id}`, { body: { site: true } })).body).toMatchObject({
      status: 409,
      errors: [{ pointer: '/site', code: 'devices-in-other-sites', message: expect.stringContaining('Sited') }],
    });
    const sites = (await console.ask('GET /device-groups?site=true')).body.items;
    expect(sites.map(({ name }: { name: string }) => name)).toEqual(['North', 'South']);
    expect((await console.ask(`GET /devices?deviceGroup=${north.id}`)).body.items).toHaveLength(1);
    expect((await console.ask(`GET /devices/${id}`)).body.deviceGroups).toHaveLength(2);
  });

  test('without terminals every device is listed as having none', async () => {
    const all = (await console.ask('GET /devices')).body.items.length;
    expect((await console.ask('GET /devices?link=none')).body.items).toHaveLength(all);
    expect((await console.ask('GET /devices?link=online')).body.items).toEqual([]);
  });

  test('lists narrow by model, profile, whether they are active, and whether they are in any group', async () => {
    const { id, profileId } = await make('POST /devices', { name: 'Narrow', model: 'canon' });
    await console.ask(`PATCH /devices/${id}`, { body: { active: false } });
    const wanted = `model=canon&profileId=${profileId}&active=false&grouped=false`;
    expect((await console.ask(`GET /devices?${wanted}`)).body.items).toMatchObject([{ id }]);
    expect((await console.ask(`GET /devices?${wanted.replace('canon', 'ricoh')}`)).body.items).toEqual([]);
    expect((await console.ask(`GET /devices?${wanted.replace('active=false', 'active=true')}`)).body.items).toEqual([]);
    expect(await console.ask('GET /devices?active=maybe')).toMatchObject({ status: 400 });
  });
});

describe('profiles', () => {
  test('[A2c] a profile says whether any of its methods works offline', async () => {
    const password = await make('POST /profiles', { name: 'Password only', loginMethods: ['password'] });
    const standard = await make('POST /profiles', { name: 'Standard' });
    expect([password.offlineLoginPossible, standard.offlineLoginPossible]).toEqual([false, true]);
    expect(standard).toMatchObject({
      loginMethods: ['pin', 'card'],
      idleTimeoutSeconds: 60,
      maxSyncedUsers: 100,
      default: false,
    });
  });

  test('one in use and the default one are not deleted', async () => {
    const used = await make('POST /profiles', { name: 'Used' });
    await make('POST /devices', { name: 'User of a profile', model: 'generic', profileId: used.id });
    expect((await console.ask(`DELETE /profiles/${used.id}`)).body).toMatchObject({
      status: 409,
      code: 'profile-in-use',
    });
    const [standard] = (await console.ask('GET /profiles?q=default')).body.items;
    expect((await console.ask(`DELETE /profiles/${standard.id}`)).body).toMatchObject({ code: 'built-in' });
  });

  test('what is out of range or given twice is refused', async () => {
    const wrong = { name: 'W', loginMethods: ['pin', 'pin'], idleTimeoutSeconds: 9, maxSyncedUsers: 10_001 };
    expect((await console.ask('POST /profiles', { body: wrong })).body.errors).toMatchObject([
      { pointer: '/loginMethods', code: 'given-twice' },
      { pointer: '/idleTimeoutSeconds', code: 'out-of-range', limit: { minimum: 10, maximum: 3_600 } },
      { pointer: '/maxSyncedUsers', code: 'out-of-range' },
    ]);
  });
});
