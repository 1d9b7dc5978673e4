import { rightField, type Role } from '@holdover/api';
import { minutes, present, toRfc3339, type AdministratorId } from '@holdover/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SYSTEM } from '../../actor.ts';
import { openTestConsole, PASSWORD, type TestConsole } from '../../testing/test-console.ts';

let console: TestConsole;
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());

const OTHER_PASSWORD = 'quite another phrase';

const cookieOf = (answer: { header(name: string): string | undefined }) =>
  (answer.header('set-cookie') ?? '').split(';')[0] ?? '';

async function signIn(userName: string, password = PASSWORD): Promise<string> {
  const answer = await console.ask('POST /sign-in', { body: { userName, password }, as: 'nobody' });
  expect(answer.status).toBe(200);
  return cookieOf(answer);
}

const add = async (userName: string, role: Role) => {
  const made = await console.ask('POST /administrators', { body: { userName, role, password: PASSWORD } });
  expect(made.status).toBe(201);
  return made.body as { id: AdministratorId };
};

const rootId = async (): Promise<string> => (await console.ask('GET /administrators?q=root')).body.items[0].id;

const tokenWith = async (...rights: string[]): Promise<{ token: string }> => {
  const made = await console.ask('POST /api-tokens', { body: { name: 'limited', rights, expiresAt: null } });
  return { token: made.body.token };
};

const missed = (userNameKey: string, address: string) => {
  const at = console.clock.wall();
  const failure = { id: `${userNameKey} ${address}`, userNameKey, address, at };
  return console.core.stores.administrators.addFailure(failure);
};

/** Without the slow hash. */
const openSession = (id: AdministratorId) =>
  console.core.changes.make(SYSTEM, async (change) => {
    const found = present(await change.stores.administrators.find(id), 'administrator');
    await console.core.administrators.sessions.open(change, found.administrator, { address: '', userAgent: '' });
  });

const actions = async (target: string) =>
  (await console.ask(`GET /audit?target=${target}`)).body.items.map(({ action }: { action: string }) => action);

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
    await signIn('ÜMIT');
    expect((await console.ask(`GET ${path}`)).body).toMatchObject({
      sessions: 1,
      lastSignInAt: '2026-10-01T08:00:00.000Z',
    });
    expect(await console.ask(`PATCH ${path}`, { body: { userName: 'root' } })).toMatchObject({ status: 409 });
    expect((await console.ask(`PATCH ${path}`, { body: { userName: 'Umit' } })).body.userName).toBe('Umit');
    expect(await console.ask(`PATCH ${path}`, { body: {} })).toMatchObject({ status: 200 });
    expect(await console.ask(`DELETE ${path}`)).toMatchObject({ status: 204 });
    expect(await console.ask(`GET ${path}`)).toMatchObject({ status: 404 });
    expect(await actions(made.body.id)).toEqual([
      'administrator.deleted',
      'administrator.changed',
      'administrator.signed-in',
      'administrator.created',
    ]);
  });

  test('coming and going makes nobody’s edit stale; another edit does', async () => {
    const { id } = await add('edited', 'auditor');
    const etag = (await console.ask(`GET /administrators/${id}`)).header('etag') ?? '';
    await signIn('edited');
    const change = (language: string) =>
      console.ask(`PATCH /administrators/${id}`, { body: { language }, headers: { 'if-match': etag } });
    expect(await change('de')).toMatchObject({ status: 200 });
    expect((await change('en')).body).toMatchObject({ status: 412, code: 'precondition-failed' });
  });

  test('the last enabled one who may do everything stays that, however they are taken away', async () => {
    const path = `/administrators/${await rootId()}`;
    const refused = { status: 409, code: 'last-administrator' };
    expect((await console.ask(`PATCH ${path}`, { body: { enabled: false } })).body).toMatchObject(refused);
    expect((await console.ask(`PATCH ${path}`, { body: { role: 'auditor' } })).body).toMatchObject(refused);
    expect((await console.ask(`DELETE ${path}`)).body).toMatchObject(refused);
    const { id } = await add('disabled-boss', 'administrator');
    await console.ask(`PATCH /administrators/${id}`, { body: { enabled: false } });
    expect((await console.ask(`DELETE ${path}`)).body).toMatchObject(refused);
  });

  test('of two requests that would each leave nobody, one is refused', async () => {
    const path = `/administrators/${await rootId()}`;
    const { id } = await add('second', 'administrator');
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
    const { id } = await add(name, 'auditor');
    const cookie = await signIn(name);
    await console.ask(`${method} /administrators/${id}${under}`, { body });
    expect(await console.ask('GET /me', { as: { cookie } })).toMatchObject({ status: 401 });
    if (method === 'PUT') await signIn(name, OTHER_PASSWORD);
  });

  test('a disabled one is answered as a wrong password is', async () => {
    const { id } = await add('gone', 'auditor');
    await console.ask(`PATCH /administrators/${id}`, { body: { enabled: false } });
    const answer = await console.ask('POST /sign-in', {
      body: { userName: 'gone', password: PASSWORD },
      as: 'nobody',
    });
    expect(answer.body).toMatchObject({ status: 401, code: 'wrong-credentials' });
  });

  test('another password ends a lock-out of the name', async () => {
    const { id } = await add('locked', 'auditor');
    const tries = (userName: string) =>
      console.ask('POST /sign-in', { body: { userName, password: 'wrong' }, as: 'nobody' });
    for (let place = 0; place < 49; place++) await missed('locked', `192.0.2.${place}`);
    expect(await tries('locked')).toMatchObject({ status: 401 });
    expect((await console.ask(`GET /administrators/${id}`)).body.lockedUntil).toBe('2026-10-01T08:15:00.000Z');
    const body = { userName: 'locked', password: PASSWORD };
    expect(await console.ask('POST /sign-in', { body, as: 'nobody' })).toMatchObject({ status: 429 });
    expect(await actions(id)).toEqual(['administrator.locked-out', 'administrator.created']);
    await console.ask(`PUT /administrators/${id}/password`, { body: { password: OTHER_PASSWORD } });
    expect((await console.ask(`GET /administrators/${id}`)).body.lockedUntil).toBeNull();
    await signIn('locked', OTHER_PASSWORD);
  });
});

