import { ROUTES } from '@holdover/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestConsole, type TestConsole } from '../../testing/test-console.ts';
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
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const linked = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  expect(linked.filter((id) => !ids.includes(id))).toEqual([]);
});

test('it runs under the content security policy: nothing inline, nothing from elsewhere', async () => {
  expect(page).not.toMatch(/ style="| on\w+="|<style|<script>/);
  for (const [, address = ''] of page.matchAll(/(?:src|href)="(?!#)([^"]+)"/g))
    expect(['docs/style.css', 'docs/search.js', 'openapi.json', 'docs', '/']).toContain(address);
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
