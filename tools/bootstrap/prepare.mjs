import { build, isBuilt } from './build.mjs';
import { install, isInstalled } from './install.mjs';
import { withLock } from './lock.mjs';
import { requireNode } from './requirements.mjs';

/** Brings a checkout, clean or not, to where its programs can be started. Takes well under a second when nothing changed. */
export async function prepare() {
  requireNode();
  // Whoever has nothing to do waits for nobody.
  if (isInstalled() && isBuilt()) return;
  await withLock('prepare', async () => {
    await install();
    await build();
  });
}

/** Only the packages: enough for the checks, which compile by themselves. */
export async function preparePackages() {
  requireNode();
  if (!isInstalled()) await withLock('prepare', install);
}
