import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestConsole, PASSWORD, type TestConsole } from '../testing/test-console.ts';

let console: TestConsole;
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());

const newUser = (userName: string) => console.ask('POST /users', { body: { userName } });

describe('problems', () => {
  test('every wrong field is named with its value and limits, in the reader’s language', async () => {
    const body = { userName: 'a b', fullName: 7, color: 'yes', extra: 'x' };
    const answer = await console.ask('POST /users', { body, headers: { 'accept-language': 'de-AT, en;q=0.5' } });
    expect(answer.header('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toMatchObject({
      type: 'urn:holdover:problem:invalid-body',
      status: 400,
      title: 'Einige Felder sind nicht so, wie sie sein müssen',
      code: 'invalid-body',
    });
    expect(answer.body.errors).toMatchObject([
      { pointer: '/userName', code: 'white-space', value: 'a b', message: 'Darf keine Leerzeichen enthalten.' },
      { pointer: '/fullName', code: 'wrong-type', value: 7, limit: { type: 'string', maxLength: 200 } },
      { pointer: '/color', code: 'wrong-type', value: 'yes', limit: { type: 'boolean' } },
      { pointer: '/extra', code: 'unknown-field', message: 'Ein solches Feld gibt es hier nicht.' },
    ]);
    expect(answer.body.errors[3]).not.toHaveProperty('value');
  });

  test('a missing field is required, not of a wrong type', async () => {
    const answer = await console.ask('POST /users', { body: {} });
    expect(answer.body.errors).toMatchObject([{ pointer: '/userName', code: 'required' }]);
  });

  test('query parameters and paths are checked as well', async () => {
    expect((await console.ask('GET /users?limit=1001')).body).toMatchObject({
      code: 'invalid-query',
      errors: [{ pointer: '?limit', code: 'out-of-range', limit: { minimum: 1, maximum: 1000 } }],
    });
    expect((await console.ask('GET /users?sort=shoeSize')).body.errors).toMatchObject([
      { pointer: '?sort', code: 'not-one-of' },
    ]);
    expect((await console.ask('GET /users?cursor=rubbish')).body.errors).toMatchObject([{ code: 'not-of-this-list' }]);
    expect((await console.ask('GET /users?search=1')).body.errors).toMatchObject([
      { pointer: '?search', code: 'unknown-field', limit: { parameters: expect.arrayContaining(['q', 'sort']) } },
    ]);
    expect((await console.ask('GET /users/usr_1')).body).toMatchObject({ status: 400, code: 'invalid-path' });
    expect((await console.ask('GET /nothing')).body).toMatchObject({ status: 404, code: 'not-found' });
  });

  test('what is not JSON, not UTF-8, of another media type or too large is refused as that', async () => {
    const ask = (payload: string | Buffer, contentType: string) =>
      console.app.inject({
        method: 'POST',
        url: '/api/v1/sign-in',
        payload,
        headers: { 'content-type': contentType },
      });
    expect((await ask('{"userName":', 'application/json')).json()).toMatchObject({ status: 400, code: 'bad-request' });
    expect((await ask(Buffer.from([0x22, 0xff, 0x22]), 'application/json')).json()).toMatchObject({
      code: 'bad-request',
    });
    expect((await ask('userName=root', 'application/x-www-form-urlencoded')).json()).toMatchObject({ status: 415 });
    expect((await ask('a,b', 'text/csv')).json()).toMatchObject({ status: 415 });
    expect((await ask(`"${'x'.repeat(5_000_000)}"`, 'application/json')).json()).toMatchObject({
      status: 413,
      code: 'too-large',
    });
  });

  test('a refusal names the right that is missing, to a program too', async () => {
    const made = await console.ask('POST /api-tokens', {
      body: { name: 'reader', rights: ['users:read'], expiresAt: null },
    });
    const as = { token: made.body.token };
    const refused = await console.ask('GET /devices', { as });
    expect(refused.body).toMatchObject({ status: 403, code: 'not-allowed' });
    expect(refused.body.errors).toEqual([
      {
        pointer: '',
        code: 'right-missing',
        limit: { rights: ['devices:read'] },
        message: 'Rights that are missing: devices:read.',
      },
    ]);
    expect(refused.body.detail).toContain('API token');
    expect((await console.ask('PATCH /me', { as, body: { language: 'de' } })).body).toMatchObject({
      status: 403,
      errors: [{ code: 'no-account-of-its-own' }],
    });
  });

  test('text that a database would give back as something else is refused by its place', async () => {
    const user = await console.ask('POST /users', { body: { userName: 'half-\ud800' } });
    expect(user.body.errors).toMatchObject([{ pointer: '/userName', code: 'control-characters' }]);
    const profile = await console.ask('POST /profiles', { body: { name: 'Nul', cardTransformation: 'a\u0000b' } });
    expect(profile.body.errors).toMatchObject([{ pointer: '/cardTransformation', code: 'control-characters' }]);
    expect((await console.ask('GET /users?q=%00')).body.errors).toMatchObject([{ pointer: '?q' }]);
  });

  test('an address that cannot be decoded, and a cursor somebody made up, are the caller’s', async () => {
    expect((await console.ask('GET /users/%ff')).body).toMatchObject({ status: 400, code: 'bad-request' });
    const cursor = Buffer.from(JSON.stringify(['createdAt', 'soon', 'usr_1'])).toString('base64url');
    expect((await console.ask(`GET /users?sort=createdAt&cursor=${cursor}`)).body.errors).toMatchObject([
      { pointer: '?cursor', code: 'not-of-this-list' },
    ]);
  });

  test('a fault of ours says nothing of itself but to the log', async () => {
    const broken = await openTestConsole({
      membersChanged: () => Promise.reject(new TypeError('secret detail')),
    });
    const answer = await broken.ask('POST /users', { body: { userName: 'ada' } });
    expect(answer.body).toMatchObject({ status: 500, code: 'server-fault', errors: [] });
    expect(answer.text).not.toContain('secret detail');
    expect(broken.logger.text()).toContain('secret detail');
    expect((await broken.ask('GET /users')).body.items).toEqual([]);
    await broken.close();
  });
});

