import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeId, seconds } from '@holdover/kernel';
import { createAuthority, openAuthority } from '@holdover/nodejs';
import { createSeededEntropy } from '@holdover/testbed';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issueWebIdentity } from '../features/authority/web-identity.ts';
import { openTestConsole, PASSWORD, START, type TestConsole } from '../testing/test-console.ts';

let folder: string;
let console: TestConsole;
/** The same over HTTPS, as installed. */
let secure: TestConsole;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdover-security-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Console</title>');
  await writeFile(join(folder, 'assets', 'main-a1b2c3d4.js'), 'export {};');
  console = await openTestConsole({}, folder);
  const fleet = makeId('fleet', START, createSeededEntropy('security'));
  const authority = await openAuthority(fleet, await createAuthority(fleet));
  secure = await openTestConsole({}, folder, { tls: await issueWebIdentity(authority, ['console.example'], START) });
});
afterAll(async () => {
  await console.close();
  await secure.close();
  await rm(folder, { recursive: true });
});

interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: string;
  readonly from?: string;
  readonly at?: TestConsole;
}

/** As it is, without the interface's own path before it. */
const send = (line: string, { headers = {}, payload, from, at = console }: Sent = {}) => {
  const [method = '', ...path] = line.split(' ');
  return at.app.inject({
    method: method as 'GET',
    url: path.join(' '),
    headers,
    ...(payload === undefined ? {} : { payload }),
    ...(from === undefined ? {} : { remoteAddress: from }),
  });
};

const JSON_TYPE = { 'content-type': 'application/json' };
const signIn = (more: Sent & { readonly userName?: string; readonly password?: string } = {}) => {
  const { userName = 'root', password = PASSWORD, headers, ...sent } = more;
  const payload = JSON.stringify({ userName, password });
  return send('POST /api/v1/sign-in', { ...sent, headers: { ...JSON_TYPE, ...headers }, payload });
};
const cookieOf = ({ headers }: Awaited<ReturnType<typeof send>>) => String(headers['set-cookie']).split(';')[0] ?? '';

describe('headers', () => {
  const HEADERS = [
    'content-security-policy',
    'x-content-type-options',
    'referrer-policy',
    'cross-origin-opener-policy',
    'cross-origin-resource-policy',
    'cache-control',
  ];

  test.each([
    ['a page', 'GET /users', 200],
    ['an asset', 'GET /assets/main-a1b2c3d4.js', 200],
    ['the description of the interface', 'GET /api/v1/openapi.json', 200],
    ['an answer', 'GET /api/v1/set-up', 200],
    ['a refusal', 'GET /api/v1/users', 401],
    ['what is not there', 'GET /api/v1/nothing', 404],
    ['an address that cannot be decoded', 'GET /api/v1/users/%ff', 400],
    ['a method nobody has', 'DELETE /users', 404],
    ['health', 'GET /healthz', 200],
  ])('guard %s', async (_what, line, status) => {
    for (const at of [console, secure]) {
      const { headers, statusCode } = await send(line, { at });
      expect([statusCode, HEADERS.filter((name) => headers[name] === undefined)]).toEqual([status, []]);
      expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers['content-security-policy']).not.toMatch(/unsafe|\*/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers).not.toHaveProperty('access-control-allow-origin');
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers['strict-transport-security']).toBe(at === secure ? 'max-age=31536000' : undefined);
    }
  });

  test('guard the event stream and the export, which write for themselves', async () => {
    const token = await console.core.administrators.createApiToken('reader');
    const { port } = await listening();
    const events = await open(port, '/api/v1/events', { authorization: `Bearer ${token}` });
    const csv = await open(port, '/api/v1/audit/export', { authorization: `Bearer ${token}` });
    for (const { headers } of [events, csv]) {
      expect(HEADERS.filter((name) => headers[name] === undefined)).toEqual([]);
      expect(headers['cache-control']).toBe('no-store');
    }
    for (const { socket } of [events, csv]) socket.destroy();
  });

  test('guard even what is no request, and headers beyond all bounds', async () => {
    const { port } = await listening();
    const answer = async (text: string) => {
      const socket = connect(port, '127.0.0.1');
      socket.end(text);
      const chunks: Buffer[] = [];
      for await (const chunk of socket) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks).toString();
    };
    const long = await answer(`GET /api/v1/me HTTP/1.1\r\nhost: localhost\r\nx-long: ${'x'.repeat(70_000)}\r\n\r\n`);
    expect(long).toMatch(/^HTTP\/1\.1 431 /);
    const rubbish = await answer('\u0016\u0003\u0001 not HTTP at all\r\n\r\n');
    expect(rubbish).toMatch(/^HTTP\/1\.1 400 /);
    const smuggled = await answer(
      'POST /api/v1/sign-in HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    );
    expect(smuggled).toMatch(/^HTTP\/1\.1 400 /);
    for (const text of [long, rubbish, smuggled]) expect(text).toContain("default-src 'none'");
  });
});

