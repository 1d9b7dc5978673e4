import { rightField, type Role } from '@holdover/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD } from '../../testing/test-console.ts';
import { openAccountWorld, type AccountWorld, OTHER_PASSWORD } from './testing/account-world.ts';

let console: AccountWorld;
beforeAll(async () => {
  console = await openAccountWorld();
});
afterAll(() => console.close());

describe('administrators', () => {
  test('are added, listed, changed and deleted, each time with an entry in the audit log', async () => {
    const made = await console.ask('POST /administrators', {
      body: { userName: 'Ümit', role: 'auditor', password: PASSWORD, language: 'de' },
    });
    expect(made).toMatchObject({
      status: 201,
      body: { role: 'auditor', language: 'de', enabled: true, lastSignInAt: null, lockedUntil: null, sessions: 0 },
    });
    const path = `/administrators/${made.body.id}`;
    expect(made.header('location')).toBe(`/api/v1${path}`);
    expect((await console.ask('GET /administrators?role=auditor')).body.items).toEqual([made.body]);
    await console.signIn('ÜMIT');
    expect((await console.ask(`GET ${path}`)).body).toMatchObject({
      sessions: 1,
      lastSignInAt: '2026-10-01T08:00:00.000Z',
    });
    expect(await console.ask(`PATCH ${path}`, { body: { userName: 'root' } })).toMatchObject({ status: 409 });
    expect((await console.ask(`PATCH ${path}`, { body: { userName: 'Umit' } })).body.userName).toBe('Umit');
    expect(await console.ask(`PATCH ${path}`, { body: {} })).toMatchObject({ status: 200 });
    expect(await console.ask(`DELETE ${path}`)).toMatchObject({ status: 204 });
    expect(await console.ask(`GET ${path}`)).toMatchObject({ status: 404 });
    expect(await console.actions(made.body.id)).toEqual([
      'administrator.deleted',
      'administrator.changed',
      'administrator.signed-in',
      'administrator.created',
    ]);
  });

  test('coming and going makes nobody’s edit stale; another edit does', async () => {
    const { id } = await console.add('edited', 'auditor');
    const etag = (await console.ask(`GET /administrators/${id}`)).header('etag') ?? '';
    await console.signIn('edited');
    const change = (language: string) =>
      console.ask(`PATCH /administrators/${id}`, { body: { language }, headers: { 'if-match': etag } });
    expect(await change('de')).toMatchObject({ status: 200 });
    expect((await change('en')).body).toMatchObject({ status: 412, code: 'precondition-failed' });
  });

  test('the last enabled one who may do everything stays that, however they are taken away', async () => {
    const path = `/administrators/${await console.rootId()}`;
    const refused = { status: 409, code: 'last-administrator' };
    expect((await console.ask(`PATCH ${path}`, { body: { enabled: false } })).body).toMatchObject(refused);
    expect((await console.ask(`PATCH ${path}`, { body: { role: 'auditor' } })).body).toMatchObject(refused);
    expect((await console.ask(`DELETE ${path}`)).body).toMatchObject(refused);
    const { id } = await console.add('disabled-boss', 'administrator');
    await console.ask(`PATCH /administrators/${id}`, { body: { enabled: false } });
    expect((await console.ask(`DELETE ${path}`)).body).toMatchObject(refused);
  });

  test('of two requests that would each leave nobody, one is refused', async () => {
    const path = `/administrators/${await console.rootId()}`;
    const { id } = await console.add('second', 'administrator');
    const answers = await Promise.all([
      console.ask(`PATCH ${path}`, { body: { role: 'auditor' } }),
      console.ask(`PATCH /administrators/${id}`, { body: { enabled: false } }),
    ]);
    expect(answers.map(({ status }) => status).filter((status) => status === 409)).toHaveLength(1);
    await console.ask(`PATCH ${path}`, { body: { role: 'administrator' } });
    await console.ask(`DELETE /administrators/${id}`);
  });

  test.each([
    ['another role', 'PATCH', '', { role: 'user-manager' }],
    ['being disabled', 'PATCH', '', { enabled: false }],
    ['another password', 'PUT', '/password', { password: OTHER_PASSWORD }],
    ['deletion', 'DELETE', '', undefined],
  ])('%s ends their sessions at once', async (why, method, under, body) => {
    const name = `ends-${method}-${why.length}`;
    const { id } = await console.add(name, 'auditor');
    const cookie = await console.signIn(name);
    await console.ask(`${method} /administrators/${id}${under}`, { body });
    expect(await console.ask('GET /me', { as: { cookie } })).toMatchObject({ status: 401 });
    if (method === 'PUT') await console.signIn(name, OTHER_PASSWORD);
  });

  test('a disabled one is answered as a wrong password is', async () => {
    const { id } = await console.add('gone', 'auditor');
    await console.ask(`PATCH /administrators/${id}`, { body: { enabled: false } });
    const answer = await console.ask('POST /sign-in', {
      body: { userName: 'gone', password: PASSWORD },
      as: 'nobody',
    });
    expect(answer.body).toMatchObject({ status: 401, code: 'wrong-credentials' });
  });

  test('another password ends a lock-out of the name', async () => {
    const { id } = await console.add('locked', 'auditor');
    const tries = (userName: string) =>
      console.ask('POST /sign-in', { body: { userName, password: 'wrong' }, as: 'nobody' });
    for (let place = 0; place < 49; place++) await console.missed('locked', `192.0.2.${place}`);
    expect(await tries('locked')).toMatchObject({ status: 401 });
    expect((await console.ask(`GET /administrators/${id}`)).body.lockedUntil).toBe('2026-10-01T08:15:00.000Z');
    const body = { userName: 'locked', password: PASSWORD };
    expect(await console.ask('POST /sign-in', { body, as: 'nobody' })).toMatchObject({ status: 429 });
    expect(await console.actions(id)).toEqual(['administrator.locked-out', 'administrator.created']);
    await console.ask(`PUT /administrators/${id}/password`, { body: { password: OTHER_PASSWORD } });
    expect((await console.ask(`GET /administrators/${id}`)).body.lockedUntil).toBeNull();
    await console.signIn('locked', OTHER_PASSWORD);
  });
});

