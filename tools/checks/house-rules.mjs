import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../bootstrap/paths.mjs';
import { isTest, sourceFiles } from './source-files.mjs';

/** What no linter at hand can be told. Each looks at one line of shipped source. */
const RULES = [
  {
    pattern: /\bnew (Error|TypeError|RangeError|AggregateError)\(/,
    says: 'throw a Fault of @holdover/kernel: owner, code and retryable are for the caller to act on',
  },
  { pattern: /^\s*(export\s+)?(const\s+)?enum\s/, says: 'use a union of strings' },
  {
    pattern: /rejectUnauthorized:(?!\s*true\b)|\bauthorizationError\b|NODE_TLS_REJECT_UNAUTHORIZED/,
    says: 'let TLS verify, always: what it refuses is refused',
  },
  { pattern: /@ts-(ignore|nocheck)/, says: 'let the compiler see it; @ts-expect-error with its reason at the most' },
];

/** @returns {string[]} one sentence a violation */
export function houseViolations(folder) {
  const accepts = (name) => /\.tsx?$/.test(name) && !isTest(name) && !name.endsWith('.d.ts');
  return ['packages', 'apps']
    .flatMap((part) => sourceFiles(join(folder, part), accepts))
    .filter((file) => /[\\/]src[\\/]/.test(file) && !/[\\/]testing[\\/]/.test(file))
    .flatMap((file) => violationsIn(relative(folder, file), readFileSync(file, 'utf8')));
}

function violationsIn(name, text) {
  return text
    .split('\n')
    .flatMap((line, index) =>
      RULES.filter(({ pattern }) => pattern.test(line)).map(({ says }) => `${name}:${index + 1}: ${says}`),
    );
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const violations = houseViolations(root);
  for (const violation of violations) console.log(violation);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