describe('cookies', () => {
  test('over HTTPS are bound to this host, to HTTPS, to this site, and hidden from scripts', async () => {
    const { headers } = await signIn({ at: secure });
    expect(headers['set-cookie']).toMatch(/^__Host-holdover=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  });

  test('that somebody planted are worth nothing, before and after a sign-in', async () => {
    const planted = `holdover-console=${'A'.repeat(43)}`;
    const made = cookieOf(await signIn({ headers: { cookie: planted } }));
    expect(made).not.toBe(planted);
    expect((await send('GET /api/v1/me', { headers: { cookie: planted } })).statusCode).toBe(401);
    expect((await send('GET /api/v1/me', { headers: { cookie: made } })).statusCode).toBe(200);
    const other = `__Host-holdover=${made.split('=')[1] ?? ''}`;
    expect((await send('GET /api/v1/me', { headers: { cookie: other } })).statusCode).toBe(401);
  });

  test('do not help whoever sends a wrong token beside them', async () => {
    const cookie = cookieOf(await signIn());
    for (const authorization of ['Bearer hld_wrong', 'Basic cm9vdDpyb290', 'Bearer'])
      expect((await send('GET /api/v1/me', { headers: { cookie, authorization } })).statusCode).toBe(401);
  });
});

describe('other sites', () => {
  const attempts: readonly (readonly [string, Record<string, string>, number])[] = [
    ['a foreign origin', { ...JSON_TYPE, origin: 'https://evil.example' }, 403],
    ['the same name by another scheme', { ...JSON_TYPE, origin: 'http://console.example' }, 403],
    ['a subdomain', { ...JSON_TYPE, origin: 'https://x.console.example' }, 403],
    ['an origin that is hidden', { ...JSON_TYPE, origin: 'null' }, 403],
    ['no origin, but a browser that says where it comes from', { ...JSON_TYPE, 'sec-fetch-site': 'cross-site' }, 403],
    ['a neighbour of the site', { ...JSON_TYPE, 'sec-fetch-site': 'same-site' }, 403],
    ['a plain form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['a form with files', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
    ['text that looks like JSON', { 'content-type': 'text/plain' }, 415],
    ['no type at all', { 'content-type': '' }, 415],
    ['this site', { ...JSON_TYPE, origin: 'https://console.example', 'sec-fetch-site': 'same-origin' }, 201],
  ];
  test.each(attempts)('from %s', async (what, headers, status) => {
    const cookie = cookieOf(await signIn({ at: secure }));
    const answer = await send('POST /api/v1/users', {
      at: secure,
      headers: { host: 'console.example', cookie, ...headers },
      payload: JSON.stringify({ userName: `by-${what.length}` }),
    });
    expect(answer.statusCode).toBe(status);
  });

  test('sign nobody in and out', async () => {
    const headers = { host: 'console.example', origin: 'https://evil.example' };
    expect((await signIn({ at: secure, headers })).statusCode).toBe(403);
    const cookie = cookieOf(await signIn({ at: secure }));
    expect((await send('POST /api/v1/sign-out', { at: secure, headers: { ...headers, cookie } })).statusCode).toBe(403);
    expect((await send('GET /api/v1/me', { at: secure, headers: { cookie } })).statusCode).toBe(200);
  });

  test('are given no leave by OPTIONS, and TRACE repeats nothing', async () => {
    for (const method of ['OPTIONS', 'TRACE', 'HEAD']) {
      const { statusCode, headers, body } = await send(`${method} /api/v1/users`, {
        headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST', cookie: 'canary=1' },
      });
      expect(statusCode).toBe(404);
      expect(headers).not.toHaveProperty('access-control-allow-origin');
      expect(body).not.toContain('canary');
    }
  });

  test('get no other method than the one sent', async () => {
    const { id } = (await console.ask('POST /users', { body: { userName: 'override' } })).body;
    const token = await console.core.administrators.createApiToken('method');
    for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
      await send(`POST /api/v1/users/${id}?_method=DELETE`, {
        headers: { authorization: `Bearer ${token}`, ...JSON_TYPE, [name]: 'DELETE' },
        payload: '{}',
      });
    }
    expect((await console.ask(`GET /users/${id}`)).status).toBe(200);
  });
});

describe('names and addresses', () => {
  test('a foreign name is refused by plain HTTP, which is for this machine alone (DNS rebinding)', async () => {
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.nip.example', '192.0.2.1']) {
      expect((await send('GET /api/v1/set-up', { headers: { host } })).statusCode).toBe(403);
    }
    for (const host of ['localhost:8400', '127.0.0.1', '[::1]:8443'])
      expect((await send('GET /api/v1/set-up', { headers: { host } })).statusCode).toBe(200);
  });

  test('over HTTPS no answer is made of the name that was asked for', async () => {
    const token = await secure.core.administrators.createApiToken('host');
    const headers = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'javascript',
      forwarded: 'host=evil.example',
      authorization: `Bearer ${token}`,
      ...JSON_TYPE,
    };
    const made = await send('POST /api/v1/users', { at: secure, headers, payload: '{"userName":"host"}' });
    expect(made.headers['location']).toMatch(/^\/api\/v1\/users\/usr_/);
    for (const { body, headers: sent } of [made, await send('GET /', { at: secure, headers })])
      expect(body + JSON.stringify(sent)).not.toContain('evil.example');
  });

  test.each(['//evil.example', '/\\evil.example', '//evil.example/..', '/%2f%2fevil.example', '/users//', '/assets'])(
    'nobody is sent elsewhere by %s',
    async (path) => {
      const { statusCode, headers } = await send(`GET ${path}`);
      expect([200, 400, 403, 404]).toContain(statusCode);
      expect(headers).not.toHaveProperty('location');
    },
  );

  test.each([
    '/api/v1/users/',
    '//api/v1/users',
    '/api//v1/users',
    '/api/v1/%75sers',
    '/api/v1/./users',
    '/api/v1/set-up/../users',
    '/api/v1/set-up%2f..%2fusers',
    '/%2e%2e/api/v1/users',
    '/API/V1/users',
    '/api/v1/users;x=1',
    '/api/v1/users%00',
    '/api/v1/users?access_token=TOKEN',
    '/api/v1/users?token=TOKEN',
    '/api/v1/users?authorization=Bearer%20TOKEN',
    '/api/v1/events?token=TOKEN',
    '/api/v1/audit/export?access_token=TOKEN',
  ])('no way round the sign-in by %s', async (path) => {
    const token = await console.core.administrators.createApiToken('path');
    const { headers, body } = await send(`GET ${path.replace('TOKEN', token)}`);
    expect(body).not.toContain('"items"');
    expect(String(headers['content-type'])).toMatch(/^(application\/problem\+json|text\/html)/);
    expect(body).not.toContain(token);
  });
});

