import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../bootstrap/paths.mjs';
import { sourceFiles } from './source-files.mjs';

/** `- **B5a** An offline login …` */
const STATED = /^- \*\*([A-Z]\d+[a-z]?)\*\*/gm;
/** A title `[B5a] …`, or `[B5a] [B5b] …` where one test shows several. */
const TITLE = /['"`]((?:\[[A-Z]\d+[a-z]?\]\s*)+)/g;
const NUMBER = /[A-Z]\d+[a-z]?/g;

/**
 * Every rule of the specification leads a test, and every rule that leads a test is in the specification.
 * Titles are looked for in tests and in the contract suites of the testbed, which tests run.
 * @returns {string[]} one sentence a miss
 */
export function ruleMisses(folder) {
  const stated = collect(
    sourceFiles(join(folder, 'docs/spec'), (name) => name.endsWith('.md')),
    statedRules,
  );
  const shown = collect(titledFiles(folder), titledRules);
  const untested = [...stated].filter(([rule]) => !shown.has(rule));
  const unknown = [...shown].filter(([rule]) => !stated.has(rule));
  return [
    ...untested.map(([rule, file]) => `${relative(folder, file)}: no test is named [${rule}]`),
    ...unknown.map(([rule, file]) => `${relative(folder, file)}: [${rule}] is no rule of docs/spec`),
  ];
}

function titledFiles(folder) {
  const inTestbed = (file) => file.includes(join('packages', 'testbed'));
  const accepts = (name) => /\.(ts|tsx|mjs)$/.test(name);
  return ['packages', 'apps', 'tests', 'tools']
    .flatMap((part) => sourceFiles(join(folder, part), accepts))
    .filter((file) => /\.test\.\w+$/.test(file) || inTestbed(file) || /contract[^/]*\.ts$/.test(file));
}

function statedRules(text) {
  return [...text.matchAll(STATED)].map((match) => match[1]);
}

function titledRules(text) {
  return [...text.matchAll(TITLE)].flatMap((match) => match[1].match(NUMBER));
}

/** The first file that names each rule. */
function collect(files, rulesOf) {
  const found = new Map();
  for (const file of files) {
    for (const rule of rulesOf(readFileSync(file, 'utf8'))) if (!found.has(rule)) found.set(rule, file);
  }
  return found;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const misses = ruleMisses(root);
  for (const miss of misses) console.log(miss);
  process.exitCode = misses.length === 0 ? 0 : 1;
}
