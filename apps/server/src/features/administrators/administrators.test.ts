import { hours, minutes, seconds } from '@holdover/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestConsole, PASSWORD, type TestConsole } from '../../testing/test-console.ts';

let console: TestConsole;
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());

const signIn = (userName: string, password: string, cookie?: string) =>
  console.ask('POST /sign-in', { body: { userName, password }, as: cookie === undefined ? 'nobody' : { cookie } });

const cookieOf = (answer: { header(name: string): string | undefined }) =>
  (answer.header('set-cookie') ?? '').split(';')[0] ?? '';

describe('set-up', () => {
  test('makes the first administrator with the one-time token, once', async () => {
    const fresh = await openTestConsole();
    await fresh.core.database.queries.deleteFrom('administrator').execute();
    const ask = (token: string) =>
      fresh.ask('POST /set-up', {
        body: { token, userName: 'first', password: PASSWORD, organisation: 'Acme' },
        as: 'nobody',
      });
    const token = await fresh.core.administrators.issueSetUpToken();
    expect((await fresh.ask('GET /set-up', { as: 'nobody' })).body).toEqual({ needed: true });
    expect((await ask('x'.repeat(43))).body).toMatchObject({ status: 401, code: 'wrong-credentials' });
    const made = await ask(token ?? '');
    expect(made).toMatchObject({ status: 201, body: { userName: 'first', role: 'administrator' } });
    expect((await fresh.ask('GET /me', { as: { cookie: cookieOf(made) } })).body.userName).toBe('first');
    const { items } = (await fresh.ask('GET /audit?limit=3')).body;
    expect(items.map(({ action }: { action: string }) => action)).toEqual([
      'administrator.signed-in',
      'organisation.changed',
      'administrator.created',
    ]);
    expect((await ask(token ?? '')).body).toMatchObject({ status: 409, code: 'set-up-already-done' });
    expect(await fresh.core.administrators.issueSetUpToken()).toBeNull();
    await fresh.close();
  });

  test('a short password is refused and never repeated', async () => {
    const answer = await console.ask('POST /set-up', {
      body: { token: 'x'.repeat(20), userName: 'first', password: 'elevenchars' },
      as: 'nobody',
    });
    expect(answer.body).toMatchObject({ status: 400, errors: [{ pointer: '/password', code: 'too-short' }] });
    expect(answer.text).not.toContain('elevenchars');
  });
});