describe('lock-out', () => {
  const SLOW = seconds(901);

  test('is by the address a request comes from, not by what it says of itself', async () => {
    const miss = (name: string) =>
      signIn({ userName: 'root', password: 'wrong', from: '198.51.100.1', headers: { 'x-forwarded-for': name } });
    for (let tried = 0; tried < 5; tried++) expect((await miss(`203.0.113.${tried}`)).statusCode).toBe(401);
    expect((await miss('203.0.113.9')).statusCode).toBe(429);
    expect((await signIn({ from: '198.51.100.2' })).statusCode).toBe(200);
    console.clock.advance(SLOW);
  });

  test('takes the addresses of one IPv6 network for one', async () => {
    const miss = (host: number) => signIn({ password: 'wrong', from: `2001:db8:0:7::${host}` });
    for (let tried = 1; tried <= 5; tried++) await miss(tried);
    expect((await miss(6)).statusCode).toBe(429);
    console.clock.advance(SLOW);
  });

  test('counts tries at the same moment one by one', async () => {
    const tries = await Promise.all(
      Array.from({ length: 12 }, () => signIn({ password: 'wrong', from: '198.51.100.3' })),
    );
    expect(tries.filter(({ statusCode }) => statusCode === 401)).toHaveLength(5);
    expect(tries.filter(({ statusCode }) => statusCode === 429)).toHaveLength(7);
    console.clock.advance(SLOW);
  });

  test('is in the audit log once, and never with a name that nobody has', async () => {
    const from = '198.51.100.4';
    for (let tried = 0; tried < 7; tried++) await signIn({ userName: 'my secret phrase', password: 'x', from });
    const { items } = (await console.ask('GET /audit?action=administrator.locked-out&q=locked')).body;
    const here = items.filter(({ after }: { after: { address: string } }) => after.address === from);
    expect(here).toMatchObject([{ target: { kind: 'administrator', id: null, name: null } }]);
    expect(JSON.stringify(items)).not.toContain('my secret phrase');
    console.clock.advance(SLOW);
  });

  test('an unknown name costs what a known one does, and is answered by the same text', async () => {
    let hashed = 0;
    const { slowHash } = secure.core;
    const { verifyPassword } = slowHash;
    Object.assign(slowHash, {
      verifyPassword: (stored: string, password: string) => {
        hashed += 1;
        return verifyPassword(stored, password);
      },
    });
    const known = await signIn({ at: secure, password: 'wrong' });
    expect(hashed).toBe(1);
    const unknown = await signIn({ at: secure, userName: 'nobody-of-that-name', password: 'wrong' });
    expect(hashed).toBe(2);
    expect([unknown.statusCode, unknown.body]).toEqual([known.statusCode, known.body]);
    Object.assign(slowHash, { verifyPassword });
  });
});

