import { existsSync, readFileSync } from 'node:fs';
import { ROUTES } from '@holdover/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, type OpenWorld } from '../../testing/open-door.ts';

const PASSWORD = 'three blue herons';
const CARD = '04A1B2C3D4';
const PIN = '482913706';

let world: OpenWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

// oxlint-disable-next-line typescript/no-explicit-any -- a test looks into whatever came
type Anything = any;
type Call = readonly [method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object];
/** Makes what it takes. @returns the call that changes something */
type Sample = () => Promise<Call>;

let made = 0;
const unique = (what: string): string => `${what}-${(made += 1)}`;

async function make(path: string, body: object): Promise<Anything> {
  const answer = await world.ask('POST', path, body);
  expect(answer.status, `POST ${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300);
  return answer.body;
}
const user = (): Promise<Anything> => make('/users', { userName: unique('user') });
const group = (): Promise<Anything> => make('/groups', { name: unique('group') });
const device = (): Promise<Anything> => make('/devices', { name: unique('device'), model: 'kyocera' });
const deviceGroup = (): Promise<Anything> => make('/device-groups', { name: unique('hall'), site: false });
const profile = (): Promise<Anything> => make('/profiles', { name: unique('profile') });
const queue = (): Promise<Anything> => make('/queues', newQueue());
const newQueue = () => ({ name: unique('Queue'), path: unique('queue'), kind: 'pull' });
const source = (): Promise<Anything> => make('/user-sources', newSource());
const newSource = () => ({
  kind: 'ldap',
  name: unique('Directory'),
  url: 'ldap://127.0.0.1:1',
  baseDn: 'dc=example',
  bindDn: 'cn=reader',
  bindPassword: PASSWORD,
});
const newAdministrator = () => ({ userName: unique('boss'), role: 'auditor', password: PASSWORD });
const administrator = (): Promise<Anything> => make('/administrators', newAdministrator());
const token = (): Promise<Anything> => make('/api-tokens', newToken());
const newToken = () => ({ name: unique('token'), rights: ['users:read'], expiresAt: null });
const signedIn = async (): Promise<{ userName: string; cookie: string }> => {
  const { userName } = await administrator();
  const answer = await world.server.app.inject({
    method: 'POST',
    url: '/api/v1/sign-in',
    payload: { userName, password: PASSWORD },
  });
  return { userName, cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' };
};
const settings = async (name: string, change: object): Promise<Call> => {
  const { body } = await world.ask('GET', `/settings/${name}`);
  return ['PUT', `/settings/${name}`, { ...body, ...change }];
};

/** Every call leaves an entry in the log. */
const SAMPLES: Readonly<Record<string, Sample>> = {
  createAdministrator: async () => ['POST', '/administrators', newAdministrator()],
  patchAdministrator: async () => ['PATCH', `/administrators/${(await administrator()).id}`, { enabled: false }],
  putAdministratorPassword: async () => [
    'PUT',
    `/administrators/${(await administrator()).id}/password`,
    { password: 'four red herrings' },
  ],
  deleteAdministrator: async () => ['DELETE', `/administrators/${(await administrator()).id}`],
  revokeConsoleSession: async () => {
    const { userName } = await signedIn();
    const { body } = await world.ask('GET', `/console-sessions?q=${userName}`);
    return ['DELETE', `/console-sessions/${body.items[0].id}`];
  },
  createApiToken: async () => ['POST', '/api-tokens', newToken()],
  deleteApiToken: async () => ['DELETE', `/api-tokens/${(await token()).id}`],
  createUser: async () => ['POST', '/users', { userName: unique('new') }],
  patchUser: async () => ['PATCH', `/users/${(await user()).id}`, { fullName: 'Somebody Else' }],
  deleteUser: async () => ['DELETE', `/users/${(await user()).id}`],
  putUserPassword: async () => ['PUT', `/users/${(await user()).id}/password`, { password: PASSWORD }],
  deleteUserPassword: async () => {
    const { id } = await user();
    await world.ask('PUT', `/users/${id}/password`, { password: PASSWORD });
    return ['DELETE', `/users/${id}/password`];
  },
  createPin: async () => ['POST', `/users/${(await user()).id}/pins`, { pin: PIN }],
  deletePin: async () => {
    const { id } = await user();
    return ['DELETE', `/users/${id}/pins/${(await make(`/users/${id}/pins`, {})).id}`];
  },
  renewPins: async () => {
    const { id } = await user();
    // So many tries that four digits are too few.
    const loose = { pinAttempts: 100, pinRefillMinutes: 1, pinMinLength: 4, acceptRisk: true };
    await world.ask(...(await settings('authentication', loose)));
    await make(`/users/${id}/pins`, { pin: '6174' });
    return ['POST', '/users/renew-pins', { users: [id] }];
  },
  createCard: async () => ['POST', `/users/${(await user()).id}/cards`, { number: CARD }],
  deleteCard: async () => {
    const { id } = await user();
    return ['DELETE', `/users/${id}/cards/${(await make(`/users/${id}/cards`, { number: '04FFEEDD' })).id}`];
  },
  createUserSource: async () => ['POST', '/user-sources', newSource()],
  patchUserSource: async () => ['PATCH', `/user-sources/${(await source()).id}`, { name: unique('renamed') }],
  deleteUserSource: async () => ['DELETE', `/user-sources/${(await source()).id}`],
  createGroup: async () => ['POST', '/groups', { name: unique('team') }],
  patchGroup: async () => ['PATCH', `/groups/${(await group()).id}`, { name: unique('team') }],
  deleteGroup: async () => ['DELETE', `/groups/${(await group()).id}`],
  addGroupMember: async () => ['PUT', `/groups/${(await group()).id}/members/${(await user()).id}`],
  removeGroupMember: async () => {
    const path = `/groups/${(await group()).id}/members/${(await user()).id}`;
    await world.ask('PUT', path);
    return ['DELETE', path];
  },
  addNestedGroup: async () => ['PUT', `/groups/${(await group()).id}/groups/${(await group()).id}`],
  removeNestedGroup: async () => {
    const path = `/groups/${(await group()).id}/groups/${(await group()).id}`;
    await world.ask('PUT', path);
    return ['DELETE', path];
  },
  createDeviceGroup: async () => ['POST', '/device-groups', { name: unique('hall'), site: false }],
  patchDeviceGroup: async () => ['PATCH', `/device-groups/${(await deviceGroup()).id}`, { name: unique('hall') }],
  deleteDeviceGroup: async () => ['DELETE', `/device-groups/${(await deviceGroup()).id}`],
  addDeviceGroupMember: async () => [
    'PUT',
    `/device-groups/${(await deviceGroup()).id}/members/${(await device()).id}`,
  ],
  removeDeviceGroupMember: async () => {
    const path = `/device-groups/${(await deviceGroup()).id}/members/${(await device()).id}`;
    await world.ask('PUT', path);
    return ['DELETE', path];
  },
  createProfile: async () => ['POST', '/profiles', { name: unique('profile') }],
  patchProfile: async () => ['PATCH', `/profiles/${(await profile()).id}`, { idleTimeoutSeconds: 45 }],
  deleteProfile: async () => ['DELETE', `/profiles/${(await profile()).id}`],
  createDevice: async () => ['POST', '/devices', { name: unique('device'), model: 'ricoh' }],
  patchDevice: async () => ['PATCH', `/devices/${(await device()).id}`, { active: false }],
  deleteDevice: async () => ['DELETE', `/devices/${(await device()).id}`],
  ...Object.fromEntries(
    [
      ['resetDevice', 'reset'],
      ['revokeDevice', 'revoke'],
      ['synchronizeDevice', 'synchronize'],
      ['unlockPin', 'unlock-pin'],
      ['getServicePin', 'service-pin'],
      ['reportStolen', 'report-stolen'],
    ].map(([name, path]): [string, Sample] => [
      name ?? '',
      async () => ['POST', `/devices/${(await world.enrolled(unique('lift'))).device}/${path}`],
    ]),
  ),
  createEnrolment: async () => ['POST', `/devices/${(await device()).id}/enrolment`],
  resetTerminals: async () => ['POST', '/terminals/reset', {}],
  createQueue: async () => ['POST', '/queues', newQueue()],
  patchQueue: async () => ['PATCH', `/queues/${(await queue()).id}`, { name: unique('Queue') }],
  deleteQueue: async () => ['DELETE', `/queues/${(await queue()).id}`],
  putSpooling: async () => settings('spooling', { retentionHours: 30 }),
  putOfflineLogin: async () => settings('offline-login', { cacheHours: 30 }),
  putAuthentication: async () => settings('authentication', { pinRefillMinutes: 17 }),
  putLogging: async () => settings('logging', { level: 'debug' }),
  putJournalSettings: async () => settings('journal', { keepDays: 40 }),
  putOrganisation: async () => settings('organisation', { name: 'Acme' }),
  putMail: async () => {
    const [method, path, body] = await settings('mail', { host: 'mail.example', from: 'scan@example.org' });
    const { hasPassword: _has, ...rest } = body as { hasPassword?: boolean };
    return [method, path, { ...rest, password: PASSWORD }];
  },
  putLinkSettings: async () => settings('link', { gateways: ['other.example:8444'] }),
  stepFleetAuthority: async () => ['POST', '/authority/steps', { step: 'prepare' }],
};

/** What needs more than a call: the test that shows its entry, and the entry. */
const ELSEWHERE: Readonly<Record<string, readonly [file: string, action: string]>> = {
  setUp: ['../administrators/administrators.test.ts', 'organisation.changed'],
  patchJob: ['../jobs/server-spooling.test.ts', 'job.changed'],
  cancelJob: ['../jobs/server-spooling.test.ts', 'job.cancelled'],
  deleteJob: ['../jobs/server-spooling.test.ts', 'job.deleted'],
  importUsers: ['../imports/import-resume.test.ts', 'users.imported'],
  approveCertificate: ['../../gateway/printers.test.ts', 'certificate-approved'],
  decideReview: ['../../gateway/review.test.ts', 'review.decided'],
  dismissAlert: ['../alerts/fleet-watch.test.ts', 'alert.dismissed'],
};

/** What people do about themselves; shown below. */
const OWN = ['signIn', 'patchMe', 'changeOwnPassword', 'signOut'];

/** Without an entry of their own, and why. */
const NO_ENTRY: Readonly<Record<string, string>> = {
  tryCardTransformation: 'tries, changes nothing',
  previewAuthentication: 'tries, changes nothing',
  previewOfflineLogin: 'tries, changes nothing',
  testMail: 'tries, changes nothing',
  testUserSource: 'tries, changes nothing',
  cancelImport: 'the entry is that of the import, which says how it ended',
  synchronizeUserSource: 'the entry is that of the import it begins',
  releaseJob: 'written where job.cancelled is, and by the same lines',
};

const changing = ROUTES.filter(({ method }) => method !== 'GET');

async function lastSequence(): Promise<number> {
  return (await world.ask('GET', '/audit?limit=1')).body.items[0].sequence;
}

test('every operation that changes something is accounted for here', () => {
  const known = [SAMPLES, ELSEWHERE, NO_ENTRY].flatMap((table) => Object.keys(table)).concat(OWN);
  expect(known.toSorted()).toEqual(changing.map(({ name }) => name).toSorted());
});

describe('leaves an entry by whoever did it', () => {
  for (const { name } of changing) {
    const sample = SAMPLES[name];
    if (sample === undefined) continue;
    test(name, async () => {
      const [method, path, body] = await sample();
      const newest = await lastSequence();
      const { status, body: answer } = await world.ask(method, path, body);
      expect(status, JSON.stringify(answer)).toBeLessThan(300);
      const { body: page } = await world.ask('GET', '/audit?limit=50&actorKind=api-token');
      const items = page.items.filter(({ sequence }: { sequence: number }) => sequence > newest);
      expect(items, name).not.toEqual([]);
      for (const { before, after, target, actor } of items) {
        expect(actor.name).toBe('tests');
        expect(target.kind).not.toBe('');
        if (before !== null) expect(before).not.toEqual(after);
      }
    });
  }
});

test.each(Object.entries(ELSEWHERE))('%s is shown by another test', (_name, [file, action]) => {
  const path = new URL(file, import.meta.url);
  expect(existsSync(path) && readFileSync(path, 'utf8').includes(action)).toBe(true);
});

test('what people do about themselves leaves entries by them', async () => {
  const { userName, cookie } = await signedIn();
  const ask = (method: 'PATCH' | 'POST' | 'PUT', url: string, own: string, payload?: object) =>
    world.server.app.inject({
      method,
      url: `/api/v1${url}`,
      headers: { cookie: own },
      ...(payload === undefined ? {} : { payload }),
    });
  expect((await ask('PATCH', '/me', cookie, { language: 'de' })).statusCode).toBe(200);
  const changed = await ask('PUT', '/me/password', cookie, {
    currentPassword: PASSWORD,
    password: 'four red herrings',
  });
  expect(changed.statusCode).toBe(204);
  const next = String(changed.headers['set-cookie']).split(';')[0] ?? '';
  expect((await ask('POST', '/sign-out', next)).statusCode).toBe(204);
  const { body } = await world.ask('GET', `/audit?actorKind=administrator&q=${userName}`);
  expect(body.items.map(({ action }: { action: string }) => action)).toEqual([
    'administrator.signed-out',
    'administrator.password-changed',
    'administrator.changed',
    'administrator.signed-in',
  ]);
});

test('no secret that was given is in the log', async () => {
  const token = await world.server.administrators.createApiToken('export');
  const headers = { authorization: `Bearer ${token}` };
  const { body: log } = await world.server.app.inject({ method: 'GET', url: '/api/v1/audit/export', headers });
  expect(log.split('\r\n').length).toBeGreaterThan(Object.keys(SAMPLES).length);
  for (const secret of [PASSWORD, 'four red herrings', CARD, PIN, 'argon2', token]) expect(log).not.toContain(secret);
});
