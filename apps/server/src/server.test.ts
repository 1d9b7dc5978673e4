import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSystemClock, createSystemEntropy } from '@holdover/nodejs';
import { createMemoryLogger } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunningServer, ServerOptions } from './server-options.ts';
import { startServer } from './server.ts';
import { setUpServer } from './set-up-server.ts';

const CHEAP = { memoryKiB: 8, passes: 1, lanes: 1 };
const anyPort = { host: '127.0.0.1', port: 0 };

let dataDir: string;
let options: ServerOptions;
const running: RunningServer[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'holdover-start-'));
  options = {
    dataDir,
    listen: anyPort,
    gateway: anyPort,
    enrolment: anyPort,
    plainHttp: true,
    logger: createMemoryLogger(),
    clock: createSystemClock(),
    entropy: createSystemEntropy(),
    hashing: { pin: CHEAP, card: CHEAP },
  };
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
  await rm(dataDir, { recursive: true });
});

async function start(more: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const server = await startServer({ ...options, ...more });
  running.push(server);
  return server;
}

describe('first start', () => {
  test('prints a one-time link and keeps its key outside the database, for its owner alone', async () => {
    const server = await start();
    expect(server.setUpUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/set-up#token=[\w-]{43}$/);
    expect((await stat(join(dataDir, 'server.key'))).mode & 0o777).toBe(0o600);
    const key = (await readFile(join(dataDir, 'server.key'), 'utf8')).split('\n')[1] ?? '';
    expect((await readFile(join(dataDir, 'server.db'))).includes(key)).toBe(false);
  });

  test('with an administrator there is no link; set-up works while the server runs', async () => {
    const server = await start();
    const { apiToken } = await setUpServer({
      ...options,
      userName: 'ada',
      password: 'correct horse battery',
      token: true,
    });
    const me = await fetch(`${server.consoleUrl}api/v1/users`, { headers: { authorization: `Bearer ${apiToken}` } });
    expect(me.status).toBe(200);
    await server.close();
    expect((await start()).setUpUrl).toBeNull();
  });

  test('a set-up with a short password makes nobody', async () => {
    await expect(setUpServer({ ...options, userName: 'ada', password: 'short' })).rejects.toMatchObject({
      code: 'password-too-short',
    });
    await expect(setUpServer({ ...options, userName: 'ada', password: 'passwordpassword' })).rejects.toMatchObject({
      code: 'password-too-easy',
    });
    expect((await start()).setUpUrl).not.toBeNull();
  });
});

describe('a server that cannot start says why', () => {
  test('a key file that is no key is never replaced', async () => {
    await writeFile(join(dataDir, 'server.key'), 'not a key\n');
    await expect(start()).rejects.toMatchObject({ code: 'server-key-unreadable', owner: 'environment' });
    expect(await readFile(join(dataDir, 'server.key'), 'utf8')).toBe('not a key\n');
  });

  test('another key does not open the database', async () => {
    await (await start()).close();
    const serverKeyFile = join(dataDir, 'other.key');
    await expect(start({ serverKeyFile })).rejects.toMatchObject({ code: 'database-key-wrong' });
  });

  test('plain HTTP beyond this machine is refused', async () => {
    await expect(start({ listen: { host: '0.0.0.0', port: 0 } })).rejects.toMatchObject({
      code: 'plain-http-not-loopback',
    });
  });

  test('a second server over the same data is refused before it touches anything; the first goes on', async () => {
    const first = await start();
    await expect(start()).rejects.toMatchObject({ code: 'already-running', owner: 'caller' });
    expect((await fetch(`${first.consoleUrl}healthz`)).status).toBe(200);
    await first.close();
    expect((await start()).consoleUrl).toMatch(/^http:/);
  });

  test('a taken port is named with the flag that moves it, and nothing keeps running', async () => {
    const port = Number(new URL((await start()).consoleUrl).port);
    const second = await mkdtemp(join(tmpdir(), 'holdover-second-'));
    await expect(start({ dataDir: second, listen: { host: '127.0.0.1', port } })).rejects.toMatchObject({
      code: 'port-taken',
      message: expect.stringContaining('--listen'),
    });
    await rm(second, { recursive: true });
  });
});

test('[A6] without a certificate of the administrator the console shows one of the fleet’s authority', async () => {
  await setUpServer({ ...options, userName: 'ada', password: 'correct horse battery' });
  const server = await start({ plainHttp: false });
  expect(server.consoleUrl).toMatch(/^https:/);
  const payload = JSON.stringify({ userName: 'ada', password: 'correct horse battery' });
  const headers = { 'content-type': 'application/json', 'content-length': String(payload.length) };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const asked = request(`${server.consoleUrl}api/v1/sign-in`, { method: 'POST', headers, rejectUnauthorized: false });
    asked.on('response', resolve).on('error', reject).end(payload);
  });
  answer.resume();
  expect([answer.statusCode, answer.headers['strict-transport-security']]).toEqual([200, 'max-age=31536000']);
  expect(answer.headers['set-cookie']?.[0]).toMatch(
    /^__Host-holdover=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  );
});

test('events are streamed, resumed and ended with the server', async () => {
  const server = await start();
  const { apiToken } = await setUpServer({
    ...options,
    userName: 'ada',
    password: 'correct horse battery',
    token: true,
  });
  const headers = { authorization: `Bearer ${apiToken}` };
  const lines: string[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    get(`${server.consoleUrl}api/v1/events`, { headers: { ...headers, 'last-event-id': 'another-1' } }, (response) => {
      expect(response.headers['content-type']).toContain('text/event-stream');
      expect(response.headers['content-security-policy']).toContain("default-src 'none'");
      response.setEncoding('utf8');
      response.on('data', (text: string) => lines.push(...text.split('\n')));
      response.on('end', resolve);
    }).on('error', reject);
  });
  const until = async (fits: (line: string) => boolean): Promise<void> => {
    while (!lines.some(fits)) {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
  };
  await until((line) => line === 'event: resync');
  const csv = { method: 'POST', headers: { ...headers, 'content-type': 'text/csv' }, body: 'USERNAME\nada\n' };
  await fetch(`${server.consoleUrl}api/v1/users/import`, csv);
  await until((line) => line.startsWith('data: ') && line.includes('"state":"done"'));
  expect(lines).toContain('event: import.progress');
  expect(lines.some((line) => /^id: [0-9a-f]{12}-\d+$/.test(line))).toBe(true);
  await server.close();
  await ended;
});
