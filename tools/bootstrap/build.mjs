import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, tool } from './paths.mjs';
import { fail, inSeconds, say } from './progress.mjs';
import { runNode } from './run.mjs';
import { hashOf, stampNamed } from './stamp.mjs';

const PAGES = ['apps/console', 'apps/panel', 'apps/demo/page'];
const SHARED = ['tsconfig.base.json', 'tsconfig.json', 'package-lock.json'].map((name) => join(root, name));

/** Compiles the programs and bundles the pages, each only when its sources changed. */
export async function build() {
  for (const part of [buildPrograms, buildPages]) {
    const { code, output } = await part();
    if (code !== 0) fail(`${output}\nThe build failed; the lines above say where.`);
  }
}

/** Whether a build has nothing to do; changes nothing. */
export function isBuilt() {
  return [programsStep(), ...pageSteps()].every(isDone);
}

/** `tsc -b`: also the type check of everything that is shipped, pages apart. */
export async function buildPrograms() {
  return once(programsStep());
}

function programsStep() {
  return {
    name: 'programs',
    wanted: hashOf([...SHARED, ...memberSources(['packages', 'apps'])]),
    outputs: programOutputs(),
    title: 'Compiling',
    work: () => runNode(tool('typescript/bin/tsc'), ['-b', '--pretty', 'false']),
  };
}

/** The bundles of the pages that a browser loads. */
export async function buildPages() {
  const results = [];
  for (const step of pageSteps()) results.push(await once(step));
  return {
    code: Math.max(...results.map(({ code }) => code), 0),
    output: results.map(({ output }) => output).join(''),
  };
}

function pageSteps() {
  return PAGES.filter((page) => existsSync(join(root, page, 'vite.config.ts'))).map(pageStep);
}

function pageStep(page) {
  const folder = join(root, page);
  return {
    name: page.replaceAll('/', '-'),
    wanted: hashOf([...SHARED, folder, ...memberSources(['packages'])]),
    outputs: [join(folder, 'dist', 'index.html')],
    title: `Bundling ${page}`,
    work: () => runNode(tool('vite/bin/vite.js'), ['build', '--logLevel', 'warn'], { cwd: folder }),
  };
}

/** Does `work` unless it was done for the same sources and what it made is still there. */
async function once(step) {
  const { name, wanted, title, work } = step;
  const stamp = stampNamed(name);
  if (isDone(step)) return { code: 0, output: '' };
  stamp.forget();
  say(`${title} …`);
  const done = await work();
  if (done.code === 0) {
    stamp.keep(wanted);
    say(`${title} took ${inSeconds(done.ms)}.`);
  }
  return done;
}

function isDone({ name, wanted, outputs }) {
  return stampNamed(name).matches(wanted) && outputs.every((file) => existsSync(file));
}

function memberSources(groups) {
  return groups.flatMap((group) =>
    readdirSync(join(root, group)).flatMap((member) =>
      ['src', 'package.json', 'tsconfig.json'].map((part) => join(root, group, member, part)),
    ),
  );
}

/** One file a project, so that a deleted `dist` is noticed. */
function programOutputs() {
  const { references } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
  return references.map(({ path }) => join(root, path, 'dist', '.tsbuildinfo'));
}
