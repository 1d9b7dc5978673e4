import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD } from '../../testing/test-console.ts';
import { openAccountWorld, type AccountWorld, OTHER_PASSWORD, cookieOf } from './testing/account-world.ts';

let console: AccountWorld;
beforeAll(async () => {
  console = await openAccountWorld();
});
afterAll(() => console.close());

describe('oneself', () => {
  test('a token is told its rights, and has no role', async () => {
    const as = await console.tokenWith('users:read', 'audit:read');
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

  test('everybody is told the time zone that the organisation has chosen', async () => {
    await console.add('zoned', 'user-manager');
    const cookie = await console.signIn('zoned');
    const timeZone = async () => (await console.ask('GET /me', { as: { cookie } })).body.timeZone;
    expect(await timeZone()).toBeNull();
    const body = { name: 'Office', language: 'en', timeZone: 'Europe/Berlin' };
    await console.ask('PUT /settings/organisation', { body });
    expect(await timeZone()).toBe('Europe/Berlin');
  });

  test('another password ends one’s other sessions; this one goes on under a new cookie', async () => {
    const { id } = await console.add('changer', 'auditor');
    const elsewhere = await console.signIn('changer');
    const cookie = await console.signIn('changer');
    const answer = await console.ask('PUT /me/password', {
      as: { cookie },
      body: { currentPassword: PASSWORD, password: OTHER_PASSWORD },
    });
    expect(answer.status).toBe(204);
    const next = cookieOf(answer);
    const status = async (of: string) => (await console.ask('GET /me', { as: { cookie: of } })).status;
    expect([await status(elsewhere), await status(cookie), await status(next)]).toEqual([401, 401, 200]);
    await console.signIn('changer', OTHER_PASSWORD);
    expect(await console.actions(id)).toContain('administrator.password-changed');
  });

  test('a wrong present password is a miss like any other', async () => {
    await console.add('forgetful', 'auditor');
    const cookie = await console.signIn('forgetful');
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
    ['of 1024 characters', 'long enough '.repeat(86).slice(0, 1_024)],
    ['of anything', ' Ünï¢ødé 🦔 "quoted" '],
  ])('a password %s is taken, and compared exactly as typed', async (what, password) => {
    const userName = `typist ${what}`;
    const made = await console.ask('POST /administrators', { body: { userName, role: 'auditor', password } });
    expect(made.status).toBe(201);
    await console.signIn(userName, password);
    for (const other of [password.trim(), password.toUpperCase(), password.slice(0, 72)]) {
      const body = { userName, password: other };
      const expected = other === password ? 200 : 401;
      expect(await console.ask('POST /sign-in', { body, as: 'nobody' })).toMatchObject({ status: expected });
    }
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
