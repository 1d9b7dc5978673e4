import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { cache, root } from './paths.mjs';

const NOT_SOURCE = new Set(['node_modules', 'dist', '.cache', '.git', 'artefacts']);

/** A hash over names and contents, so that a checkout that only touches times builds nothing. */
export function hashOf(paths, salt = '') {
  const hash = createHash('sha256').update(salt);
  for (const file of paths.flatMap(filesUnder).toSorted()) {
    const content = readFileSync(file);
    hash.update(`\0${relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !NOT_SOURCE.has(entry.name))
    .flatMap((entry) => filesUnder(join(path, entry.name)));
}

/** What was last done, remembered only after it succeeded. */
export function stampNamed(name) {
  const file = join(cache, `${name}.stamp`);
  return {
    matches: (value) => existsSync(file) && readFileSync(file, 'utf8') === value,
    keep: (value) => {
      mkdirSync(cache, { recursive: true });
      writeFileSync(file, value);
    },
    forget: () => rmSync(file, { force: true }),
  };
}
