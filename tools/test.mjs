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

/** More lanes than processors: all of these wait more than they work. The lines of all but the first come at their end. */
const SYSTEM_LANES = [['system'], ['browser'], ['foreign', 'fleet']];

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

async function systemTests(lanes) {
  const run = async (names, show) => {
    const tallies = [];
    for (const name of names) tallies.push(await runTests({ name, args: ['--project', name], show }));
    return tallies;
  };
  if (lanes === 1) return run(SYSTEM_LANES.flat(), true);
  return (await Promise.all(SYSTEM_LANES.map((names, place) => run(names, place === 0)))).flat();
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