describe('nobody escalates', () => {
  test('a token that manages administrators makes and changes none beyond its own rights', async () => {
    const auditor = rightsOfAuditor();
    const as = await tokenWith('administrators:write', ...auditor);
    const ask = async (line: string, body?: unknown) => (await console.ask(line, { as, body })).status;
    const create = (userName: string, role: Role) =>
      ask('POST /administrators', { userName, role, password: PASSWORD });
    expect(await create('boss', 'administrator')).toBe(403);
    expect(await create('users', 'user-manager')).toBe(403);
    expect(await create('eve', 'auditor')).toBe(201);
    const root = await rootId();
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
    await add('modest', 'auditor');
    const cookie = await signIn('modest');
    const answer = await console.ask('PATCH /me', { as: { cookie }, body: { language: 'de', role: 'administrator' } });
    expect(answer.body).toMatchObject({ status: 400, errors: [{ pointer: '/role', code: 'unknown-field' }] });
    expect((await console.ask('GET /me', { as: { cookie } })).body).toMatchObject({ role: 'auditor', language: null });
  });

  test('nobody gives themselves another password without the present one', async () => {
    const cookie = await signIn('root');
    const put = await console.ask(`PUT /administrators/${await rootId()}/password`, {
      as: { cookie },
      body: { password: OTHER_PASSWORD },
    });
    expect(put.body).toMatchObject({ status: 403, code: 'not-allowed' });
  });

  const rightsOfAuditor = () => rightField.options.filter((right) => right.endsWith(':read'));
});

