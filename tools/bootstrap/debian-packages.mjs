import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { fail, inSeconds, say } from './progress.mjs';
import { run } from './run.mjs';

const LIST = join(root, 'tools', 'debian-packages.json');
const UNATTENDED = { DEBIAN_FRONTEND: 'noninteractive' };

/**
 * Makes sure that the foreign programs the tests talk to are there. As root it names and installs what is missing,
 * unless HOLDOVER_TEST_INSTALL=never; otherwise it ends the process with the command that would.
 */
export async function requireDebianPackages() {
  const missing = missingPackages();
  if (missing.length === 0) return;
  const names = missing.map((item) => item.package);
  const lines = missing.map((item) => `  ${item.package} (${item.for}; ${item.proof} is not there)`);
  say(`The tests need Debian packages that are missing:\n${lines.join('\n')}`);
  const command = `apt-get install --no-install-recommends ${names.join(' ')}`;
  if (process.getuid?.() !== 0) fail(`Install them as root, then run the tests again:\n  ${command}`);
  if (process.env.HOLDOVER_TEST_INSTALL === 'never') {
    fail(`HOLDOVER_TEST_INSTALL=never forbids installing them. To do it yourself:\n  ${command}`);
  }
  await aptInstall(names);
  const still = missingPackages();
  if (still.length > 0) fail(`Installed, but still not there: ${still.map((item) => item.proof).join(', ')}`);
}

async function aptInstall(names) {
  say(`Installing ${names.join(', ')} …`);
  const update = await run('apt-get', ['update'], { env: UNATTENDED });
  if (update.code !== 0) say(`${update.output}\napt-get update failed; trying with the lists already here.`);
  const args = ['install', '-y', '--no-install-recommends', ...names];
  const { code, output, ms } = await run('apt-get', args, { env: UNATTENDED });
  if (code !== 0) fail(`${output}\napt-get could not install them; the lines above say why.`);
  say(`Installed in ${inSeconds(ms)}.`);
}

function missingPackages() {
  return JSON.parse(readFileSync(LIST, 'utf8')).filter((item) => !isThere(item.proof));
}

/** A path in which one folder may be `*`. */
function isThere(path) {
  const [before, after] = path.split('/*/');
  if (after === undefined) return existsSync(path);
  return existsSync(before) && readdirSync(before).some((entry) => existsSync(join(before, entry, after)));
}