describe('single resources', () => {
  test('a stale If-Match changes nothing; a matching one does', async () => {
    const { body, header } = await newUser('etag');
    expect(header('location')).toBe(`/api/v1/users/${body.id}`);
    const before = await console.ask(`GET /users/${body.id}`);
    const etag = before.header('etag') ?? '';
    const change = (ifMatch: string, fullName: string) =>
      console.ask(`PATCH /users/${body.id}`, { body: { fullName }, headers: { 'if-match': ifMatch } });
    expect(await change(etag, 'first')).toMatchObject({ status: 200 });
    expect((await change(etag, 'second')).body).toMatchObject({ status: 412, code: 'precondition-failed' });
    expect((await console.ask(`GET /users/${body.id}`)).body.fullName).toBe('first');
    expect(await change('*', 'third')).toMatchObject({ status: 200 });
  });

  test('who has the newest representation is told so', async () => {
    const { body } = await newUser('cached');
    const etag = (await console.ask(`GET /users/${body.id}`)).header('etag') ?? '';
    expect(await console.ask(`GET /users/${body.id}`, { headers: { 'if-none-match': etag } })).toMatchObject({
      status: 304,
      text: '',
    });
  });

  test('a merge patch leaves alone what it does not name, and null clears', async () => {
    const made = await console.ask('POST /users', {
      body: { userName: 'patched', email: 'p@example.org', fullName: 'P' },
    });
    const patched = await console.ask(`PATCH /users/${made.body.id}`, {
      body: { email: null },
      headers: { 'content-type': 'application/merge-patch+json' },
    });
    expect(patched.body).toMatchObject({ email: null, fullName: 'P', userName: 'patched' });
  });
});

describe('Idempotency-Key', () => {
  test('a repeated request is answered as the first was and does nothing', async () => {
    const headers = { 'idempotency-key': 'k-1' };
    const first = await console.ask('POST /users', { body: { userName: 'once' }, headers });
    const again = await console.ask('POST /users', { body: { userName: 'once' }, headers });
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect([again.header('location'), again.header('idempotency-replayed')]).toEqual([
      first.header('location'),
      'true',
    ]);
  });

  test('the same key with another body is refused', async () => {
    const headers = { 'idempotency-key': 'k-2' };
    await console.ask('POST /users', { body: { userName: 'one' }, headers });
    expect((await console.ask('POST /users', { body: { userName: 'two' }, headers })).body).toMatchObject({
      status: 422,
      code: 'idempotency-mismatch',
    });
  });

  test('a request that failed frees its key', async () => {
    const headers = { 'idempotency-key': 'k-3' };
    expect(await console.ask('POST /users', { body: { userName: 'ROOT USER' }, headers })).toMatchObject({
      status: 400,
    });
    expect(await console.ask('POST /users', { body: { userName: 'root-user' }, headers })).toMatchObject({
      status: 201,
    });
  });

  test('nothing is kept of a sign-in', async () => {
    const body = { userName: 'root', password: PASSWORD };
    const signIn = () => console.ask('POST /sign-in', { body, as: 'nobody', headers: { 'idempotency-key': 'k-5' } });
    const [first, again] = [await signIn(), await signIn()];
    expect(again.header('idempotency-replayed')).toBeUndefined();
    expect(again.header('set-cookie')).not.toBe(first.header('set-cookie'));
  });

  test('a secret shown once is not replayed', async () => {
    const { body } = await newUser('secretive');
    const headers = { 'idempotency-key': 'k-4' };
    const first = await console.ask(`POST /users/${body.id}/pins`, { body: {}, headers });
    const again = await console.ask(`POST /users/${body.id}/pins`, { body: {}, headers });
    expect(first.body.pin).toMatch(/^\d{6}$/);
    expect(again.body).toEqual({ ...first.body, pin: undefined });
    expect((await console.ask(`GET /users/${body.id}/pins`)).body.items).toHaveLength(1);
  });
});

describe('every answer', () => {
  test('carries a strict content security policy and is not stored', async () => {
    const { header } = await console.ask('GET /users');
    expect(header('content-security-policy')).toContain("default-src 'none'");
    expect(header('content-security-policy')).toContain("frame-ancestors 'none'");
    expect([header('x-content-type-options'), header('cache-control')]).toEqual(['nosniff', 'no-store']);
  });

  test('health needs no sign-in, and a foreign host name gets nothing over plain HTTP', async () => {
    expect(await console.ask('GET /healthz', { as: 'nobody' })).toMatchObject({ status: 200 });
    expect(await console.ask('GET /readyz', { as: 'nobody' })).toMatchObject({ status: 200 });
    expect(await console.ask('GET /healthz', { headers: { host: 'evil.example' } })).toMatchObject({ status: 403 });
  });
});
