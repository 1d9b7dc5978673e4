import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { buildPages } from './bootstrap/build.mjs';
import { buildCardReader } from './bootstrap/card-reader.mjs';
import { requireDebianPackages } from './bootstrap/debian-packages.mjs';
import { root } from './bootstrap/paths.mjs';
import { preparePackages } from './bootstrap/prepare.mjs';
import { fail } from './bootstrap/progress.mjs';
import { runSteps } from './checks/run-steps.mjs';
import { isTest, sourceFiles } from './checks/source-files.mjs';
import { programTypes, staticChecks } from './checks/static-checks.mjs';
import { runTests } from './checks/vitest.mjs';

const [name] = process.argv.slice(2);
await preparePackages();
await requireDebianPackages();
await buildCardReader();
const tallies = name === undefined ? await everything() : await named(name);
const total = (key) => tallies.reduce((sum, tally) => sum + tally[key], 0);
console.log(`${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = total('failed') === 0 && total('passed') > 0 ? 0 : 1;

/** Stops at nothing: whoever reads the end sees everything that is wrong. */
async function everything() {
  const lanes = Math.min(2, availableParallelism());
  return [
    await runSteps([programTypes, { name: 'pages', run: buildPages }], 1),
    await runSteps(staticChecks, lanes),
    await runTests({ name: 'unit', args: ['--project', 'unit'] }),
    await runTests({ name: 'services', args: ['--project', 'services'] }),
    ...(await systemTests(lanes)),
  ];
}

/**
 * Two lanes beside each other: programs that wait more than they work, and pages with the simulated fleet, whose lines come at their
 * end.
 */
async function systemTests(lanes) {
  const run = (name, show) => runTests({ name, args: ['--project', name], show });
  const programs = async () => [await run('system', true)];
  const pages = async () => [await run('browser', lanes === 1), await run('fleet', lanes === 1)];
  const tallies = lanes === 1 ? [await programs(), await pages()] : await Promise.all([programs(), pages()]);
  return tallies.flat();
}

/** The suites whose path contains `part`, and in the others the tests whose name does. */
async function named(part) {
  const files = ['packages', 'apps', 'tests', 'tools'].flatMap((folder) => sourceFiles(join(root, folder), isTest));
  const wanted = part.toLowerCase();
  const byPath = files.filter((file) => file.toLowerCase().includes(wanted));
  const byName = files.filter((file) => !byPath.includes(file) && titlesOf(file).includes(wanted));
  if (byPath.length + byName.length === 0) fail(`No suite's path and no test's name contains "${part}".`, 2);
  const tallies = [await runSteps([programTypes, { name: 'pages', run: buildPages }], 1)];
  if (byPath.length > 0) tallies.push(await runTests({ name: 'suites', args: byPath }));
  if (byName.length > 0) {
    const pattern = part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    tallies.push(await runTests({ name: 'tests', args: ['-t', pattern, ...byName], only: part }));
  }
  return tallies;
}

/** Everything a file quotes but what it imports, in lower case: the titles of its tests are among it. */
function titlesOf(file) {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines
    .filter((line) => /['"`]/.test(line) && !/\bfrom ['"]/.test(line))
    .join('\n')
    .toLowerCase();
}
