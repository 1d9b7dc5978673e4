import { existsSync, readFileSync } from 'node:fs';
import { rightField, roleField } from '@holdover/api';
import { expect, test } from 'vitest';
import { rightsOf } from './administrator.ts';

const ROOT = new URL('../../../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

test('docs/administrators.md says of every role what it may', () => {
  const lines = read('docs/administrators.md').split('\n');
  const [, ...roles] = cellsOf(lines.find((line) => line.startsWith('| right |')) ?? '');
  expect(roles.toSorted()).toEqual(roleField.options.toSorted());
  const rows = lines.filter((line) => /^\| `\w+:\w+` \|/.test(line)).map(cellsOf);
  expect(rows.map(([right]) => right)).toEqual(rightField.options.map((right) => `\`${right}\``));
  for (const role of roleField.options) {
    const column = 1 + roles.indexOf(role);
    const told = rows.filter((row) => row[column] === 'yes').map(([right = '']) => right.replaceAll('`', ''));
    expect(told, role).toEqual(rightsOf(role));
  }
});

test('every test that docs/security.md names is there', () => {
  const named = read('docs/security.md').matchAll(/`([\w/.-]+\.test\.ts)`/g);
  const paths = [...named].map(([, path = '']) => path.replace(/^admin\//, 'features/administrators/'));
  expect(paths.length).toBeGreaterThan(20);
  const gone = paths.filter(
    (path) => !existsSync(new URL(path, ROOT)) && !existsSync(new URL(`apps/server/src/${path}`, ROOT)),
  );
  expect(gone).toEqual([]);
});
