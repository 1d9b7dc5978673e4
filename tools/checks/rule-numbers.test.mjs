import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { houseViolations } from './house-rules.mjs';
import { ruleMisses } from './rule-numbers.mjs';

let tree;
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'holdover-rules-'));
});
afterEach(() => rmSync(tree, { recursive: true, force: true }));

function plant(file, content) {
  const path = join(tree, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** Spelled so that this file names no rule itself. */
const title = (rule) => `test('[${rule}] it holds', () => {});\n`;

test('a rule without a test, and a test without a rule, are named with their files', () => {
  plant('docs/spec/login.md', '- **Q1a** Shown.\n- **Q1b** Forgotten.\n');
  plant('packages/x/src/x.test.ts', title('Q1a') + title('Q9z'));
  expect(ruleMisses(tree)).toEqual([
    'docs/spec/login.md: no test is named [Q1b]',
    'packages/x/src/x.test.ts: [Q9z] is no rule of docs/spec',
  ]);
});

test('one test may show several rules', () => {
  plant('docs/spec/login.md', '- **Q1a** Shown.\n- **Q1b** Shown too.\n');
  plant('tests/x.test.ts', title('Q1a] [Q1b'));
  expect(ruleMisses(tree)).toEqual([]);
});

test('a rule named in shipped source or in a comment shows nothing', () => {
  plant('docs/spec/login.md', '- **Q1a** Shown nowhere.\n');
  plant('packages/x/src/x.ts', title('Q1a'));
  plant('packages/x/src/x.test.ts', '// [Q1a] is for later\n');
  expect(ruleMisses(tree)).toHaveLength(1);
});

test('a bare error in shipped source is named with its line, one in a test is not', () => {
  const bare = ['const one = 1;', `throw new ${'Error'}('no');`, ''].join('\n');
  plant('packages/x/src/x.ts', bare);
  plant('packages/x/src/x.test.ts', bare);
  expect(houseViolations(tree)).toEqual([expect.stringContaining('packages/x/src/x.ts:2: ')]);
});

test('[I2e] turning TLS verification off is found wherever it ships', () => {
  plant('apps/x/src/x.ts', 'const tls = { rejectUnauthorized: false };\nif (socket.authorizationError) proceed();\n');
  plant('apps/x/src/y.ts', 'const tls = { rejectUnauthorized: true };\n');
  plant('apps/x/src/x.test.ts', 'const tls = { rejectUnauthorized: false };\n');
  expect(houseViolations(tree)).toEqual([
    expect.stringContaining('apps/x/src/x.ts:1: '),
    expect.stringContaining('apps/x/src/x.ts:2: '),
  ]);
});