describe('nobody escalates', () => {
  test('a token that manages administrators makes and changes none beyond its own rights', async () => {
    const auditor = rightsOfAuditor();
    const as = await console.tokenWith('administrators:write', ...auditor);
    const ask = async (line: string, body?: unknown) => (await console.ask(line, { as, body })).status;
    const create = (userName: string, role: Role) =>
      ask('POST /administrators', { userName, role, password: PASSWORD });
    expect(await create('boss', 'administrator')).toBe(403);
    expect(await create('users', 'user-manager')).toBe(403);
    expect(await create('eve', 'auditor')).toBe(201);
    const root = await console.rootId();
    expect(await ask(`PUT /administrators/${root}/password`, { password: OTHER_PASSWORD })).toBe(403);
    expect(await ask(`PATCH /administrators/${root}`, { userName: 'owned' })).toBe(403);
    expect(await ask(`DELETE /administrators/${root}`)).toBe(403);
    const eve = (await console.ask('GET /administrators?q=eve')).body.items[0].id;
    expect(await ask(`PATCH /administrators/${eve}`, { role: 'administrator' })).toBe(403);
    expect(await ask(`PATCH /administrators/${eve}`, { language: 'de' })).toBe(200);
    const token = (rights: readonly string[]) => ask('POST /api-tokens', { name: 'more', rights, expiresAt: null });
    expect(await token(['users:write'])).toBe(403);
    expect(await token(auditor)).toBe(201);
  });

  test('nobody gets another role by saying so about themselves', async () => {
    await console.add('modest', 'auditor');
    const cookie = await console.signIn('modest');
    const answer = await console.ask('PATCH /me', { as: { cookie }, body: { language: 'de', role: 'administrator' } });
    expect(answer.body).toMatchObject({ status: 400, errors: [{ pointer: '/role', code: 'unknown-field' }] });
    expect((await console.ask('GET /me', { as: { cookie } })).body).toMatchObject({ role: 'auditor', language: null });
  });

  test('nobody gives themselves another password without the present one', async () => {
    const cookie = await console.signIn('root');
    const put = await console.ask(`PUT /administrators/${await console.rootId()}/password`, {
      as: { cookie },
      body: { password: OTHER_PASSWORD },
    });
    expect(put.body).toMatchObject({
      status: 403,
      code: 'not-allowed',
      errors: [{ code: 'own-password-elsewhere' }],
    });
  });

  const rightsOfAuditor = () => rightField.options.filter((right) => right.endsWith(':read'));
});
