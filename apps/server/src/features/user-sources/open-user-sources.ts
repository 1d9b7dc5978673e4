import type { Clock, Entropy, Logger } from '@holdover/kernel';
import type { Core } from '../../core.ts';
import type { RouteRegistrar } from '../../http/call.ts';
import { startSchedule, type Schedule } from './source-schedule.ts';
import { createSynchronize, type ImportStarter } from './synchronize.ts';
import { addUserSourceRoutes } from './user-source-routes.ts';
import { createUserSources } from './user-sources.ts';

export interface OpenUserSourcesDeps extends Pick<Core, 'stores' | 'changes' | 'keys'> {
  readonly routes: RouteRegistrar;
  readonly imports: ImportStarter;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
}

/** Registers their operations and synchronizes by the clock, until it is stopped. */
export function openUserSources(deps: OpenUserSourcesDeps): Schedule {
  const synchronize = createSynchronize(deps);
  addUserSourceRoutes(deps.routes, { ...deps, sources: createUserSources(deps), synchronize });
  return startSchedule({ ...deps, synchronize });
}
