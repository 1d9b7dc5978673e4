import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildPrograms } from '../bootstrap/build.mjs';
import { cache, root, tool } from '../bootstrap/paths.mjs';
import { runNode } from '../bootstrap/run.mjs';

const TSC = tool('typescript/bin/tsc');

/** What was found the last time stands in the cache: the compiler looks again at what changed since, and at whatever that reaches. */
function noEmit(project) {
  const known = join(cache, `types-${project.replaceAll('/', '-')}.tsbuildinfo`);
  return runNode(TSC, ['--noEmit', '--incremental', '--tsBuildInfoFile', known, '--pretty', 'false', '-p', project]);
}

/** What the others look at (types of workspace packages) is made by this one, so it goes first. */
export const programTypes = { name: 'types', run: buildPrograms };

/** Pages are bundled by Vite, which strips types without a look at them. */
const PAGES = ['apps/console', 'apps/panel', 'apps/demo/page'].filter((page) =>
  existsSync(join(root, page, 'tsconfig.json')),
);

/** Independent of each other; each answers `{ code, output }`. */
export const staticChecks = [
  { name: 'types of tests', run: () => noEmit('tsconfig.tests.json') },
  { name: 'types of browser tests', run: () => noEmit('tests/browser') },
  ...PAGES.map((page) => ({ name: `types of ${page}`, run: () => noEmit(page) })),
  { name: 'lint', run: () => runNode(tool('oxlint/bin/oxlint'), []) },
  { name: 'format', run: () => runNode(tool('oxfmt/bin/oxfmt'), ['--check']) },
  { name: 'unused and unlisted', run: () => knip([]) },
  { name: 'unlisted in what ships', run: () => knip(['--production', '--strict', '--include', 'unlisted,unresolved']) },
  { name: 'house rules', run: () => runNode(join(root, 'tools/checks/house-rules.mjs'), []) },
  { name: 'rule numbers', run: () => runNode(join(root, 'tools/checks/rule-numbers.mjs'), []) },
];

function knip(args) {
  return runNode(tool('knip/bin/knip.js'), ['--no-progress', '--no-config-hints', ...args]);
}