describe('sign-in', () => {
  test('gives a cookie that only this site sends and no script reads', async () => {
    const answer = await signIn('ROOT', PASSWORD);
    expect(answer).toMatchObject({ status: 200, body: { userName: 'root' } });
    expect(answer.header('set-cookie')).toMatch(/^holdover-console=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect((await console.ask('GET /me', { as: { cookie: cookieOf(answer) } })).body).toMatchObject({
      userName: 'root',
    });
  });

  test('another session takes the place of the one before', async () => {
    const old = cookieOf(await signIn('root', PASSWORD));
    const next = cookieOf(await signIn('root', PASSWORD, old));
    expect(next).not.toBe(old);
    expect(await console.ask('GET /me', { as: { cookie: old } })).toMatchObject({ status: 401 });
  });

  test('sign-out ends the session at the server', async () => {
    const cookie = cookieOf(await signIn('root', PASSWORD));
    expect(await console.ask('POST /sign-out', { as: { cookie } })).toMatchObject({ status: 204 });
    expect(await console.ask('GET /me', { as: { cookie } })).toMatchObject({ status: 401 });
  });

  test('a session ends when idle for an hour, and after twelve in any case', async () => {
    const cookie = cookieOf(await signIn('root', PASSWORD));
    const isOpen = async () => (await console.ask('GET /me', { as: { cookie } })).status === 200;
    console.clock.advance(minutes(59));
    expect(await isOpen()).toBe(true);
    for (let hour = 0; hour < 11; hour++) {
      console.clock.advance(minutes(59));
      await isOpen();
    }
    expect(await isOpen()).toBe(true);
    console.clock.advance(minutes(30));
    expect(await isOpen()).toBe(false);
    const idle = cookieOf(await signIn('root', PASSWORD));
    console.clock.advance(hours(1.1));
    expect(await console.ask('GET /me', { as: { cookie: idle } })).toMatchObject({ status: 401 });
  });

  test('five misses with a name make this address wait; others and other names go on', async () => {
    for (let miss = 0; miss < 5; miss++) {
      expect((await signIn('root', 'wrong')).body).toMatchObject({ status: 401, code: 'wrong-credentials' });
    }
    const locked = await signIn('root', PASSWORD);
    expect(locked.body).toMatchObject({ status: 429, code: 'too-many-tries' });
    expect(locked.header('retry-after')).toBe('900');
    const elsewhere = await console.app.inject({
      method: 'POST',
      url: '/api/v1/sign-in',
      payload: { userName: 'root', password: PASSWORD },
      remoteAddress: '192.0.2.7',
    });
    expect(elsewhere.statusCode).toBe(200);
    expect((await signIn('nobody-of-that-name', 'wrong')).status).toBe(401);
    console.clock.advance(seconds(901));
    expect((await signIn('root', PASSWORD)).status).toBe(200);
  });

  test('a name that does not exist is answered as a wrong password is', async () => {
    const unknown = await signIn('no-such-name', 'wrong');
    const wrong = await signIn('root', 'wrong');
    expect(unknown.text).toBe(wrong.text);
  });

  test('a request from another site is refused, whatever cookie it brings', async () => {
    const cookie = cookieOf(await signIn('root', PASSWORD));
    const from = (origin: string) =>
      console.ask('POST /users', {
        body: { userName: `from-${origin.length}` },
        as: { cookie },
        headers: { origin, host: '127.0.0.1:8443' },
      });
    expect((await from('http://evil.example')).body).toMatchObject({ status: 403, code: 'foreign-origin' });
    expect((await from('null')).body).toMatchObject({ status: 403, code: 'foreign-origin' });
    expect((await from('http://127.0.0.1:8400')).body).toMatchObject({ status: 403 });
    expect(await from('http://127.0.0.1:8443')).toMatchObject({ status: 201 });
  });
});

describe('rights', () => {
  test('without sign-in nothing but set-up and sign-in is answered', async () => {
    const answer = await console.ask('GET /users', { as: 'nobody' });
    expect(answer.body).toMatchObject({ status: 401, code: 'not-signed-in' });
    expect(answer.header('www-authenticate')).toContain('Bearer');
    expect(await console.ask('GET /users', { as: { token: 'hld_made-up' } })).toMatchObject({ status: 401 });
  });

  test('a role does what it includes and no more', async () => {
    const { core } = console;
    const cookie = cookieOf(await signIn('root', PASSWORD));
    const as = async (role: string) => {
      await core.database.queries.updateTable('administrator').set({ role }).execute();
      const status = async (line: string, body?: unknown) => (await console.ask(line, { as: { cookie }, body })).status;
      return [
        await status('GET /users'),
        await status('POST /users', { userName: `by-${role}` }),
        await status('GET /audit'),
        await status('GET /settings/offline-login'),
      ];
    };
    expect(await as('auditor')).toEqual([200, 403, 200, 200]);
    expect(await as('user-manager')).toEqual([200, 201, 403, 403]);
    expect(await as('device-manager')).toEqual([200, 403, 403, 200]);
    expect(await as('administrator')).toEqual([200, 201, 200, 200]);
  });

  test('who reads profiles does not change them, the organisation or how cards are read', async () => {
    const { core } = console;
    const cookie = cookieOf(await signIn('root', PASSWORD));
    const as = async (role: string) => {
      await core.database.queries.updateTable('administrator').set({ role }).execute();
      const status = async (line: string, body?: unknown) => (await console.ask(line, { as: { cookie }, body })).status;
      return [
        await status('GET /profiles'),
        await status('POST /profiles', { name: `by-${role}`, cardRegistration: true }),
        await status('POST /card-transformation', { cardTransformation: 'upper', numbers: ['a'] }),
        await status('PUT /settings/organisation', { name: role, language: 'en', timeZone: 'UTC' }),
      ];
    };
    expect(await as('auditor')).toEqual([200, 403, 403, 403]);
    expect(await as('user-manager')).toEqual([200, 403, 403, 403]);
    expect(await as('device-manager')).toEqual([200, 201, 200, 200]);
    expect(await as('administrator')).toEqual([200, 201, 200, 200]);
  });

  test('neither password nor token is in the log or the database as it is', async () => {
    const token = await console.core.administrators.createApiToken('canary');
    await signIn('root', PASSWORD);
    expect(console.logger.text()).not.toContain(PASSWORD);
    const rows = JSON.stringify(await console.core.database.queries.selectFrom('apiToken').selectAll().execute());
    expect(rows).toContain('canary');
    expect(rows).not.toContain(token.slice(4));
  });
});
