import type { Migration } from '../migration.ts';
import { core } from './0001-core.ts';
import { fleet } from './0002-fleet.ts';
import { useAndRetired } from './0003-use-and-retired.ts';
import { review } from './0004-review.ts';
import { pinUnlocks } from './0005-pin-unlocks.ts';
import { pinMisses } from './0006-pin-misses.ts';
import { jobs } from './0007-jobs.ts';
import { printers } from './0008-printers.ts';
import { panel } from './0010-panel.ts';
import { scans } from './0011-scans.ts';
import { directory } from './0012-directory.ts';
import { imports } from './0013-imports.ts';
import { userSources } from './0014-user-sources.ts';
import { administrators } from './0015-administrators.ts';
import { lists } from './0016-lists.ts';
import { outages } from './0017-outages.ts';
import { recordsByDevice } from './0018-records-by-device.ts';

/** In order; a new step goes to the end. */
export const MIGRATIONS: readonly Migration[] = [
  core,
  fleet,
  useAndRetired,
  review,
  pinUnlocks,
  pinMisses,
  jobs,
  printers,
  panel,
  scans,
  directory,
  imports,
  userSources,
  administrators,
  lists,
  outages,
  recordsByDevice,
];
