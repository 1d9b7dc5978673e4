import { build } from './build.mjs';
import { install } from './install.mjs';
import { withLock } from './lock.mjs';
import { requireNode } from './requirements.mjs';

/** Brings a checkout, clean or not, to where its programs can be started. Takes well under a second when nothing changed. */
export async function prepare() {
  requireNode();
  await withLock('prepare', async () => {
    await install();
    await build();
  });
}

/** Only the packages: enough for the checks, which compile by themselves. */
export async function preparePackages() {
  requireNode();
  await withLock('prepare', install);
}
