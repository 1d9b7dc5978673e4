import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { fail, inSeconds, say } from './progress.mjs';
import { headersOfThisNode } from './requirements.mjs';
import { run } from './run.mjs';

const FOLDER = join(root, 'node_modules', 'smartcard');
const BUILT = join(FOLDER, 'build', 'Release', 'smartcard_napi.node');

/**
 * Builds the library for PC/SC card readers, which an installation leaves alone (ADR 25): it needs the headers of pcsc-lite,
 * and few machines have a reader. What is built for one Node.js serves all (Node-API 8).
 */
export async function buildCardReader() {
  if (existsSync(BUILT)) return;
  if (!existsSync(FOLDER))
    fail('The package smartcard is not installed: npm ci, with libpcsclite-dev there, builds it.');
  say('Building the library for card readers …');
  const headers = headersOfThisNode();
  // Named, so that the scripts of nothing else run.
  const { code, output, ms } = await run('npm', ['rebuild', 'smartcard', '--dangerously-allow-all-scripts'], {
    env: { JOBS: 'max', ...(headers === undefined ? {} : { npm_config_nodedir: headers }) },
  });
  if (code !== 0) fail(`${output}\nIt could not be built. On Debian it needs the package libpcsclite-dev.`);
  say(`Built in ${inSeconds(ms)}.`);
}
