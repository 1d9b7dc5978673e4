import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { fail, inSeconds, say } from './progress.mjs';
import { headersOfThisNode, requireToolchain } from './requirements.mjs';
import { run } from './run.mjs';
import { hashOf, stampNamed } from './stamp.mjs';

const LOCK_FILE = join(root, 'package-lock.json');
/** What npm itself writes about the tree it installed. */
const INSTALLED_FILE = join(root, 'node_modules', '.package-lock.json');

const native = `${process.versions.modules} ${process.platform} ${process.arch}`;
const wantedNow = () => hashOf([LOCK_FILE], native);

/** Whether an install has nothing to do; changes nothing. */
export function isInstalled() {
  return existsSync(INSTALLED_FILE) && stampNamed('install').matches(wantedNow());
}

/** Installs exactly what the lock file names, unless that is what is there, built for this Node.js. */
export async function install() {
  const stamp = stampNamed('install');
  const wanted = wantedNow();
  if (isInstalled()) return;
  if (existsSync(INSTALLED_FILE) && stampNamed('native').matches(native) && installedAgrees()) {
    return stamp.keep(wanted);
  }
  await requireToolchain();
  stamp.forget();
  say('Installing the packages of package-lock.json …');
  const headers = headersOfThisNode();
  const { code, output, ms } = await run('npm', ['ci', '--no-audit', '--no-fund'], {
    // node-gyp compiles on one core unless told.
    env: { JOBS: 'max', ...(headers === undefined ? {} : { npm_config_nodedir: headers }) },
  });
  if (code !== 0) fail(`${output}\nInstalling failed; the lines above say why.`);
  stampNamed('native').keep(native);
  stamp.keep(wanted);
  say(`Installed in ${inSeconds(ms)}.`);
}

/** Whether a developer's own `npm install` already left what the lock file asks for. */
function installedAgrees() {
  const wanted = JSON.parse(readFileSync(LOCK_FILE, 'utf8')).packages;
  const there = JSON.parse(readFileSync(INSTALLED_FILE, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, item]) => !path.includes('node_modules/') || item.optional || there[path]?.version === item.version,
  );
}
