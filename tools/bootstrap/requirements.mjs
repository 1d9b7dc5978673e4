import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fail } from './progress.mjs';
import { run } from './run.mjs';

const LEAST_NODE = [20, 19];

/** Needed only while native parts are compiled or packages fetched. */
const TOOLCHAIN = [
  { name: 'npm', try: [['npm', '--version']], get: 'it comes with Node.js: https://nodejs.org' },
  { name: 'git', try: [['git', '--version']], get: 'Debian: apt-get install git' },
  {
    name: 'a C++ compiler',
    try: [
      [process.env.CXX ?? 'g++', '--version'],
      ['c++', '--version'],
      ['clang++', '--version'],
    ],
    get: 'Debian: apt-get install g++',
  },
  {
    name: 'make',
    try: [
      ['make', '--version'],
      ['gmake', '--version'],
    ],
    get: 'Debian: apt-get install make',
  },
  {
    name: 'Python 3',
    try: [
      ['python3', '--version'],
      ['python', '-c', 'import sys; sys.exit(sys.version_info[0] != 3)'],
    ],
    get: 'Debian: apt-get install python3',
  },
];

/** Ends the process unless this Node.js is new enough. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return;
  fail(
    `Holdover needs Node.js ${LEAST_NODE.join('.')} or later; this is ${process.versions.node} (${process.execPath}).`,
  );
}

/** Ends the process naming everything that is missing, at once. */
export async function requireToolchain() {
  const found = await Promise.all(TOOLCHAIN.map(isThere));
  const missing = TOOLCHAIN.filter((_, index) => !found[index]);
  if (missing.length === 0) return;
  const lines = missing.map((part) => `  ${part.name} (${part.get})`);
  fail(`Holdover cannot be installed yet. Missing:\n${lines.join('\n')}`);
}

async function isThere(part) {
  for (const [command, ...args] of part.try) {
    if ((await run(command, args)).code === 0) return true;
  }
  return false;
}

/**
 * The headers that belong to the running Node.js, where they lie beside it; handed to native builds so that
 * they neither download others nor compile against those of another version.
 */
export function headersOfThisNode() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include', 'node', 'node.h')) ? prefix : undefined;
}