describe('oneself', () => {
  test('a token is told its rights, and has no role', async () => {
    const as = await tokenWith('users:read', 'audit:read');
    expect((await console.ask('GET /me', { as })).body).toMatchObject({
      kind: 'api-token',
      userName: 'limited',
      role: null,
      rights: ['users:read', 'audit:read'],
      language: null,
    });
    const body = { currentPassword: PASSWORD, password: OTHER_PASSWORD };
    expect(await console.ask('PUT /me/password', { as, body })).toMatchObject({ status: 403 });
    expect(await console.ask('PATCH /me', { as, body: { language: 'de' } })).toMatchObject({ status: 403 });
  });

  test('another password ends one’s other sessions; this one goes on under a new cookie', async () => {
    const { id } = await add('changer', 'auditor');
    const elsewhere = await signIn('changer');
    const cookie = await signIn('changer');
    const answer = await console.ask('PUT /me/password', {
      as: { cookie },
      body: { currentPassword: PASSWORD, password: OTHER_PASSWORD },
    });
    expect(answer.status).toBe(204);
    const next = cookieOf(answer);
    const status = async (of: string) => (await console.ask('GET /me', { as: { cookie: of } })).status;
    expect([await status(elsewhere), await status(cookie), await status(next)]).toEqual([401, 401, 200]);
    await signIn('changer', OTHER_PASSWORD);
    expect(await actions(id)).toContain('administrator.password-changed');
  });

  test('a wrong present password is a miss like any other', async () => {
    await add('forgetful', 'auditor');
    const cookie = await signIn('forgetful');
    const ask = () =>
      console.ask('PUT /me/password', {
        as: { cookie },
        body: { currentPassword: 'not that one', password: OTHER_PASSWORD },
      });
    const wrong = await ask();
    expect(wrong.body).toMatchObject({
      status: 401,
      code: 'wrong-credentials',
      errors: [{ pointer: '/currentPassword', code: 'wrong-password' }],
    });
    expect(wrong.text).not.toContain('not that one');
    for (let miss = 0; miss < 4; miss++) await ask();
    expect((await ask()).body).toMatchObject({ status: 429, code: 'too-many-tries' });
  });

  test.each([
    ['too-short', 'elevenchars'],
    ['password-common', 'passwordpassword'],
    ['password-common', 'Administrator1!'],
    ['password-user-name', 'root-root-root'],
  ])('a password that is %s is refused and not repeated', async (code, password) => {
    const refused = code === 'password-user-name' ? 'rootrootroot' : 'somebody';
    const name = code === 'password-user-name' ? 'root-root-root' : refused;
    const answer = await console.ask('POST /administrators', { body: { userName: name, role: 'auditor', password } });
    expect(answer.body).toMatchObject({ status: 400, code: 'invalid-body', errors: [{ pointer: '/password', code }] });
    expect(answer.body.errors[0]).not.toHaveProperty('value');
  });
});

describe('sessions of the console', () => {
  test('are listed with where they come from, and revoked', async () => {
    await add('traveller', 'administrator');
    const { headers } = await console.app.inject({
      method: 'POST',
      url: '/api/v1/sign-in',
      payload: { userName: 'traveller', password: PASSWORD },
      remoteAddress: '192.0.2.9',
      headers: { 'user-agent': `Browser <b>\u0001${'x'.repeat(1_000)}` },
    });
    const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
    console.clock.advance(minutes(1));
    const own = await signIn('traveller');
    const list = (await console.ask('GET /console-sessions?q=traveller&sort=createdAt', { as: { cookie: own } })).body
      .items;
    expect(list).toMatchObject([
      { userName: 'traveller', address: '192.0.2.9', own: false },
      { userName: 'traveller', address: '127.0.0.1', own: true },
    ]);
    expect(list[0].userAgent).toMatch(/^Browser <b>x{189}$/);
    const revoke = await console.ask(`DELETE /console-sessions/${list[0].id}`, { as: { cookie: own } });
    expect(revoke.status).toBe(204);
    expect(await console.ask('GET /me', { as: { cookie } })).toMatchObject({ status: 401 });
    expect(await actions(list[0].id)).toEqual(['console-session.revoked']);
    expect(await console.ask(`DELETE /console-sessions/${list[0].id}`)).toMatchObject({ status: 404 });
  });

  test('who may not see administrators sees and ends their own alone', async () => {
    await add('ada', 'user-manager');
    await add('eva', 'auditor');
    await signIn('root');
    const ada = await signIn('ada');
    const eva = await signIn('eva');
    const names = async (cookie: string, query = '') =>
      (await console.ask(`GET /console-sessions${query}`, { as: { cookie } })).body.items
        .map(({ userName }: { userName: string }) => userName)
        .toSorted();
    expect(await names(ada)).toEqual(['ada']);
    expect(await names(eva)).toEqual(expect.arrayContaining(['ada', 'eva', 'root']));
    expect(await names(eva, '?q=AD')).toEqual(['ada']);
    const root = await rootId();
    expect(await console.ask(`GET /console-sessions?administrator=${root}`, { as: { cookie: ada } })).toMatchObject({
      status: 403,
    });
    const [theirs] = (await console.ask(`GET /console-sessions?administrator=${root}`)).body.items;
    for (const cookie of [ada, eva]) {
      expect(await console.ask(`DELETE /console-sessions/${theirs.id}`, { as: { cookie } })).toMatchObject({
        status: 404,
      });
    }
  });

  test('of one administrator the newest fifty stay', async () => {
    const { id } = await add('script', 'auditor');
    const first = await signIn('script');
    const status = async () => (await console.ask('GET /me', { as: { cookie: first } })).status;
    console.clock.advance(minutes(1));
    for (let more = 0; more < 48; more++) await openSession(id);
    await signIn('script');
    expect(await status()).toBe(200);
    await signIn('script');
    expect(await status()).toBe(401);
    expect((await console.ask(`GET /administrators/${id}`)).body.sessions).toBe(50);
  });
});

