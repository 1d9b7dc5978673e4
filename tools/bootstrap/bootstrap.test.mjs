import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from './lock.mjs';
import { cache } from './paths.mjs';
import { hashOf } from './stamp.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdover-stamp-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a stamp follows contents and names, not times nor what a build makes', () => {
  const file = join(folder, 'a.ts');
  writeFileSync(file, 'one');
  const first = hashOf([folder]);
  utimesSync(file, 1, 1);
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist', 'a.js'), 'made');
  expect(hashOf([folder])).toBe(first);
  writeFileSync(file, 'two');
  expect(hashOf([folder])).not.toBe(first);
  expect(hashOf([folder], 'another Node.js')).not.toBe(hashOf([folder]));
});

test('two starts never install or build at the same time', async () => {
  const name = `trial-${process.pid}`;
  const order = [];
  const work = (who) => async () => {
    order.push(`${who} begins`);
    await new Promise((resolve) => setImmediate(resolve));
    order.push(`${who} ends`);
  };
  await Promise.all([withLock(name, work('a')), withLock(name, work('b'))]);
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

test('the lock of a start that was killed is taken over', async () => {
  const name = `left-${process.pid}`;
  const ended = spawnSync(process.execPath, ['-e', '']);
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, `${name}.lock`), String(ended.pid));
  expect(await withLock(name, async () => 'done')).toBe('done');
});
