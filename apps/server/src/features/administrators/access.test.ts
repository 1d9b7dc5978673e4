import { minutes, toRfc3339 } from '@holdover/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD } from '../../testing/test-console.ts';
import { openAccountWorld, type AccountWorld } from './testing/account-world.ts';

let console: AccountWorld;
beforeAll(async () => {
  console = await openAccountWorld();
});
afterAll(() => console.close());

describe('sessions of the console', () => {
  test('are listed with where they come from, and revoked', async () => {
    await console.add('traveller', 'administrator');
    const { headers } = await console.app.inject({
      method: 'POST',
      url: '/api/v1/sign-in',
      payload: { userName: 'traveller', password: PASSWORD },
      remoteAddress: '192.0.2.9',
      headers: { 'user-agent': `Browser <b>\u0001${'x'.repeat(1_000)}` },
    });
    const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
    console.clock.advance(minutes(1));
    const own = await console.signIn('traveller');
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
    expect(await console.actions(list[0].id)).toEqual(['console-session.revoked']);
    expect(await console.ask(`DELETE /console-sessions/${list[0].id}`)).toMatchObject({ status: 404 });
  });

  test('who may not see administrators sees and ends their own alone', async () => {
    await console.add('ada', 'user-manager');
    await console.add('eva', 'auditor');
    await console.signIn('root');
    const ada = await console.signIn('ada');
    const eva = await console.signIn('eva');
    const names = async (cookie: string, query = '') =>
      (await console.ask(`GET /console-sessions${query}`, { as: { cookie } })).body.items
        .map(({ userName }: { userName: string }) => userName)
        .toSorted();
    expect(await names(ada)).toEqual(['ada']);
    expect(await names(eva)).toEqual(expect.arrayContaining(['ada', 'eva', 'root']));
    expect(await names(eva, '?q=AD')).toEqual(['ada']);
    const root = await console.rootId();
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
    const { id } = await console.add('script', 'auditor');
    const first = await console.signIn('script');
    const status = async () => (await console.ask('GET /me', { as: { cookie: first } })).status;
    console.clock.advance(minutes(1));
    for (let more = 0; more < 48; more++) await console.openSession(id);
    await console.signIn('script');
    expect(await status()).toBe(200);
    await console.signIn('script');
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
    const as = await console.tokenWith('users:read');
    const { id } = (await console.ask('GET /me', { as })).body;
    expect(await console.ask(`DELETE /api-tokens/${id}`)).toMatchObject({ status: 204 });
    expect(await console.ask('GET /users', { as })).toMatchObject({ status: 401 });
    expect(await console.actions(id)).toEqual(['api-token.deleted', 'api-token.created']);
    expect(await console.ask(`DELETE /api-tokens/${id}`)).toMatchObject({ status: 404 });
  });

  test('an end in the past is refused', async () => {
    const body = { name: 'late', rights: ['users:read'], expiresAt: '2026-10-01T08:00:00Z' };
    expect((await console.ask('POST /api-tokens', { body })).body.errors).toMatchObject([
      { pointer: '/expiresAt', code: 'in-the-past' },
    ]);
  });
});
