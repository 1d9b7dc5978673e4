import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cache, root } from './paths.mjs';
import { fail, inSeconds, say } from './progress.mjs';
import { run } from './run.mjs';

const LIST = join(root, 'tools', 'debian-packages.json');
const UNATTENDED = { DEBIAN_FRONTEND: 'noninteractive' };

/**
 * Makes sure that the foreign programs the tests talk to are there. As root it names and installs what is missing,
 * unless HOLDOVER_TEST_INSTALL=never; otherwise it ends the process with the command that would. Packages whose files
 * alone are wanted (`unpack`: they cannot stand beside another) go below .cache, which needs no root.
 */
export async function requireDebianPackages() {
  const missing = missingPackages();
  if (missing.length === 0) return;
  const lines = missing.map((item) => `  ${item.package} (${item.for}; ${item.proof} is not there)`);
  say(`The tests need Debian packages that are missing:\n${lines.join('\n')}`);
  const names = missing.filter((item) => !item.unpack).map((item) => item.package);
  const unpacked = missing.filter((item) => item.unpack).map((item) => item.package);
  const command = [
    ...(names.length > 0 ? [`apt-get install --no-install-recommends ${names.join(' ')}`] : []),
    ...unpacked.map((name) => `apt-get download ${name} && dpkg-deb -x ${name}_*.deb ${folderOf(name)}`),
  ].join('\n  ');
  if (names.length > 0 && process.getuid?.() !== 0) {
    fail(`Install them as root, then run the tests again:\n  ${command}`);
  }
  if (process.env.HOLDOVER_TEST_INSTALL === 'never') {
    fail(`HOLDOVER_TEST_INSTALL=never forbids installing them. To do it yourself:\n  ${command}`);
  }
  if (names.length > 0) await aptInstall(names);
  for (const name of unpacked) await aptUnpack(name);
  const still = missingPackages();
  if (still.length > 0) fail(`Installed, but still not there: ${still.map((item) => item.proof).join(', ')}`);
}

const folderOf = (name) => join(cache, 'debian', name);

async function aptUnpack(name) {
  const folder = folderOf(name);
  const download = `${folder}.download`;
  rmSync(download, { recursive: true, force: true });
  mkdirSync(download, { recursive: true });
  mkdirSync(folder, { recursive: true });
  let got = await run('apt-get', ['download', name], { cwd: download });
  if (got.code !== 0) {
    await run('apt-get', ['update'], { env: UNATTENDED });
    got = await run('apt-get', ['download', name], { cwd: download });
  }
  const [file] = readdirSync(download);
  if (file === undefined) fail(`${got.output}\napt-get could not download ${name}; the lines above say why.`);
  const { code, output } = await run('dpkg-deb', ['-x', join(download, file), folder]);
  if (code !== 0) fail(`${output}\ndpkg-deb could not unpack ${name}.`);
  rmSync(download, { recursive: true, force: true });
  say(`Unpacked ${name}.`);
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

/** A path, absolute or from the repository, in which one folder may be `*`. */
function isThere(proof) {
  const path = resolve(root, proof);
  const [before, after] = path.split('/*/');
  if (after === undefined) return existsSync(path);
  return existsSync(before) && readdirSync(before).some((entry) => existsSync(join(before, entry, after)));
}
