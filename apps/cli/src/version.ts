import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The version in the package's own package.json, from source and from dist alike. */
export function holdoverVersion(): string {
  const file = createRequire(import.meta.url).resolve('../package.json');
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '0';
}