describe('what goes on while somebody’s rights end', () => {
  test('an event stream ends with its token, and shows no more than rights of the moment', async () => {
    const { made, token } = await console.core.administrators.tokens.create(
      { kind: 'system', id: null, name: 'test' },
      { name: 'stream', rights: ['devices:read'], expiresAt: null },
    );
    const { port } = await listening();
    const stream = await open(port, '/api/v1/events', { authorization: `Bearer ${token}` });
    stream.resume();
    expect((await console.ask(`DELETE /api-tokens/${made.id}`)).status).toBe(204);
    await once(stream, 'end');
    expect(stream.complete).toBe(true);
  });

  test('a key of Idempotency-Key is one’s own', async () => {
    const ask = (token: string, userName: string) =>
      console.ask('POST /users', { as: { token }, body: { userName }, headers: { 'idempotency-key': 'shared' } });
    const [one, two] = [
      await console.core.administrators.createApiToken('one'),
      await console.core.administrators.createApiToken('two'),
    ];
    const first = await ask(one, 'idempotent-1');
    const second = await ask(two, 'idempotent-2');
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.userName).toBe('idempotent-2');
    expect((await ask(one, 'idempotent-1')).header('idempotency-replayed')).toBe('true');
  });
});

async function listening(): Promise<AddressInfo> {
  if (!console.app.server.listening) await console.app.listen({ host: '127.0.0.1', port: 0 });
  return console.app.server.address() as AddressInfo; // of a TCP listener
}

async function open(port: number, path: string, headers: Record<string, string>): Promise<IncomingMessage> {
  const asking = request({ host: '127.0.0.1', port, path, headers });
  asking.end();
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  answer.on('error', () => undefined); // a test hangs up
  return answer;
}
