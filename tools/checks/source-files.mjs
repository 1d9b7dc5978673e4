import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const NOT_OURS = new Set(['node_modules', 'dist', '.cache', '.git', 'artefacts']);

/** Every file below `folder` whose name `accepts`, in a stable order. */
export function sourceFiles(folder, accepts) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !NOT_OURS.has(entry.name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sourceFiles(path, accepts);
      return accepts(entry.name) ? [path] : [];
    });
}

export const isTest = (name) => /\.test\.(ts|tsx|mjs)$/.test(name);
