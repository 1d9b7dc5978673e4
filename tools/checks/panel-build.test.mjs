import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { beforeAll, describe, expect, test } from 'vitest';
import { scriptNewerThanChromium80, styleNewerThanChromium80 } from './old-browser.mjs';

const root = fileURLToPath(new URL('../../apps/panel', import.meta.url));
const LIMIT = 120_000;

/** The panel as it is shipped, built from what is here now. */
let files = [];
beforeAll(async () => {
  const built = await build({ root, mode: 'production', logLevel: 'silent', build: { write: false } });
  files = built.output.map(({ fileName, code, source }) => ({ fileName, text: String(code ?? source) }));
});
const texts = (ending) => files.filter(({ fileName }) => fileName.endsWith(ending)).map(({ text }) => text);

test('the panel is at most 120 kB compressed', () => {
  const sizes = files.map(({ text }) => gzipSync(text).length);
  expect(sizes.length).toBeGreaterThan(2);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(LIMIT);
});

test('its script is one that Chromium 80 reads and runs', () => {
  const scripts = texts('.js');
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.flatMap(scriptNewerThanChromium80)).toEqual([]);
});

test('its style sheet needs nothing that Chromium 80 lacks', () => {
  const sheets = texts('.css');
  expect(sheets.length).toBeGreaterThan(0);
  expect(sheets.flatMap(styleNewerThanChromium80)).toEqual([]);
});

describe('the check itself finds', () => {
  test.each([
    ['let a;a||=1', 'logical assignment'],
    ['class A{b=1}', 'class field'],
    ['class A{#b(){}}', 'private name'],
    ['class A{static{f()}}', 'static block'],
    ['f(1_000)', 'numeric separator'],
    ['/a/v.test(b)', 'flags d or v of a regular expression'],
    ['[1].at(-1)', 'at'],
    ['"a".replaceAll("a","b")', 'replaceAll'],
  ])('%s', (code, name) => {
    expect(scriptNewerThanChromium80(code)).toEqual([name]);
  });

  test('nothing in what ES2020 has', () => {
    expect(scriptNewerThanChromium80('const a=b?.c??1n;export*as d from"e";import("f").then(f)')).toEqual([]);
  });

  test.each([
    ['.a{display:flex;gap:1px}', 'gap outside a grid'],
    ['.a:is(.b){color:red}', ':is() and its kind'],
    ['.a{inset:0}', 'inset'],
    ['.a{height:100dvh}', 'units of the dynamic window'],
    ['.a{color:red;& .b{color:red}}', 'nesting'],
    ['@media (width>=40em){.a{color:red}}', 'ranges in media queries'],
  ])('%s', (css, name) => {
    expect(styleNewerThanChromium80(css)).toEqual([name]);
  });

  test('nothing in a grid with its older words', () => {
    expect(styleNewerThanChromium80('.a{grid-gap:1px}@media (max-aspect-ratio:1/1){.a{top:0}}')).toEqual([]);
  });
});