describe('API tokens', () => {
  test('do what they may until they end or are deleted; each use is noted once a minute', async () => {
    const made = await console.ask('POST /api-tokens', {
      body: { name: 'ci', rights: ['users:read'], expiresAt: '2026-10-01T11:00:00+02:00' },
      headers: { 'idempotency-key': 'once' },
    });
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'ci', rights: ['users:read'], createdBy: 'tests', expiresAt: '2026-10-01T09:00:00.000Z' },
    });
    expect(made.header('location')).toBe('/api/v1/api-tokens');
    const as = { token: made.body.token as string };
    const used = async () =>
      (await console.ask('GET /api-tokens?q=ci')).body.items.map(
        ({ lastUsedAt }: { lastUsedAt: string | null }) => lastUsedAt,
      );
    expect(await used()).toEqual([null]);
    const at = toRfc3339(console.clock.wall());
    expect(await console.ask('GET /users', { as })).toMatchObject({ status: 200 });
    console.clock.advance(minutes(0.9));
    expect(await console.ask('POST /users', { as, body: { userName: 'x' } })).toMatchObject({ status: 403 });
    expect(await used()).toEqual([at]);
    console.clock.advance(minutes(0.2));
    await console.ask('GET /users', { as });
    expect(await used()).toEqual([toRfc3339(console.clock.wall())]);
    console.clock.advance(minutes(59));
    expect(await console.ask('GET /users', { as })).toMatchObject({ status: 401 });
  });

  test('a repeated request is not shown the token again', async () => {
    const make = () =>
      console.ask('POST /api-tokens', {
        body: { name: 'ci', rights: ['users:read'], expiresAt: null },
        headers: { 'idempotency-key': 'twice' },
      });
    const [first, second] = [await make(), await make()];
    expect(first.body.token).toMatch(/^hld_[\w-]{43}$/);
    const { token: _, ...shown } = first.body;
    expect(second.body).toEqual(shown);
    const rows = JSON.stringify(await console.core.database.queries.selectFrom('idempotency').selectAll().execute());
    expect(rows).not.toContain(first.body.token);
  });

  test('a deleted one is refused at once', async () => {
    const as = await tokenWith('users:read');
    const { id } = (await console.ask('GET /me', { as })).body;
    expect(await console.ask(`DELETE /api-tokens/${id}`)).toMatchObject({ status: 204 });
    expect(await console.ask('GET /users', { as })).toMatchObject({ status: 401 });
    expect(await actions(id)).toEqual(['api-token.deleted', 'api-token.created']);
    expect(await console.ask(`DELETE /api-tokens/${id}`)).toMatchObject({ status: 404 });
  });

  test('an end in the past is refused', async () => {
    const body = { name: 'late', rights: ['users:read'], expiresAt: '2026-10-01T08:00:00Z' };
    expect((await console.ask('POST /api-tokens', { body })).body.errors).toMatchObject([
      { pointer: '/expiresAt', code: 'in-the-past' },
    ]);
  });
});
