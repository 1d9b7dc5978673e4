import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Stamps, locks and reports; never committed, may be deleted at any time. */
export const cache = join(root, '.cache');

/** A tool that `npm ci` installed, started by the running Node.js so that no other version on PATH can interfere. */
export const tool = (path) => join(root, 'node_modules', path);
