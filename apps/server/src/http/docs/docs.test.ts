import { gunzipSync } from 'node:zlib';
import { ROUTES } from '@holdover/api';
import { fastify } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestConsole, type TestConsole } from '../../testing/test-console.ts';
import { openApiDocument } from '../openapi/openapi.ts';
import { addDocsRoutes } from './docs-routes.ts';
import { trustOf } from './curl.ts';
import { html } from './html.ts';

let console: TestConsole;
let page: string;
beforeAll(async () => {
  console = await openTestConsole();
  page = (await console.ask('GET /docs', { as: 'nobody' })).text;
});
afterAll(() => console.close());

test('every operation stands on the page under its own anchor, with what curl needs and no token in an argument', () => {
  for (const { name } of ROUTES) expect([name, page.split(`id="${name}"`).length]).toEqual([name, 2]);
  expect(page.match(/--header @token\.txt/g)?.length).toBeGreaterThan(ROUTES.length - 10);
  expect(page).not.toMatch(/Bearer (?!%s)/);
});

test('every anchor that is linked to is there, once', () => {
  const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const linked = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  expect(linked.filter((id) => !ids.includes(id))).toEqual([]);
});

test('it runs under the content security policy: nothing inline, nothing from elsewhere', async () => {
  expect(page).not.toMatch(/ style="| on\w+="|<style|<script>/);
  for (const [, address = ''] of page.matchAll(/(?:src|href)="(?!#)([^"]+)"/g))
    expect(['docs/style.css', 'docs/search.js', 'openapi.json', 'docs', '/', '/icon.svg']).toContain(address);
  const style = await console.ask('GET /docs/style.css', { as: 'nobody' });
  const script = await console.ask('GET /docs/search.js', { as: 'nobody' });
  expect([style.header('content-type'), script.header('content-type')]).toEqual([
    'text/css; charset=utf-8',
    'text/javascript; charset=utf-8',
  ]);
  expect(script.header('content-security-policy')).toContain("script-src 'self'");
});

test('the search works without a script, and what is searched for is not taken for markup', async () => {
  const found = (await console.ask('GET /docs?q=nested%20group')).text;
  expect(found).toContain('id="addNestedGroup"');
  expect(found).not.toContain('id="createUser"');
  const strange = (await console.ask(`GET /docs?q=${encodeURIComponent('"><img src=x>')}`)).text;
  expect(strange).not.toContain('<img');
  expect(strange).toContain('0 operations');
});

test('whatever is put into markup is text', () => {
  expect(html`<p title="${'a"b'}">${['<i>', html`<b>${'&'}</b>`]}</p>`.markup).toBe(
    '<p title="a&quot;b">&lt;i&gt;<b>&amp;</b></p>',
  );
});

test('the examples are for this very server, by the name and port that the reader reached it by', async () => {
  const app = fastify();
  addDocsRoutes(app, openApiDocument('1.0.0'));
  const ask = async (host: string, query = '') =>
    (await app.inject({ url: `/api/v1/docs${query}`, headers: { host } })).body;
  for (const host of ['print.example:8443', '[::1]:8443', 'print.example']) {
    expect(await ask(host)).toContain(`&#39;http://${host}/api/v1/me&#39;`);
    expect(await ask(host, '?q=getUser')).toContain(`http://${host}/api/v1/users/`);
  }
  for (const host of [`x'"><b>`, 'a b', 'print.example:8443/x']) {
    expect(await ask(host)).toContain('http://localhost:');
    expect(await ask(host)).not.toContain(host);
  }
  expect(page).not.toContain('holdover.example.org');
  expect(page).toMatch(/under API tokens, or by <code>holdover tokens add/);
  await app.close();
});

test('curl is given the authority over TLS, and only there', () => {
  expect([trustOf('https://print.example:8443'), trustOf('http://localhost:8400')]).toEqual([
    ['--cacert authority.pem'],
    [],
  ]);
});

/** Bytes. */
const BYTES_MOST = 600_000;
const ZIPPED_MOST = 60_000;

test('it travels compressed where the reader takes that, and repeats no title at each operation', async () => {
  const ask = (encoding: string) =>
    console.app.inject({ url: '/api/v1/docs', headers: { host: 'localhost:8400', 'accept-encoding': encoding } });
  const [zipped, plain] = [await ask('br, gzip'), await ask('identity, gzip;q=0')];
  expect([zipped.headers['content-encoding'], plain.headers['content-encoding']]).toEqual(['gzip', undefined]);
  expect(gunzipSync(zipped.rawPayload).toString()).toBe(plain.body);
  expect(zipped.rawPayload.length).toBeLessThan(ZIPPED_MOST);
  expect(plain.body.length).toBeLessThan(BYTES_MOST);
  expect(plain.body.split('Some fields are not as they must be').length).toBe(2);
});
