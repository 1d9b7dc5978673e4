import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestConsole, type TestConsole } from '../testing/test-console.ts';

let folder: string;
let console: TestConsole;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdover-site-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Console</title>');
  await writeFile(join(folder, 'assets', 'main-a1b2c3d4.js'), 'export {};');
  console = await openTestConsole({}, folder);
});
afterAll(async () => {
  await console.close();
  await rm(folder, { recursive: true });
});

const get = (url: string) => console.app.inject({ method: 'GET', url });

test('every address of the console shows the one page, fresh each time', async () => {
  for (const url of ['/', '/users', '/settings/printers-and-terminals?tab=1']) {
    const answer = await get(url);
    expect([answer.statusCode, answer.body]).toEqual([200, '<!doctype html><title>Console</title>']);
    expect(answer.headers['cache-control']).toBe('no-cache');
    expect(answer.headers['content-security-policy']).toContain("script-src 'self'");
  }
});

test('what has a digest in its name is kept for ever', async () => {
  expect((await get('/assets/main-a1b2c3d4.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable');
});

test('a file that is not there, and an operation that is not, are not found', async () => {
  for (const url of ['/assets/gone.js', '/api/v1/gone', '/api']) expect((await get(url)).statusCode).toBe(404);
  expect((await console.app.inject({ method: 'POST', url: '/users' })).statusCode).toBe(404);
});

test('nothing outside the folder is served', async () => {
  for (const url of ['/../server.key', '/%2e%2e/server.key', '/..%2fserver.key', '/assets/..%5c..%5cserver.key']) {
    expect((await get(url)).body).not.toContain('holdover-server-key');
  }
});

test('the OpenAPI document is there without sign-in', async () => {
  expect((await console.ask('GET /openapi.json', { as: 'nobody' })).body).toMatchObject({ openapi: '3.1.0' });
});
