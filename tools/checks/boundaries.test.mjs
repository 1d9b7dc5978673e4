import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root, tool } from '../bootstrap/paths.mjs';
import { runNode } from '../bootstrap/run.mjs';

/** Each breaks one law of the house and is otherwise sound; `rule` is what has to say so. */
const LINTED = [
  {
    law: 'a pure package reads no files',
    file: 'packages/journal/src/reads-files.ts',
    source: "import { readFileSync } from 'node:fs';\nexport const text = (): string => readFileSync('x', 'utf8');\n",
    rule: 'import(no-nodejs-modules)',
  },
  {
    law: 'a pure package asks no clock',
    file: 'packages/journal/src/asks-clock.ts',
    source: 'export const now = (): number => Date.now();\n',
    rule: 'eslint(no-restricted-globals)',
  },
  {
    law: 'a pure package draws no lots',
    file: 'packages/journal/src/draws-lots.ts',
    source: 'export const share = (): number => Math.random();\n',
    rule: 'eslint(no-restricted-properties)',
  },
  {
    law: 'no import cycle',
    file: 'packages/journal/src/hen.ts',
    source: "import { egg } from './egg.ts';\nexport const hen = (): unknown => egg;\n",
    rule: 'import(no-cycle)',
  },
  {
    law: 'no floating promise',
    file: 'packages/nodejs/src/floats.ts',
    source: 'export function start(): void {\n  Promise.resolve(1);\n}\n',
    rule: 'typescript(no-floating-promises)',
  },
  {
    law: 'every switch is exhaustive',
    file: 'packages/nodejs/src/forgets-a-case.ts',
    source: [
      "export function turn(light: 'red' | 'green'): void {",
      '  switch (light) {',
      "    case 'red':",
      '      return;',
      '  }',
      '}',
      '',
    ].join('\n'),
    rule: 'typescript(switch-exhaustiveness-check)',
  },
  {
    law: 'no any',
    file: 'packages/nodejs/src/any.ts',
    source: 'export const anything = (value: any): unknown => value;\n',
    rule: 'typescript(no-explicit-any)',
  },
  {
    law: 'no exclamation mark',
    file: 'packages/nodejs/src/exclaims.ts',
    source: 'export const first = (names: string[]): string => names[0]!;\n',
    rule: 'typescript(no-non-null-assertion)',
  },
  {
    law: 'no default export',
    file: 'packages/nodejs/src/by-default.ts',
    source: 'export default 1;\n',
    rule: 'import(no-default-export)',
  },
  {
    law: 'no file over 400 lines',
    file: 'packages/nodejs/src/too-long.ts',
    source: 'export {};\n'.repeat(401),
    rule: 'eslint(max-lines)',
  },
];

let tree;

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'holdover-planted-'));
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  // The link is no folder, so the repository's own pattern for folders would not match it.
  plant('.gitignore', 'node_modules\n');
  for (const file of ['.oxlintrc.json', 'knip.json', 'tsconfig.base.json', 'package.json']) {
    cpSync(join(root, file), join(tree, file));
  }
  // Every package, since a tsconfig that refers to a missing one is an error of its own.
  for (const name of readdirSync(join(root, 'packages'))) {
    const member = join('packages', name);
    for (const file of ['package.json', 'tsconfig.json']) plant(join(member, file), undefined);
    plant(join(member, 'src/index.ts'), 'export const sound = 1;\n');
  }
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

/** Writes a file of the tree; without content, the repository's own. */
function plant(file, content) {
  const path = join(tree, file);
  mkdirSync(dirname(path), { recursive: true });
  if (content === undefined) cpSync(join(root, file), path);
  else writeFileSync(path, content);
}

const pull = (file) => rmSync(join(tree, file));

describe('the linter', () => {
  let diagnostics;

  beforeAll(async () => {
    plant('packages/journal/src/egg.ts', "import { hen } from './hen.ts';\nexport const egg = (): unknown => hen;\n");
    for (const { file, source } of LINTED) plant(file, source);
    const { output } = await runNode(tool('oxlint/bin/oxlint'), ['--format=json'], { cwd: tree });
    diagnostics = JSON.parse(output.slice(output.indexOf('{'))).diagnostics;
    for (const { file } of LINTED) pull(file);
    pull('packages/journal/src/egg.ts');
  }, 60_000);

  test.each(LINTED)('catches a planted breach of: $law', ({ file, rule }) => {
    expect(diagnostics.filter(({ filename }) => filename === file).map(({ code }) => code)).toContain(rule);
  });

  test('has nothing to say about what is sound', () => {
    const planted = new Set(['packages/journal/src/egg.ts', ...LINTED.map(({ file }) => file)]);
    expect(diagnostics.filter(({ filename }) => !planted.has(filename))).toEqual([]);
  });
});

describe('the compiler', () => {
  const compile = () =>
    runNode(tool('typescript/bin/tsc'), ['--noEmit', '--pretty', 'false', '-p', 'packages/journal'], { cwd: tree });

  test('knows no global of the runtime in a pure package', async () => {
    plant('packages/journal/src/global.ts', 'export const folder = (): unknown => process.cwd();\n');
    const planted = await compile();
    pull('packages/journal/src/global.ts');
    expect(planted.output).toContain("Cannot find name 'process'");
    expect((await compile()).output).toBe('');
  }, 30_000);
});

describe('the arrows', () => {
  const knip = () =>
    runNode(tool('knip/bin/knip.js'), ['--no-progress', '--no-config-hints', '--production', '--strict'], {
      cwd: tree,
    });

  test('let a package import only what its package.json lists', async () => {
    plant('packages/journal/src/index.ts', "export { sound } from '@holdover/phrases';\n");
    const planted = await knip();
    plant('packages/journal/src/index.ts', 'export const sound = 1;\n');
    expect(planted.output).toMatch(/Unlisted dependencies[^]*@holdover\/phrases\s+packages\/journal\/src\/index\.ts/);
    expect((await knip()).output).not.toContain('Unlisted');
  }, 30_000);
});
